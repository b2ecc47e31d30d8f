import { inEnglish, type Translate } from "../../l10n/translate";
import type { Grouping } from "../../ids";
import { Listing } from "./listing";
import { rowKey, type MachineRow } from "../../session/listing/machine";
import { TreeModel, type Repaint } from "./model";
import type { NodeOf, TreeNode } from "./nodes";
import { OpenedRows, type Opened } from "./openedRows";
import { OperationNodes } from "./operationNodes";
import type { OperationRow } from "../../session/operations/operationRow";
import { present, type Presentation, type TreeFacts } from "./presentation/presentation";
import type { ListProblem } from "../../session/listing/content";
import { readRow } from "./readRow";
import type { MachineSource } from "../../session/listing/source";

/** What the list as a whole has to say, for the view's header and its welcome text. */
export interface ListStatus {
  readonly state: "signedOut" | "loading" | "rows" | "empty" | "noMatch";
  readonly loading: boolean;
  readonly filter: string;
  readonly matches: number;
  readonly total: number;
  /** ISO 8601, while the rows are those of an earlier window. */
  readonly savedAt?: string;
}

/** Who paints the list. */
export interface ListPainter {
  repaint(repaint: Repaint): void;
  statusChanged(): void;
}

const repaintAll: Repaint = { kind: "all" };

/**
 * The content of the "Machines" view over time: listing, failures, opened rows, operations. It knows no VS Code;
 * a painter is told what to paint again.
 */
export class MachineList implements TreeFacts {
  readonly #model: TreeModel;
  readonly #painter: ListPainter;
  readonly #opened: OpenedRows;
  readonly #rowProblems = new Map<string, ListProblem>();
  readonly #operations = new OperationNodes();
  #listing: Listing | undefined;

  constructor(grouping: Grouping, painter: ListPainter) {
    this.#model = new TreeModel(grouping);
    this.#painter = painter;
    this.#opened = new OpenedRows((key, change) => {
      const row = this.row(key);
      if (row !== undefined) this.put(change(row));
    });
  }

  get grouping(): Grouping {
    return this.#model.grouping;
  }

  get filterText(): string {
    return this.#model.filterText;
  }

  get matches(): number {
    return this.#model.matchCount;
  }

  get operations(): readonly OperationRow[] {
    return this.#operations.rows;
  }

  /** Every row, shown or not. */
  get rows(): Iterable<MachineRow> {
    return this.#model.rows;
  }

  get status(): ListStatus {
    const { size: total, matchCount: matches, filterText: filter } = this.#model;
    const savedAt = this.#listing?.savedAt;
    const loading = this.#listing?.running === true;
    return {
      state: this.#state(total, matches, loading),
      loading,
      filter,
      matches,
      total,
      ...(savedAt !== undefined && { savedAt }),
    };
  }

  #state(total: number, matches: number, loading: boolean): ListStatus["state"] {
    if (this.#listing === undefined) return "signedOut";
    if (matches > 0) return "rows";
    if (loading) return "loading";
    if (this.#listing.problems.length > 0) return "rows";
    return total === 0 ? "empty" : "noMatch";
  }

  row(key: string): MachineRow | undefined {
    return this.#model.row(key);
  }

  /** The node of a row, listed or not. */
  nodeOf(key: string): NodeOf<"machine"> {
    return this.#model.machineNode(key);
  }

  /** The row of a VM or an Arc machine, by its ARM id in any case. */
  rowOfResource(id: string): MachineRow | undefined {
    return this.#model.rowOfResource(id);
  }

  subscriptionName(id: string): string {
    return this.#model.subscriptionName(id);
  }

  groupCount(id: string): number {
    return this.#model.groupCount(id);
  }

  hiddenCount(parentId: string): number {
    return this.#model.hiddenCount(parentId);
  }

  problem(id: string): ListProblem | undefined {
    return this.#listing?.problems.find((problem) => problem.id === id) ?? this.#rowProblems.get(id);
  }

  operation(id: string): OperationRow | undefined {
    return this.#operations.row(id);
  }

  present(node: TreeNode, t: Translate = inEnglish): Presentation {
    return present(node, this, t);
  }

  /** Shows another source from nothing: after a sign-in, a sign-out, a change of cloud. `undefined`: signed out. */
  setSource(source: MachineSource | undefined): void {
    this.#listing?.stop();
    this.#model.setContent({ rows: [], subscriptions: new Map() });
    this.#opened.clear();
    this.#listing = source === undefined ? undefined : this.#listingOf(source);
    this.#paint(repaintAll);
  }

  #listingOf(source: MachineSource): Listing {
    return new Listing(source, {
      show: (content, firstRows) => {
        this.#model.setContent(content);
        this.#opened.clear();
        if (firstRows) this.#painter.statusChanged();
        else this.#paint(repaintAll);
      },
      stateChanged: (paint) => {
        if (paint) this.#paint(repaintAll);
        else this.#painter.statusChanged();
      },
    });
  }

  setGrouping(grouping: Grouping): void {
    this.#model.setGrouping(grouping);
    this.#paint(repaintAll);
  }

  setFilter(text: string): void {
    this.#model.setFilter(text);
    this.#paint(repaintAll);
  }

  loadMore(parentId: string): void {
    this.#painter.repaint(this.#model.loadMore(parentId));
  }

  setOperations(rows: readonly OperationRow[]): void {
    this.#painter.repaint(this.#operations.set(rows));
  }

  /** Starts the listing unless it has been, and waits for its first rows. */
  async ready(): Promise<void> {
    await this.#listing?.ready();
  }

  /** Lists everything again. Never rejects: what failed stands in the list. */
  async reload(): Promise<void> {
    await this.#listing?.reload();
  }

  /** What stands under a node; `undefined` is the top. The first call starts the listing and answers with its first rows. */
  async children(node?: TreeNode): Promise<readonly TreeNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#top();
      case "subscription":
      case "resourceGroup":
      case "state":
        return this.#model.children(node.id);
      case "machine":
        return this.#underMachine(node);
      case "arc":
        return this.#underArc(node);
      case "operations":
        return this.#operations.nodes;
      case "detail":
      case "more":
      case "problem":
      case "operation":
        return [];
    }
  }

  parent(node: TreeNode): TreeNode | undefined {
    return node.kind === "operation" ? this.#operations.parent : this.#model.parent(node);
  }

  async #top(): Promise<readonly TreeNode[]> {
    const listing = this.#listing;
    if (listing === undefined) return [];
    await listing.ready();
    return [
      ...listing.problems.map(({ id }) => problemNode(id)),
      ...(this.operations.length > 0 ? [this.#operations.parent] : []),
      ...this.#model.children(),
    ];
  }

  async #underMachine(node: NodeOf<"machine">): Promise<readonly TreeNode[]> {
    const row = this.row(node.key);
    const source = this.#listing?.source;
    if (row === undefined || source === undefined) return [];
    if (row.kind === "arc") return this.#nodesOf(await this.#opened.openArc(node.id, row, source));
    const details = this.#nodesOf(await this.#opened.openVm(node.id, row, source));
    return row.arc === undefined ? details : [this.#model.arcNode(node.key), ...details];
  }

  async #underArc(node: NodeOf<"arc">): Promise<readonly TreeNode[]> {
    const row = this.row(node.key);
    const source = this.#listing?.source;
    if (row === undefined || source === undefined) return [];
    return this.#nodesOf(await this.#opened.openArc(node.id, row, source));
  }

  #nodesOf(opened: Opened): readonly TreeNode[] {
    if (opened.kind === "details") return opened.details;
    this.#rowProblems.set(opened.problem.id, opened.problem);
    return [problemNode(opened.problem.id)];
  }

  /** Takes a row's new content, as an operation or a look at the resource showed it, and repaints what looks different. */
  put(row: MachineRow): void {
    const node = this.#model.machineNode(rowKey(row));
    const before = this.#looks(node);
    const repaint = this.#model.put(row);
    if (repaint.kind === "all" || before !== this.#looks(node)) this.#paint(repaint);
  }

  #looks(node: NodeOf<"machine">): string {
    return JSON.stringify([this.present(node), this.present(this.#model.arcNode(node.key))]);
  }

  /** Reads one row again, with its details. A resource that is gone takes its row along. Throws `ArmError`. */
  async refreshRow(key: string, signal?: AbortSignal): Promise<void> {
    const row = this.row(key);
    const source = this.#listing?.source;
    if (row === undefined || source === undefined) return;
    const fresh = await readRow(source, row, signal);
    const node = this.#model.machineNode(key);
    this.#forget(key);
    if (fresh === undefined) this.#paint(this.#model.remove(key));
    else if (rowKey(fresh) !== key) {
      this.#model.remove(key);
      this.#model.put(fresh);
      this.#paint(repaintAll);
    } else {
      const repaint = this.#model.put(fresh);
      this.#paint(withNode(repaint, node));
    }
  }

  /** Asks again for what failed: the listing, or the details of one row. */
  async retry(problemId: string): Promise<void> {
    const rowProblem = this.#rowProblems.get(problemId);
    if (rowProblem === undefined) return this.reload();
    const key = problemId.slice(problemId.indexOf(":") + 1);
    this.#forget(key);
    this.#painter.repaint({ kind: "nodes", nodes: [this.#model.machineNode(key)] });
  }

  #forget(key: string): void {
    for (const { id } of [this.#model.machineNode(key), this.#model.arcNode(key)]) {
      this.#opened.forget(id);
      this.#rowProblems.delete(id);
    }
  }

  #paint(repaint: Repaint): void {
    this.#painter.repaint(repaint);
    this.#painter.statusChanged();
  }
}

/** Also paints `node`, whose children have changed. */
function withNode(repaint: Repaint, node: TreeNode): Repaint {
  return repaint.kind === "all" || repaint.nodes.includes(node)
    ? repaint
    : { kind: "nodes", nodes: [...repaint.nodes, node] };
}

function problemNode(problemId: string): NodeOf<"problem"> {
  return { kind: "problem", id: `problem:${problemId}`, problemId };
}
