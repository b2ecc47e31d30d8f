import { t } from "../../l10n";
import { say } from "../../l10n/sentence";
import * as vscode from "vscode";
import { isIdentityNode } from "../../rows/identities/nodes";
import { askChoice } from "../ask/askChoice";
import { back } from "../ask/questions";
import type { Command } from "../run/command";
import { principalTarget, type PrincipalTarget } from "./principalTarget";

/** Copies one of the ids of an identity, or the id of the row that was clicked. */
export const copyIdentityIds: Command = {
  intent: "copy the ID",
  async run({ services }, clicked) {
    const text =
      isIdentityNode(clicked) && clicked.kind === "detail" && clicked.copy !== undefined
        ? clicked.copy
        : await pickId(await principalTarget(services, clicked));
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Copied"), 3000);
  },
};

async function pickId(target: PrincipalTarget): Promise<string> {
  const questionStep = { title: vscode.l10n.t("Copy an ID of {0}", target.name), step: 1, total: 1 };
  const picked = await askChoice(questionStep, {
    placeHolder: vscode.l10n.t("Which one?"),
    choices: () =>
      idsOf(target).map(([label, value]) => ({
        label: t(label),
        description: value,
        icon: "symbol-key",
        value,
      })),
  });
  if (picked === back) throw new vscode.CancellationError();
  return picked;
}

function idsOf({ principalId, origin }: PrincipalTarget): (readonly [label: string, value: string])[] {
  const found: readonly (readonly [string, string | undefined])[] =
    origin.kind === "userAssigned"
      ? [
          [say`Client ID`, origin.identity.clientId],
          [say`Principal ID`, principalId],
          [say`Resource ID`, origin.identity.id],
          [say`Tenant ID`, origin.identity.tenantId],
        ]
      : [
          [say`Principal ID`, principalId],
          [say`Resource ID of its machine`, origin.holder.id],
          [say`Tenant ID`, origin.holder.identity.tenantId],
        ];
  return found.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}
