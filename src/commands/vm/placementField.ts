import * as vscode from "vscode";
import { nameOfId } from "../../arm/resources/resource";
import type { PlacementHint } from "../../arm/resources/networkCloud/virtualMachineBody";
import type { Services } from "../../services";
import { askChoice, type Choice } from "../ask/askChoice";
import { askAll, back, type Back, type QuestionStep, type Question } from "../ask/questions";
import { withInput, type VmAnswers } from "./vmAnswers";
import {} from "./siteFields";
import type { VmField } from "./vmField";

/** Near which other VM, or away from which, the VM is placed. */
export function placementField(services: Services): VmField {
  return {
    label: vscode.l10n.t("Placement hints"),
    describe: ({ input: { placementHints = [] } }) =>
      placementHints.length === 0 ? vscode.l10n.t("none") : placementHints.map(describeHint).join(", "),
    question: { ask: (answers, questionStep) => askHints(services, answers, questionStep) },
  };
}

function describeHint({ hintType, resourceId, schedulingExecution, scope }: PlacementHint): string {
  return `${hintType} ${nameOfId(resourceId)} (${schedulingExecution}, ${scope})`;
}

async function askHints(
  services: Services,
  answers: VmAnswers,
  questionStep: QuestionStep,
): Promise<VmAnswers | Back> {
  const before = answers.input.placementHints ?? [];
  const choice = await askChoice<"add" | "clear">(questionStep, {
    placeHolder: before.map(describeHint).join(", ") || vscode.l10n.t("No placement hint yet."),
    choices: () => [
      { label: vscode.l10n.t("Add a hint…"), icon: "add", value: "add" },
      { label: vscode.l10n.t("No hints"), icon: "circle-slash", value: "clear" },
    ],
  });
  if (choice === back) return back;
  const { placementHints: _, ...input } = answers.input;
  if (choice === "clear") return { ...answers, input };
  const start: PlacementHint = {
    hintType: "AntiAffinity",
    resourceId: "",
    schedulingExecution: "Soft",
    scope: "Machine",
  };
  const hint = await askAll(vscode.l10n.t("Placement hint"), start, [
    hintQuestion("hintType", vscode.l10n.t("Near another VM, or far from it?"), [
      ["Affinity", vscode.l10n.t("Near it")],
      ["AntiAffinity", vscode.l10n.t("Far from it")],
    ]),
    resourceQuestion(services),
    hintQuestion("scope", vscode.l10n.t("The same machine or the same rack?"), [
      ["Machine", vscode.l10n.t("The bare-metal machine")],
      ["Rack", vscode.l10n.t("The rack")],
    ]),
    hintQuestion("schedulingExecution", vscode.l10n.t("If that is not possible?"), [
      ["Soft", vscode.l10n.t("Place the VM anyway")],
      ["Hard", vscode.l10n.t("Do not place the VM")],
    ]),
  ]);
  return withInput(answers, { placementHints: [...before, hint] });
}

function hintQuestion<Name extends "hintType" | "scope" | "schedulingExecution">(
  field: Name,
  placeHolder: string,
  options: readonly (readonly [PlacementHint[Name], string])[],
): Question<PlacementHint> {
  return {
    ask: async (hint, questionStep) => {
      const value = await askChoice(questionStep, {
        placeHolder,
        choices: () => options.map(([option, detail]) => ({ label: option, detail, value: option })),
        isCurrent: (option) => option === hint[field],
      });
      return value === back ? back : { ...hint, [field]: value };
    },
  };
}

function resourceQuestion({ tree: { list } }: Services): Question<PlacementHint> {
  return {
    ask: async (hint, questionStep) => {
      const resourceId = await askChoice(questionStep, {
        placeHolder: vscode.l10n.t("Which VM?"),
        choices: async () => {
          await list.ready();
          return [...list.rows].flatMap((row): Choice<string>[] =>
            row.kind === "vm"
              ? [{ label: row.vm.name, description: row.vm.resourceGroup, icon: "vm", value: row.vm.id }]
              : [],
          );
        },
        isCurrent: (id) => id === hint.resourceId,
      });
      return resourceId === back ? back : { ...hint, resourceId };
    },
  };
}
