import type { Clock } from "../clock";
import { readObject, readString } from "../decode";
import { decodeMachineSummary, type MachineSummary } from "../resources/arc/machine";
import type { ArmError } from "../errors";
import { graphTypes } from "./resourceGraph";
import type { Subscription } from "./subscriptions";
import {
  decodeVirtualMachineSummary,
  type VirtualMachineSummary,
} from "../resources/networkCloud/virtualMachine";

type RowSource = "graph" | "lists";

/** The rows of an inventory while it is read: one for each ARM id, the last answer wins. */
export interface InventoryRows {
  /** Rows of other types are left out. */
  add(rows: readonly unknown[], source: RowSource): void;
  read(): {
    readonly virtualMachines: readonly VirtualMachineSummary[];
    readonly machines: readonly MachineSummary[];
    readonly source: RowSource | "mixed";
  };
}

/** What could not be read, and why. Everything else of the inventory stands. */
export type InventoryFailure =
  | { readonly scope: "tenant"; readonly tenantId: string | undefined; readonly error: ArmError }
  | { readonly scope: "subscription"; readonly subscription: Subscription; readonly error: ArmError };

/** Where the readers put what they find. */
export interface InventorySink {
  readonly rows: InventoryRows;
  fail(failure: InventoryFailure): void;
  changed(): void;
}

/** What a reader of rows works with. */
export interface ReadContext {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly sink: InventorySink;
}

export function createRowSet(): InventoryRows {
  const virtualMachines = new Map<string, VirtualMachineSummary>();
  const machines = new Map<string, MachineSummary>();
  const sources = new Set<RowSource>();
  return {
    add(rows, source) {
      sources.add(source);
      for (const row of rows) {
        const type = readString(readObject(row)["type"])?.toLowerCase();
        if (type === graphTypes.virtualMachine) put(virtualMachines, decodeVirtualMachineSummary(row));
        if (type === graphTypes.machine) put(machines, decodeMachineSummary(row));
      }
    },
    read: () => ({
      virtualMachines: [...virtualMachines.values()],
      machines: [...machines.values()],
      source: sources.size === 2 ? "mixed" : ([...sources][0] ?? "graph"),
    }),
  };
}

function put<Row extends { readonly id: string }>(rows: Map<string, Row>, row: Row): void {
  if (row.id !== "") rows.set(row.id.toLowerCase(), row);
}
