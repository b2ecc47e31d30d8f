import * as vscode from "vscode";
import { t } from "../../l10n";
import { mainResource, rowKey, type MachineRow } from "../../session/listing/machine";
import { isTreeNode } from "../../rows/machines/nodes";
import { describeState } from "../../rows/machines/presentation/state";
import type { Services } from "../../services";
import { Notice } from "../run/command";

/** The resource that a command works on. */
export interface MachineTarget {
  readonly kind: "vm" | "arc";
  readonly id: string;
  readonly name: string;
  /** The key of its row in the tree. */
  readonly rowKey: string;
}

/** Which rows a command can work on, and what it asks when none was clicked. */
export interface TargetFilter {
  readonly question: string;
  accepts(row: MachineRow): boolean;
}

export const anyMachine: TargetFilter = { question: "Which machine?", accepts: () => true };

/** The row that was clicked, or the one that the user picks. Rejects with a cancellation when the user declines. */
export async function machineTarget(
  services: Services,
  clicked: unknown,
  wanted: TargetFilter,
): Promise<MachineTarget> {
  return clickedTarget(services, clicked, wanted) ?? (await pickTarget(services, wanted));
}

function clickedTarget(
  services: Services,
  clicked: unknown,
  wanted: TargetFilter,
): MachineTarget | undefined {
  if (!isTreeNode(clicked) || (clicked.kind !== "machine" && clicked.kind !== "arc")) return undefined;
  const row = services.tree.list.row(clicked.key);
  if (row === undefined) throw new Notice(vscode.l10n.t("This machine is no longer in the list."));
  if (clicked.kind === "machine" && wanted.accepts(row)) return targetOf(row);
  return row.arc === undefined ? undefined : { ...arcTarget(row.arc), rowKey: clicked.key };
}

function targetOf(row: MachineRow): MachineTarget {
  const { id, name } = mainResource(row);
  return { kind: row.kind, id, name, rowKey: rowKey(row) };
}

function arcTarget({ id, name }: { readonly id: string; readonly name: string }) {
  return { kind: "arc", id, name } as const;
}

async function pickTarget(services: Services, wanted: TargetFilter): Promise<MachineTarget> {
  const { list } = services.tree;
  const items = list.ready().then(() =>
    [...list.rows]
      .filter((row) => wanted.accepts(row))
      .map((row) => ({
        label: mainResource(row).name,
        description: describeState(row, t),
        detail: `${list.subscriptionName(mainResource(row).subscriptionId)} / ${mainResource(row).resourceGroup}`,
        target: targetOf(row),
      })),
  );
  if ((await items).length === 0) throw new Notice(vscode.l10n.t("No machine supports this action."));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: wanted.question,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.target;
}
