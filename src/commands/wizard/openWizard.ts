import * as vscode from "vscode";
import type { TargetInput } from "../../enrollment/target/target";
import type { Services } from "../../services";
import { nameOf } from "../../rows/enrollments/labels";
import { signInFirst } from "../ask/askGroup";
import type { Command } from "../run/command";

/** Shows an enrollment on one page: the clicked one, one that the user picks, or a new one. */
export const openWizard: Command = {
  intent: "open the wizard",
  async run({ services }, clicked) {
    services.wizard.open(enrollmentOf(clicked) ?? (await choose(services)) ?? (await begin(services)));
  },
};

/** Shows the page of a new enrollment, whatever row is selected or page is in front. */
export const newEnrollment: Command = {
  intent: "start an enrollment",
  async run({ services }) {
    services.wizard.open(await begin(services));
  },
};

/** Of whatever was clicked: a row of the enrollments, or a step of one. */
function enrollmentOf(clicked: unknown): string | undefined {
  if (typeof clicked !== "object" || clicked === null || !("enrollmentId" in clicked)) return undefined;
  return typeof clicked.enrollmentId === "string" ? clicked.enrollmentId : undefined;
}

/** `undefined` for a new one, which is not asked about where there is no other. */
async function choose({ enrollments }: Services): Promise<string | undefined> {
  const known = enrollments.list();
  if (known.length === 0) return undefined;
  const fresh = { label: vscode.l10n.t("$(add) New enrollment"), id: undefined };
  const picked = await vscode.window.showQuickPick<{
    label: string;
    description?: string;
    id?: string | undefined;
  }>(
    [
      fresh,
      ...known.map(({ enrollment }) => ({
        label: nameOf(enrollment, vscode.l10n.t),
        description: enrollment.target.resourceGroup ?? "",
        id: enrollment.id,
      })),
    ],
    { placeHolder: vscode.l10n.t("Which enrollment?") },
  );
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.id;
}

async function begin({ session, enrollments }: Services): Promise<string> {
  const cloud = session.directory?.client.cloud;
  if (cloud === undefined) throw signInFirst(vscode.l10n.t("Sign in first, or try the practice cloud."));
  const { commonVm } = await import("../../enrollment/target/virtualMachineInput");
  const target: TargetInput =
    cloud.name === "custom"
      ? {
          cloud: "custom",
          resourceManager: cloud.resourceManager,
          authority: cloud.authority,
          audience: cloud.scope.replace(/\/\.default$/, ""),
        }
      : { cloud: cloud.name };
  const { id } = await enrollments.create({ ...target, creator: "vm", identity: "user" });
  await enrollments.update(id, (record) => ({ ...record, vm: { ...commonVm, ...record.vm } }));
  return id;
}
