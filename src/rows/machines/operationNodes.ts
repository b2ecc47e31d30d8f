import type { Repaint } from "./model";
import type { NodeOf } from "./nodes";
import type { OperationRow } from "../../session/operations/operationRow";

/** The "Operations" node and what is under it. Nodes stay the same objects, so that one operation is repainted alone. */
export class OperationNodes {
  readonly parent: NodeOf<"operations"> = { kind: "operations", id: "operations" };
  readonly #nodes = new Map<string, NodeOf<"operation">>();
  #rows: readonly OperationRow[] = [];

  get rows(): readonly OperationRow[] {
    return this.#rows;
  }

  get nodes(): readonly NodeOf<"operation">[] {
    return this.#rows.map(({ id }) => this.#node(id));
  }

  row(id: string): OperationRow | undefined {
    return this.#rows.find((row) => row.id === id);
  }

  /** Takes the whole list, newest first, and says what to paint again. */
  set(rows: readonly OperationRow[]): Repaint {
    const before = this.#rows;
    this.#rows = rows;
    if (before.length === 0 || rows.length === 0) {
      return before.length === rows.length ? { kind: "nodes", nodes: [] } : { kind: "all" };
    }
    const sameList = before.length === rows.length && before.every(({ id }, index) => id === rows[index]?.id);
    if (!sameList || underWay(before) !== underWay(rows)) return { kind: "nodes", nodes: [this.parent] };
    const changed = rows.filter((row, index) => JSON.stringify(row) !== JSON.stringify(before[index]));
    return { kind: "nodes", nodes: changed.map(({ id }) => this.#node(id)) };
  }

  #node(id: string): NodeOf<"operation"> {
    const node = this.#nodes.get(id) ?? { kind: "operation", id: `operation:${id}`, operationId: id };
    this.#nodes.set(id, node);
    return node;
  }
}

function underWay(rows: readonly OperationRow[]): number {
  return rows.filter(({ state }) => state === "running").length;
}
