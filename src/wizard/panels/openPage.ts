import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { commandIds } from "../../ids";
import { t } from "../../l10n";
import type { Log } from "../../window/log";
import { protocolVersion, type Boot } from "../../protocol";
import type { AccountRouter } from "../../session/account/accountRouter";
import type { EnrollmentNode } from "../../rows/enrollments/nodes";
import type { WizardService } from "../../session/enrollment/enrollmentState";
import { pageHtml } from "./html";
import type { WizardState } from "../host/wizardState";
import type { WizardStateFiles } from "../host/wizardStateFiles";
import { WizardSession, type SessionPorts } from "../host/session";
import { subscriptionOffers } from "../../session/listing/subscriptionOffers";
import { wordsOfPage } from "../model/words";
import { notify } from "../../window/notification";

/** What a page of the wizard is made with. */
export interface PageParts {
  readonly panel: vscode.WebviewPanel;
  readonly enrollment: string;
  readonly enrollments: WizardService;
  readonly directory: () => AccountRouter | undefined;
  /** `dist/webview` */
  readonly folder: vscode.Uri;
  readonly stateFiles: WizardStateFiles;
  readonly log: Log;
}

/**
 * Fills a panel with an enrollment's page. Closing what comes back leaves the panel as it is. Rejects where the panel, or the
 * enrollment, has gone meanwhile; then nothing listens any more.
 */
export async function openPage(parts: PageParts): Promise<{ close(): void; name: string }> {
  const wizardState: WizardState = await parts.stateFiles.read(parts.enrollment);
  const session = new WizardSession(parts.enrollment, wizardState, portsOf(parts));
  try {
    return fill(parts, session);
  } catch (error) {
    session.close();
    throw error;
  }
}

function fill(parts: PageParts, session: WizardSession): { close(): void; name: string } {
  const { panel } = parts;
  const { model } = session;
  if (model === undefined) throw new Error("This enrollment no longer exists.");
  const listening = panel.webview.onDidReceiveMessage((message: unknown) => {
    session.take(message).catch((error: unknown) => {
      parts.log.error("The response to the wizard's page failed.", error);
    });
  });
  const boot: Boot = {
    nexusArc: protocolVersion,
    words: wordsOfPage(vscode.l10n.t),
    locale: vscode.env.language,
    model,
  };
  const url = (name: string): string =>
    panel.webview.asWebviewUri(vscode.Uri.joinPath(parts.folder, name)).toString();
  panel.webview.html = pageHtml({
    nonce: randomBytes(18).toString("base64url"),
    script: url("wizard.js"),
    style: url("wizard.css"),
    title: model.name,
    boot,
  });
  return {
    name: model.name,
    close: () => {
      listening.dispose();
      session.close();
    },
  };
}

function portsOf({ panel, enrollments, directory, stateFiles, log }: PageParts): SessionPorts {
  const signedIn = (): AccountRouter => {
    const found = directory();
    if (found === undefined) throw new Error("Sign in first.");
    return found;
  };
  return {
    enrollments,
    t,
    cloud: () => cloudName(directory()),
    now: () => new Date(),
    post: (message) => {
      void panel.webview.postMessage(message);
    },
    save: (enrollment, wizardState) => {
      stateFiles.save(enrollment, wizardState);
    },
    choices: {
      clientFor: (id) => signedIn().clientFor(id),
      subscriptions: (signal) => subscriptionOffers(signedIn(), signal),
    },
    copy: async (text) => {
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Copied"), 3000);
    },
    openText: async (content, language) => {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }), {
        viewColumn: vscode.ViewColumn.Beside,
      });
    },
    onStep: async (command, node) => {
      await vscode.commands.executeCommand(commandIds[command], node);
    },
    checkPrerequisites: async (enrollmentId) => {
      await vscode.commands.executeCommand(commandIds.checkPrerequisites, {
        kind: "enrollment",
        enrollmentId,
      } satisfies EnrollmentNode);
    },
    showLog: () => {
      log.show();
    },
    complain: (text) => void notify.warning(text),
    log: (line, cause) => {
      log.error(line, cause);
    },
  };
}

function cloudName(directory: AccountRouter | undefined): string {
  switch (directory?.client.cloud.name) {
    case "practice":
      return vscode.l10n.t("Practice cloud");
    case "usGovernment":
      return vscode.l10n.t("Azure US Government");
    case "china":
      return vscode.l10n.t("Azure China");
    default:
      return vscode.l10n.t("Azure");
  }
}
