import * as vscode from "vscode";
import type { Services } from "../../services";
import { askSeveral, type Choice } from "../ask/askChoice";
import { back, type Back, type QuestionStep } from "../ask/questions";
import { describeIdentity, type VmAnswers } from "./vmAnswers";
import { clientOf, scopeOf } from "./siteFields";
import type { VmField } from "./vmField";

type IdentityChoice = { readonly kind: "system" } | { readonly kind: "user"; readonly id: string };

/** Which managed identities the VM is created with. */
export function identityField(services: Services): VmField {
  return {
    label: vscode.l10n.t("Managed identity"),
    describe: ({ identity }) => describeIdentity(identity),
    question: { ask: (answers, questionStep) => askIdentity(services, answers, questionStep) },
  };
}

async function askIdentity(
  services: Services,
  answers: VmAnswers,
  questionStep: QuestionStep,
): Promise<VmAnswers | Back> {
  const current = answers.identity;
  const system: Choice<IdentityChoice> = {
    label: vscode.l10n.t("System-assigned"),
    detail: vscode.l10n.t("Exists as long as the VM. Its roles are assigned after the VM is created."),
    icon: "key",
    section: vscode.l10n.t("With the VM"),
    value: { kind: "system" },
  };
  const chosen = await askSeveral<IdentityChoice>(questionStep, {
    placeHolder: vscode.l10n.t(
      "Which identities? Choose now: an identity that is added to a running VM gives it no token.",
    ),
    choices: async (signal) => {
      const { listUserAssignedIdentities } = await import("../../arm/resources/managedIdentity");
      const client = await clientOf(services, answers);
      const identities = await listUserAssignedIdentities(client, scopeOf(answers), signal);
      return identities.map(({ id, name, resourceGroup, location }, index) => ({
        label: name,
        description: [resourceGroup, location].filter(Boolean).join(" · "),
        detail: vscode.l10n.t("User-assigned: can get its roles before the VM boots."),
        icon: "key",
        ...(index === 0 && { section: vscode.l10n.t("User-assigned") }),
        value: { kind: "user", id },
      }));
    },
    always: [system],
    isCurrent: (value) =>
      value.kind === "system"
        ? current?.systemAssigned === true
        : current?.userAssigned.some((id) => id.toLowerCase() === value.id.toLowerCase()) === true,
  });
  if (chosen === back) return back;
  const identity = {
    systemAssigned: chosen.some(({ kind }) => kind === "system"),
    userAssigned: chosen.flatMap((value) => (value.kind === "user" ? [value.id] : [])),
  };
  return { ...answers, identity };
}
