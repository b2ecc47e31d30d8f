import type { TreeContent } from "../../session/listing/content";
import { compileFilter } from "./filter";
import { compareNames, groupsOf, layOut, type Group, type Layout } from "./layout";
import type { Grouping } from "../../ids";
import { mainResource, rowKey, type MachineRow } from "../../session/listing/machine";
import type { GroupNode, NodeOf, TreeNode } from "./nodes";

/** What must be painted again: the whole tree, or these nodes with what is under them. */
export type Repaint =
  { readonly kind: "all" } | { readonly kind: "nodes"; readonly nodes: readonly TreeNode[] };

/** Long lists show this many rows at first and as many more with each "Load more". */
export const pageSize = 200;

const repaintAll: Repaint = { kind: "all" };
const repaintNone: Repaint = { kind: "nodes", nodes: [] };

/**
 * The machines of the tree: grouping, filter and paging over rows, with no knowledge of VS Code. Nodes are stable:
 * the same id is the same object for as long as the content stands, so that one row can be repainted alone.
 */
export class TreeModel {
  readonly #rows = new Map<string, MachineRow>();
  #subscriptions: ReadonlyMap<string, string> = new Map();
  #grouping: Grouping;
  #filterText = "";
  #filter: ((row: MachineRow) => boolean) | undefined;
  #layout: Layout | undefined;
  readonly #groupNodes = new Interned<GroupNode>();
  readonly #machineNodes = new Interned<NodeOf<"machine">>();
  readonly #arcNodes = new Interned<NodeOf<"arc">>();
  readonly #moreNodes = new Interned<NodeOf<"more">>();
  readonly #sorted = new WeakSet<string[]>();
  readonly #shown = new Map<string, number>();

  constructor(grouping: Grouping = "subscription") {
    this.#grouping = grouping;
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  get filterText(): string {
    return this.#filterText;
  }

  /** All rows, filtered or not. */
  get size(): number {
    return this.#rows.size;
  }

  get rows(): Iterable<MachineRow> {
    return this.#rows.values();
  }

  /** Rows that the filter lets through. */
  get matchCount(): number {
    const { groups, keys } = this.#laidOut();
    return groups.reduce((sum, group) => sum + group.count, keys.length);
  }

  setContent(content: TreeContent): void {
    this.#rows.clear();
    for (const row of content.rows) this.#rows.set(rowKey(row), row);
    this.#subscriptions = content.subscriptions;
    this.#layout = undefined;
  }

  setGrouping(grouping: Grouping): void {
    this.#grouping = grouping;
    this.#layout = undefined;
    this.#shown.clear();
  }

  setFilter(text: string): void {
    this.#filterText = text.trim();
    this.#filter = compileFilter(text, this.subscriptionName);
    this.#layout = undefined;
    this.#shown.clear();
  }

  readonly subscriptionName = (id: string): string => this.#subscriptions.get(id.toLowerCase()) ?? id;

  row(key: string): MachineRow | undefined {
    return this.#rows.get(key);
  }

  /** The row that a resource belongs to, by the VM's id or by the Arc machine's, in any case. */
  rowOfResource(id: string): MachineRow | undefined {
    const key = id.toLowerCase();
    const direct = this.#rows.get(key);
    if (direct !== undefined) return direct;
    for (const row of this.#rows.values()) if (row.arc?.id.toLowerCase() === key) return row;
    return undefined;
  }

  groupCount(id: string): number {
    return this.#laidOut().groupById.get(id)?.count ?? 0;
  }

  machineNode(key: string): NodeOf<"machine"> {
    return this.#machineNodes.same({ kind: "machine", id: `machine:${key}`, key });
  }

  /** The Arc machine under a VM's row. */
  arcNode(key: string): NodeOf<"arc"> {
    return this.#arcNodes.same({ kind: "arc", id: `arc:${key}`, key });
  }

  /** The nodes under a group, or the top of the machine list for `undefined`. */
  children(parentId?: string): TreeNode[] {
    const layout = this.#laidOut();
    const level = parentId === undefined ? layout : layout.groupById.get(parentId);
    if (level === undefined) return [];
    return this.#page(parentId ?? "", level);
  }

  /** Where a node hangs; `undefined` at the top. VS Code asks when a row is to be revealed. */
  parent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case "machine": {
        const row = this.#rows.get(node.key);
        return row === undefined ? undefined : this.#groupNode(groupsOf(row, this.#grouping).at(-1)?.id);
      }
      case "resourceGroup":
        return this.#groupNode(`subscription:${node.subscriptionId}`.toLowerCase());
      case "arc":
        return this.machineNode(node.key);
      case "more":
        return this.#groupNode(node.parentId);
      case "subscription":
      case "state":
      case "detail":
      case "problem":
      case "operations":
      case "operation":
        return undefined;
    }
  }

  /** Shows one page more of a list. */
  loadMore(parentId: string): Repaint {
    this.#shown.set(parentId, this.#shownIn(parentId) + pageSize);
    const parent = this.#groupNode(parentId);
    return parent === undefined ? repaintAll : { kind: "nodes", nodes: [parent] };
  }

  /** Takes the new content of a row (or a new row) and says what that changes on screen: mostly this one row. */
  put(row: MachineRow): Repaint {
    const key = rowKey(row);
    const old = this.#rows.get(key);
    this.#rows.set(key, row);
    if (this.#layout === undefined) return repaintNone;
    return this.#moved(old, row);
  }

  /** Drops a row whose resource is gone. */
  remove(key: string): Repaint {
    const old = this.#rows.get(key);
    if (old === undefined) return repaintNone;
    this.#rows.delete(key);
    return this.#layout === undefined ? repaintNone : this.#moved(old, undefined);
  }

  #moved(old: MachineRow | undefined, row: MachineRow | undefined): Repaint {
    const before = this.#placeOf(old);
    const after = this.#placeOf(row);
    if (before === after) {
      if (row === undefined || after === undefined) return repaintNone;
      return { kind: "nodes", nodes: [this.machineNode(rowKey(row))] };
    }
    const known = new Set(this.#layout?.groupById.keys());
    this.#layout = undefined;
    const now = this.#laidOut().groupById;
    const tops = [this.#topOf(old), this.#topOf(row)].filter((id) => id !== undefined);
    if (tops.length === 0 || tops.some((id) => !known.has(id) || !now.has(id))) return repaintAll;
    const nodes = [...new Set(tops)].map((id) => this.#groupNode(id)).filter((node) => node !== undefined);
    return { kind: "nodes", nodes };
  }

  /** The innermost group of a row, `""` at the top of a flat list, `undefined` where it is not listed. */
  #placeOf(row: MachineRow | undefined): string | undefined {
    if (row === undefined || this.#filter?.(row) === false) return undefined;
    return groupsOf(row, this.#grouping).at(-1)?.id ?? "";
  }

  #topOf(row: MachineRow | undefined): string | undefined {
    if (row === undefined || this.#filter?.(row) === false) return undefined;
    return groupsOf(row, this.#grouping)[0]?.id;
  }

  #laidOut(): Layout {
    this.#layout ??= layOut(this.#matching(), this.#grouping, this.subscriptionName);
    return this.#layout;
  }

  *#matching(): Iterable<MachineRow> {
    for (const row of this.#rows.values()) if (this.#filter?.(row) !== false) yield row;
  }

  #page(parentId: string, level: Layout | Group): TreeNode[] {
    const limit = this.#shownIn(parentId);
    const total = level.groups.length + level.keys.length;
    const groups = level.groups.slice(0, limit).map((group) => this.#groupNodes.same(group.node));
    this.#sort(level.keys);
    const rows = level.keys.slice(0, limit - groups.length).map((key) => this.machineNode(key));
    const page: TreeNode[] = [...groups, ...rows];
    if (total > limit) page.push(this.#moreNodes.same({ kind: "more", id: `more:${parentId}`, parentId }));
    return page;
  }

  /** How many entries of a list are not shown yet. */
  hiddenCount(parentId: string): number {
    const layout = this.#laidOut();
    const level = parentId === "" ? layout : layout.groupById.get(parentId);
    if (level === undefined) return 0;
    return Math.max(0, level.groups.length + level.keys.length - this.#shownIn(parentId));
  }

  #shownIn(parentId: string): number {
    return this.#shown.get(parentId) ?? pageSize;
  }

  #sort(keys: string[]): void {
    if (this.#sorted.has(keys)) return;
    const named = keys.map((key) => ({ key, name: this.#nameOf(key) }));
    named.sort((a, b) => compareNames(a.name, b.name) || (a.key < b.key ? -1 : 1));
    keys.splice(0, keys.length, ...named.map(({ key }) => key));
    this.#sorted.add(keys);
  }

  #nameOf(key: string): string {
    const row = this.#rows.get(key);
    return row === undefined ? key : mainResource(row).name;
  }

  #groupNode(id: string | undefined): GroupNode | undefined {
    const group = id === undefined ? undefined : this.#laidOut().groupById.get(id);
    return group === undefined ? undefined : this.#groupNodes.same(group.node);
  }
}

/** Gives one object for each id, so that VS Code finds again what it has painted. */
class Interned<N extends { readonly id: string }> {
  readonly #known = new Map<string, N>();

  same(node: N): N {
    const known = this.#known.get(node.id);
    if (known !== undefined) return known;
    this.#known.set(node.id, node);
    return node;
  }
}
