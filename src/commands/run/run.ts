import * as vscode from "vscode";
import { isAborted, type ActionableRemedy } from "../../arm/errors";
import { commandIds, type CommandId } from "../../ids";
import { t } from "../../l10n";
import { withoutLinks } from "../../markdown";
import type { Services } from "../../services";
import { Notice, type Command, type CommandScope, type RunningWork } from "./command";
import { applyRemedy } from "../account/applyRemedy";
import { errorMessage, type ErrorAction } from "./errorMessage";
import { notify } from "../../window/notification";

/**
 * The one way that commands are run: it logs the duration, turns Cancel into an abort, and shows every error with its
 * cause, its next move and what can be pressed. Never rejects.
 */
export async function runCommand(
  services: Services,
  id: CommandId,
  command: Command,
  args: readonly unknown[],
): Promise<void> {
  const { log } = services;
  const started = performance.now();
  const took = (): string => `${Math.round(performance.now() - started)} ms`;
  try {
    await services.session.started;
    await command.run(scopeOf(services), ...args);
    log.info(`${id}: done in ${took()}`);
  } catch (error) {
    if (isCanceled(error)) {
      log.info(`${id}: canceled after ${took()}`);
      return;
    }
    if (error instanceof Notice) {
      log.info(`${id}: ${error.message}`);
      void tell(error);
      return;
    }
    log.error(`${id}: failed after ${took()}`, error);
    // The command has ended; its notification may stand for as long as the user likes.
    offerActions(services, id, command, args, error).catch((unexpected: unknown) => {
      log.error(`${id}: the error could not be shown`, unexpected);
    });
  }
}

/** The command has ended; its notification may stand for as long as the user likes. */
async function tell({ message, next }: Notice): Promise<void> {
  const chosen = await notify.information(t(message), ...(next === undefined ? [] : [next.label]));
  if (next !== undefined && chosen === next.label)
    await vscode.commands.executeCommand(next.command, next.argument);
}

/** VS Code's own cancellation has another name than ours. */
function isCanceled(error: unknown): boolean {
  return isAborted(error) || error instanceof vscode.CancellationError;
}

function scopeOf(services: Services): CommandScope {
  return { services, progress };
}

async function progress<T>(title: string, work: (running: RunningWork) => Promise<T>): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: withoutLinks(title), cancellable: true };
  return vscode.window.withProgress(options, async (shown, token) => {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      return await work({
        signal: abort.signal,
        report: (message) => {
          shown.report({ message: withoutLinks(message) });
        },
      });
    } finally {
      listening.dispose();
    }
  });
}

async function offerActions(
  services: Services,
  id: CommandId,
  command: Command,
  args: readonly unknown[],
  error: unknown,
): Promise<void> {
  const { text, actions } = errorMessage(command.intent, error, t);
  const chosen = await notify.error(text, ...actions.map(({ label }) => label));
  const action = actions.find(({ label }) => label === chosen);
  if (action === undefined) return;
  await runAction(services, action, () => runCommand(services, id, command, args));
}

/** The command that an error row has for the same. */
function remedyCommand({ kind }: ActionableRemedy): CommandId {
  return kind === "signIn" ? commandIds.signInForProblem : commandIds.registerProvider;
}

async function runAction(services: Services, action: ErrorAction, again: () => Promise<void>): Promise<void> {
  switch (action.kind) {
    case "retry":
      return again();
    case "showLog":
      services.log.show();
      return;
    case "copyCorrelationId":
      return vscode.env.clipboard.writeText(action.correlationId);
    case "remedy":
      // A command of its own, so that what goes wrong there is shown the same way.
      return runCommand(services, remedyCommand(action.remedy), applyRemedy(action.remedy, again), []);
  }
}
