import { mainResource, rowKey, type MachineRow } from "../../session/listing/machine";
import type { Grouping } from "../../ids";
import { rowStates, stateOf } from "./presentation/state";
import type { GroupNode } from "./nodes";

/** One group: it holds other groups or rows, not both. Rows are keys, sorted by name when the group is opened. */
export interface Group {
  readonly node: GroupNode;
  readonly groups: Group[];
  readonly keys: string[];
  /** Rows in the group and in its groups. */
  count: number;
}

/** The tree's shape for one grouping: top groups, or top rows when the list is flat. */
export interface Layout {
  readonly groups: readonly Group[];
  readonly keys: string[];
  readonly groupById: ReadonlyMap<string, Group>;
}

/** The groups that hold a row, outermost first; none in a flat list. */
export function groupsOf(row: MachineRow, grouping: Grouping): GroupNode[] {
  switch (grouping) {
    case "flat":
      return [];
    case "status": {
      const state = stateOf(row);
      return [{ kind: "state", id: `state:${state}`, state }];
    }
    case "subscription": {
      const { subscriptionId, resourceGroup: name } = mainResource(row);
      return [
        { kind: "subscription", id: `subscription:${subscriptionId}`.toLowerCase(), subscriptionId },
        {
          kind: "resourceGroup",
          id: `resourceGroup:${subscriptionId}/${name}`.toLowerCase(),
          subscriptionId,
          name,
        },
      ];
    }
  }
}

/** Puts rows into groups and sorts the groups: by name, or states by `rowStates`. */
export function layOut(
  rows: Iterable<MachineRow>,
  grouping: Grouping,
  subscriptionName: (id: string) => string,
): Layout {
  const top: Group[] = [];
  const keys: string[] = [];
  const groupById = new Map<string, Group>();
  for (const row of rows) {
    let siblings = top;
    let members = keys;
    for (const node of groupsOf(row, grouping)) {
      const group = groupById.get(node.id) ?? addGroup(node, siblings, groupById);
      group.count += 1;
      siblings = group.groups;
      members = group.keys;
    }
    members.push(rowKey(row));
  }
  sortGroups(top, subscriptionName);
  return { groups: top, keys, groupById };
}

function addGroup(node: GroupNode, siblings: Group[], groupById: Map<string, Group>): Group {
  const group: Group = { node, groups: [], keys: [], count: 0 };
  groupById.set(node.id, group);
  siblings.push(group);
  return group;
}

/** Made when first used: it takes longer than the rest of the extension's start. */
let collator: Intl.Collator | undefined;

/** Names as people sort them: `vm2` before `vm10`, without case. */
export function compareNames(a: string, b: string): number {
  collator ??= new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  return collator.compare(a, b);
}

function sortGroups(groups: Group[], subscriptionName: (id: string) => string): void {
  const sorted = groups
    .map((group) => ({ group, name: sortName(group.node, subscriptionName) }))
    .sort((a, b) => compareNames(a.name, b.name));
  groups.splice(0, groups.length, ...sorted.map(({ group }) => group));
  for (const { groups: inner } of groups) sortGroups(inner, subscriptionName);
}

function sortName(node: GroupNode, subscriptionName: (id: string) => string): string {
  switch (node.kind) {
    case "subscription":
      return subscriptionName(node.subscriptionId);
    case "resourceGroup":
      return node.name;
    case "state":
      return String(rowStates.indexOf(node.state));
  }
}
