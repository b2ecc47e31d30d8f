import * as vscode from "vscode";
import { untilAborted } from "../../../arm/async/untilAborted";
import type { TargetInput } from "../../../enrollment/target/target";
import { isDeleting, isEnrollable } from "../../../rows/machines/offers";
import { isTreeNode } from "../../../rows/machines/nodes";
import type { Services } from "../../../services";
import { signInFirst } from "../../ask/askGroup";
import { Notice, type Command, type CommandScope } from "../../run/command";
import { checkNow } from "../record/checkEnrollment";
import { askForExistingVm, askForWay } from "./enrollExisting";
import { askForNewVm } from "./enrollNew";
import type { EnrollmentDraft, VmRow } from "./questions";

/** Starts an enrollment: of a VM that stands already, or of one that is to be made. Nothing is sent to Azure yet. */
export const enroll: Command = {
  intent: "start the enrollment",
  async run(scope, clicked) {
    const { services } = scope;
    if (services.session.directory === undefined) throw signInFirst(vscode.l10n.t("Sign in first."));
    const row = clickedVm(services, clicked) ?? (await askForVm(scope));
    if (row !== "new") refuseUnlessEnrollable(row);
    const { target, vm } = await askForDraft(scope, row);
    const { id } = await services.enrollments.create(target);
    await services.enrollments.update(id, (record) => ({ ...record, vm }));
    await services.enrollmentTree.reveal(id);
    await checkNow(scope, id);
  },
};

async function askForDraft(scope: CommandScope, row: VmRow | "new"): Promise<EnrollmentDraft> {
  const draft = row === "new" ? await askForNewVm(scope) : await askForExistingVm(scope, row);
  const way = await askForWay(row === "new" ? "new" : "existing");
  return { ...draft, target: { ...cloudPart(scope.services), ...draft.target, ...way } };
}

/** The cloud that the window is signed in to. */
function cloudPart({ session }: Services): TargetInput {
  const cloud = session.directory?.client.cloud;
  if (cloud === undefined) throw signInFirst(vscode.l10n.t("Sign in first."));
  if (cloud.name !== "custom") return { cloud: cloud.name };
  const audience = cloud.scope.replace(/\/\.default$/, "");
  return {
    cloud: "custom",
    resourceManager: cloud.resourceManager,
    authority: cloud.authority,
    audience,
  };
}

function refuseUnlessEnrollable(row: VmRow): void {
  const { name } = row.vm;
  if (isEnrollable(row)) return;
  throw new Notice(
    isDeleting(row)
      ? vscode.l10n.t("Azure is deleting {0}.", name)
      : vscode.l10n.t("{0} is already connected to Azure Arc.", name),
  );
}

function clickedVm({ tree }: Services, clicked: unknown): VmRow | undefined {
  if (!isTreeNode(clicked) || clicked.kind !== "machine") return undefined;
  const row = tree.list.row(clicked.key);
  return row?.kind === "vm" ? row : undefined;
}

async function askForVm({ services, progress }: CommandScope): Promise<VmRow | "new"> {
  const { list } = services.tree;
  await progress(vscode.l10n.t("Listing your machines…"), ({ signal }) => untilAborted(list.ready(), signal));
  const rows = [...list.rows].filter((row): row is VmRow => row.kind === "vm" && isEnrollable(row));
  const items = [
    {
      label: vscode.l10n.t("A new VM…"),
      description: "",
      detail: vscode.l10n.t("It is created with its identity: step 3"),
      iconPath: new vscode.ThemeIcon("add"),
      row: "new" as const,
    },
    ...rows.map((row) => ({
      label: row.vm.name,
      description: row.arc?.status ?? vscode.l10n.t("not in Arc"),
      detail: `${list.subscriptionName(row.vm.subscriptionId)} / ${row.vm.resourceGroup}`,
      iconPath: new vscode.ThemeIcon("vm"),
      row,
    })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which VM do you want to enroll?"),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.row;
}
