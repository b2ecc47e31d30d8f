import * as vscode from "vscode";
import { nameOfId } from "../../arm/resources/resource";
import type { Services } from "../../services";
import { isTreeNode } from "../../rows/machines/nodes";
import { Notice } from "../run/command";
import { machineTarget } from "../tree/machineTarget";

/** The Arc machine that a command works on. */
export interface ArcTarget {
  readonly id: string;
  readonly name: string;
}

/**
 * The Arc machine that was clicked, that of the VM that was clicked, the one that another command names by its id
 * (`id` or `machineId`), or the one that the user picks.
 */
export async function arcMachine(services: Services, clicked: unknown): Promise<ArcTarget> {
  const given = givenId(clicked);
  if (given !== undefined) return { id: given, name: nameOfId(given) };
  if (isTreeNode(clicked) && clicked.kind === "machine") {
    const row = services.tree.list.row(clicked.key);
    if (row?.kind === "vm" && row.arc === undefined)
      throw new Notice(vscode.l10n.t("{0} has no Arc machine yet.", row.vm.name));
    if (row?.arc !== undefined) return { id: row.arc.id, name: row.arc.name };
  }
  const target = await machineTarget(services, clicked, {
    question: vscode.l10n.t("Which Arc machine?"),
    accepts: ({ arc }) => arc !== undefined,
  });
  if (target.kind === "arc") return { id: target.id, name: target.name };
  const arc = services.tree.list.row(target.rowKey)?.arc;
  if (arc === undefined) throw new Notice(vscode.l10n.t("{0} has no Arc machine yet.", target.name));
  return { id: arc.id, name: arc.name };
}

const arcId = /^\/subscriptions\/.+\/providers\/microsoft\.hybridcompute\/machines\/[^/]+$/i;

/** The machine that another command names, by `machineId` or `id`. */
export function givenId(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || isTreeNode(value)) return undefined;
  const id = "machineId" in value ? value.machineId : "id" in value ? value.id : undefined;
  return typeof id === "string" && arcId.test(id) ? id : undefined;
}
