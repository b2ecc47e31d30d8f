import * as vscode from "vscode";
import { askChoice, type Choice } from "../ask/askChoice";
import { back } from "../ask/questions";
import { readAnswers, type VmAnswers } from "./vmAnswers";
import type { VmField } from "./vmField";

type Move =
  | { readonly kind: "go" }
  /** The line only says why it cannot continue. */
  | { readonly kind: "stay" }
  | { readonly kind: "change"; readonly field: VmField };

/**
 * Shows every parameter with its value until the VM is as it should be; any of them can be changed.
 * Rejects with a cancellation when the user declines.
 */
export async function vmOverview(
  title: string,
  start: VmAnswers,
  asked: readonly VmField[],
  more: readonly VmField[],
): Promise<VmAnswers> {
  let answers = start;
  for (;;) {
    const questionStep = { title, step: 1, total: 1 };
    const move = await askChoice<Move>(questionStep, {
      placeHolder: vscode.l10n.t("Everything that will be sent. Choose a line to change it."),
      choices: () => linesOf(answers, asked, more),
    });
    if (move === back || move.kind === "stay") continue;
    if (move.kind === "go") return answers;
    answers = await change(answers, move.field);
  }
}

function linesOf(
  answers: VmAnswers,
  asked: readonly VmField[],
  more: readonly VmField[],
): readonly Choice<Move>[] {
  const reading = readAnswers(answers);
  const line = (field: VmField): Choice<Move> => ({
    label: field.label,
    description: field.describe(answers),
    icon: "edit",
    value: { kind: "change", field },
  });
  const [firstAsked, ...otherAsked] = asked.map(line);
  const [firstMore, ...otherMore] = more.map(line);
  return [
    reading.ok
      ? {
          label: vscode.l10n.t("Show what will be sent"),
          detail: vscode.l10n.t("Nothing is sent yet. You are asked before it is sent."),
          icon: "check",
          value: { kind: "go" },
        }
      : {
          label: vscode.l10n.t("It cannot be created yet"),
          detail: reading.problems.map(({ path, message }) => `${path}: ${message}`).join(" "),
          icon: "error",
          value: { kind: "stay" },
        },
    ...(firstAsked === undefined ? [] : [{ ...firstAsked, section: vscode.l10n.t("Selected") }]),
    ...otherAsked,
    ...(firstMore === undefined ? [] : [{ ...firstMore, section: vscode.l10n.t("More") }]),
    ...otherMore,
  ];
}

/** Escape in one parameter leaves it as it was; it does not throw everything else away. */
async function change(answers: VmAnswers, { label, question }: VmField): Promise<VmAnswers> {
  try {
    const changed = await question.ask(answers, { title: label, step: 1, total: 1 });
    return changed === back ? answers : changed;
  } catch (error) {
    if (error instanceof vscode.CancellationError) return answers;
    throw error;
  }
}
