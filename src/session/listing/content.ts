import type { ArmError } from "../../arm/errors";
import type { Inventory } from "../../arm/inventory/inventory";
import type { InventoryFailure } from "../../arm/inventory/inventoryRows";
import { pairMachines, type PairKnowledge } from "../../arm/inventory/pairing";
import type { MachineRow } from "./machine";

/** A part of the list that could not be read: shown as a row of its own, so that a failure never looks like an empty list. */
export interface ListProblem {
  /** Stable for the same failing part, so that its row is not painted again. */
  readonly id: string;
  /** What could not be read: a tenant, a subscription, a machine. */
  readonly what: string;
  readonly error: ArmError;
}

/** Everything that the tree lists, at one moment. */
export interface TreeContent {
  readonly rows: readonly MachineRow[];
  /** Display names by subscription id in lower case. */
  readonly subscriptions: ReadonlyMap<string, string>;
}

/** What one account's listing shows in the tree. */
export interface ListedContent extends TreeContent {
  readonly problems: readonly ListProblem[];
}

/**
 * Merges the inventories of several accounts: a resource that two accounts see is one row.
 * `tenantNames` are display names by tenant id in lower case.
 */
export function contentOf(
  inventories: readonly Inventory[],
  knowledge: readonly PairKnowledge[] = [],
  tenantNames: ReadonlyMap<string, string> = new Map(),
): ListedContent {
  const vms = byId(inventories.flatMap(({ virtualMachines }) => virtualMachines));
  const machines = byId(inventories.flatMap((inventory) => inventory.machines));
  const pairs = new Map(
    pairMachines(vms, machines, knowledge).map((pair) => [pair.virtualMachine, pair.machine]),
  );
  const paired = new Set(pairs.values());
  const rows: MachineRow[] = [];
  for (const vm of vms) {
    const arc = pairs.get(vm);
    rows.push(arc === undefined ? { kind: "vm", vm } : { kind: "vm", vm, arc });
  }
  for (const arc of machines) if (!paired.has(arc)) rows.push({ kind: "arc", arc });
  const subscriptions = inventories.flatMap((inventory) => inventory.subscriptions);
  return {
    rows,
    subscriptions: new Map(subscriptions.map(({ id, name }) => [id.toLowerCase(), name])),
    problems: inventories.flatMap(({ failures }) =>
      failures.map((failure) => problemOf(failure, tenantNames)),
    ),
  };
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [item.id.toLowerCase(), item])).values()];
}

function problemOf(failure: InventoryFailure, tenantNames: ReadonlyMap<string, string>): ListProblem {
  const { error } = failure;
  if (failure.scope === "subscription") {
    const { id, name } = failure.subscription;
    return { id: `subscription:${id}`, what: `Subscription ${name}`, error };
  }
  const { tenantId } = failure;
  if (tenantId === undefined) return { id: "tenant:", what: "Subscriptions", error };
  const name = tenantNames.get(tenantId.toLowerCase()) ?? tenantId;
  return { id: `tenant:${tenantId}`, what: `Tenant ${name}`, error };
}
