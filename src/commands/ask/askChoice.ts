import * as vscode from "vscode";
import { toArmError } from "../../arm/errors";
import { t } from "../../l10n";
import { back, type Back, type QuestionStep } from "./questions";

/** One thing that can be chosen. */
export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Codicon. */
  readonly icon?: string;
  /** Draws a line with this label above. */
  readonly section?: string;
  readonly value: T;
}

export interface ChoiceQuestion<T> {
  readonly placeHolder: string;
  /** Read while the list shows that it is being read; what fails stands in the list and can be retried. */
  readonly choices: (signal: AbortSignal) => Promise<readonly Choice<T>[]> | readonly Choice<T>[];
  /** What stands in the list besides, whether or not the choices could be read. */
  readonly always?: readonly Choice<T>[];
  /** The choice that is marked at first. */
  readonly isCurrent?: (value: T) => boolean;
  /** Whether Enter takes the first choice when none is current; it does unless `false`, as where none belongs to what was clicked. */
  readonly takesFirst?: boolean;
}

interface Item<T> extends vscode.QuickPickItem {
  readonly choice?: Choice<T>;
}

/** Asks for one of several things. Rejects with a cancellation when the user declines. */
export async function askChoice<T>(
  questionStep: QuestionStep,
  question: ChoiceQuestion<T>,
): Promise<T | Back> {
  const answer = await pick(questionStep, question, false);
  if (answer === back) return back;
  const [first] = answer;
  if (first === undefined) throw new vscode.CancellationError();
  return first;
}

/** Asks for any number of things; those that `isCurrent` are marked at first. */
export async function askSeveral<T>(
  questionStep: QuestionStep,
  question: ChoiceQuestion<T>,
): Promise<readonly T[] | Back> {
  return pick(questionStep, question, true);
}

async function pick<T>(
  questionStep: QuestionStep,
  question: ChoiceQuestion<T>,
  several: boolean,
): Promise<readonly T[] | Back> {
  const list = vscode.window.createQuickPick<Item<T>>();
  list.title = questionStep.title;
  list.placeholder = question.placeHolder;
  list.ignoreFocusOut = true;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.canSelectMany = several;
  list.buttons = questionStep.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  if (questionStep.total > 1) {
    list.step = questionStep.step;
    list.totalSteps = questionStep.total;
  }
  const closed = new AbortController();
  let wasRead: boolean | undefined;
  const fill = async (): Promise<void> => {
    wasRead = undefined;
    wasRead = await load(list, question, closed.signal);
  };
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<readonly T[] | Back>((resolve, reject) => {
      listening.push(
        list.onDidTriggerButton(() => {
          resolve(back);
        }),
        list.onDidHide(() => {
          reject(new vscode.CancellationError());
        }),
        list.onDidAccept(() => {
          const chosen = list.selectedItems.flatMap(({ choice }) => choice ?? []);
          // Nothing marked means "none" only where there was something to mark.
          if (several ? wasRead === true : chosen.length > 0) resolve(chosen.map(({ value }) => value));
          else if (wasRead === false) void fill();
        }),
      );
      list.show();
      void fill();
    });
  } finally {
    closed.abort();
    for (const each of listening) each.dispose();
    list.dispose();
  }
}

/** Whether the choices could be read. Never rejects. */
async function load<T>(
  list: vscode.QuickPick<Item<T>>,
  question: ChoiceQuestion<T>,
  signal: AbortSignal,
): Promise<boolean> {
  const always = (question.always ?? []).flatMap(itemsOf);
  list.busy = true;
  list.items = always;
  try {
    const items = [...(await question.choices(signal)).flatMap(itemsOf), ...always];
    if (signal.aborted) return false;
    list.items = items;
    const current = items.filter(
      ({ choice }) => choice !== undefined && question.isCurrent?.(choice.value) === true,
    );
    if (list.canSelectMany) list.selectedItems = current;
    else if (current[0] !== undefined) list.activeItems = [current[0]];
    else if (question.takesFirst === false) list.activeItems = [];
    return true;
  } catch (error) {
    if (!signal.aborted) list.items = [failure(error), ...always];
    return false;
  } finally {
    if (!signal.aborted) list.busy = false;
  }
}

function failure<T>(error: unknown): Item<T> {
  const { causeText, nextMove } = toArmError(error);
  return {
    label: vscode.l10n.t("Could not load. Press Enter to retry."),
    detail: `${t(causeText)} ${t(nextMove)}`,
    iconPath: new vscode.ThemeIcon("error"),
    alwaysShow: true,
  };
}

function itemsOf<T>(choice: Choice<T>): Item<T>[] {
  const { label, description, detail, icon, section } = choice;
  const item: Item<T> = {
    label,
    choice,
    ...(description !== undefined && { description }),
    ...(detail !== undefined && { detail }),
    ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }),
  };
  if (section === undefined) return [item];
  return [{ label: t(section), kind: vscode.QuickPickItemKind.Separator }, item];
}
