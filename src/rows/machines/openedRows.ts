import { toArmError } from "../../arm/errors";
import { arcDetails, vmDetails } from "./presentation/details";
import { rowKey, type MachineRow } from "../../session/listing/machine";
import type { NodeOf } from "./nodes";
import type { ListProblem } from "../../session/listing/content";
import type { MachineSource } from "../../session/listing/source";

/** What stands under an opened row: its details, or why they could not be read. */
export type Opened =
  | { readonly kind: "details"; readonly details: readonly NodeOf<"detail">[] }
  | { readonly kind: "problem"; readonly problem: ListProblem };

/** Told that a look at a row showed newer content than the list had. */
export type RowSeen = (key: string, change: (row: MachineRow) => MachineRow) => void;

/**
 * The details of rows that were opened, by the id of the opened node. Each is read once, however often the tree is
 * painted; a failure is kept too, until `forget`.
 */
export class OpenedRows {
  readonly #opened = new Map<string, Promise<Opened>>();
  readonly #seen: RowSeen;

  constructor(seen: RowSeen) {
    this.#seen = seen;
  }

  /** What stands under a VM's row, besides its Arc machine. */
  openVm(nodeId: string, row: Extract<MachineRow, { kind: "vm" }>, source: MachineSource): Promise<Opened> {
    return this.#open(nodeId, row.vm.name, async () => {
      const vm = await source.readVm(row.vm.id);
      this.#seen(rowKey(row), (now) => (now.kind === "vm" ? { ...now, vm } : now));
      return vmDetails(vm, nodeId);
    });
  }

  /** What stands under an Arc machine; nothing when the row has none. */
  openArc(nodeId: string, row: MachineRow, source: MachineSource): Promise<Opened> {
    const known = row.arc;
    if (known === undefined) return Promise.resolve({ kind: "details", details: [] });
    return this.#open(nodeId, known.name, async () => {
      const arc = await source.readArc(known.id);
      this.#seen(rowKey(row), (now) => ({ ...now, arc }));
      return arcDetails(arc, nodeId);
    });
  }

  forget(nodeId: string): void {
    this.#opened.delete(nodeId);
  }

  clear(): void {
    this.#opened.clear();
  }

  #open(id: string, what: string, read: () => Promise<readonly NodeOf<"detail">[]>): Promise<Opened> {
    const known = this.#opened.get(id);
    if (known !== undefined) return known;
    const opened = read().then(
      (details): Opened => ({ kind: "details", details }),
      (error: unknown): Opened => ({ kind: "problem", problem: { id, what, error: toArmError(error) } }),
    );
    this.#opened.set(id, opened);
    return opened;
  }
}
