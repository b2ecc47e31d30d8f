import { readObject, readObjects, readString } from "../decode";
import type { Inventory } from "./inventory";
import { restoreIdentity } from "../resources/resourceIdentity";
import { decodeMachineSummary, type MachineSummary } from "../resources/arc/machine";
import type { Subscription } from "./subscriptions";
import {
  decodeVirtualMachineSummary,
  type VirtualMachineSummary,
} from "../resources/networkCloud/virtualMachine";

const version = 1;

/** An inventory as it is saved for the next window's first paint. Summaries only: no user data, no key, no token. */
export interface InventorySnapshot {
  readonly version: typeof version;
  /** ISO 8601; tells the age. */
  readonly fetchedAt: string;
  readonly subscriptions: readonly Subscription[];
  readonly virtualMachines: readonly VirtualMachineSummary[];
  readonly machines: readonly MachineSummary[];
}

/** What to save. Failures belong to their moment and are left out. */
export function toSnapshot(inventory: Inventory): InventorySnapshot {
  const { fetchedAt, subscriptions, virtualMachines, machines } = inventory;
  return { version, fetchedAt, subscriptions, virtualMachines, machines };
}

/** Reads what was saved, as parsed JSON. `undefined` for another version or anything that is no snapshot. */
export function fromSnapshot(saved: unknown): Inventory | undefined {
  const snapshot = readObject(saved);
  const fetchedAt = readString(snapshot["fetchedAt"]);
  if (snapshot["version"] !== version || fetchedAt === undefined || Number.isNaN(Date.parse(fetchedAt)))
    return undefined;
  return {
    subscriptions: readObjects(snapshot["subscriptions"]).map(restoreSubscription),
    virtualMachines: readObjects(snapshot["virtualMachines"]).map((row) => ({
      ...decodeVirtualMachineSummary(row),
      extendedLocation: readString(row["extendedLocation"]),
      identity: restoreIdentity(row["identity"]),
    })),
    machines: readObjects(snapshot["machines"]).map((row) => ({
      ...decodeMachineSummary(row),
      identity: restoreIdentity(row["identity"]),
    })),
    failures: [],
    source: "snapshot",
    fetchedAt,
    complete: true,
  };
}

function restoreSubscription(row: Readonly<Record<string, unknown>>): Subscription {
  const id = readString(row["id"]) ?? "";
  return {
    id,
    name: readString(row["name"]) ?? id,
    tenantId: readString(row["tenantId"]),
    signInTenantId: readString(row["signInTenantId"]),
    state: readString(row["state"]),
  };
}
