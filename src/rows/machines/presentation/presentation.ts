import { hasPower, isDeleting, isEnrollable } from "../offers";
import type { Translate } from "../../../l10n/translate";
import type { Grouping } from "../../../ids";
import { mainResource, type MachineRow } from "../../../session/listing/machine";
import type { NodeOf, TreeNode } from "../nodes";
import { describeOperation, operationContext, operationLook } from "./operationRow";
import type { OperationRow } from "../../../session/operations/operationRow";
import type { ListProblem } from "../../../session/listing/content";
import { arcWord, describeState, labelOfState, lookOf, stateOf, vmWord, type StateLook } from "./state";

/** How one node looks and sounds, before VS Code has it. */
export interface Presentation {
  readonly label: string;
  readonly description?: string;
  readonly look?: StateLook;
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
  /** Words that the `when` clauses of `package.json` look for. */
  readonly context: string;
  readonly opens: "no" | "closed" | "open";
}

/** What a presentation is made from. */
export interface TreeFacts {
  readonly grouping: Grouping;
  readonly filterText: string;
  /** Rows that the filter lets through. */
  readonly matches: number;
  row(key: string): MachineRow | undefined;
  subscriptionName(id: string): string;
  groupCount(id: string): number;
  hiddenCount(parentId: string): number;
  problem(id: string): ListProblem | undefined;
  operation(id: string): OperationRow | undefined;
  readonly operations: readonly OperationRow[];
}

/** Presents a node. A node whose content is gone shows as an empty line until the next repaint takes it away. */
export function present(node: TreeNode, facts: TreeFacts, t: Translate): Presentation {
  switch (node.kind) {
    case "subscription":
      return group(
        node,
        facts,
        facts.subscriptionName(node.subscriptionId),
        t("subscription"),
        { icon: "key" },
        t,
      );
    case "resourceGroup":
      return group(node, facts, node.name, t("resource group"), { icon: "folder" }, t);
    case "state":
      return group(node, facts, t(labelOfState(node.state)), t("status"), lookOf(node.state), t);
    case "machine":
      return withRow(node.key, facts, (row) => machine(row, facts, t), t);
    case "arc":
      return withRow(node.key, facts, (row) => arcPart(row, t), t);
    case "detail":
      return {
        label: t(node.label),
        description: valueOf(node.value, t),
        look: { icon: node.icon },
        spoken: `${t(node.label)}: ${valueOf(node.value, t)}`,
        context: "detail",
        opens: "no",
      };
    case "more":
      return more(facts.hiddenCount(node.parentId), t);
    case "problem":
      return problem(facts.problem(node.problemId), t);
    case "operations":
      return operations(facts.operations, t);
    case "operation":
      return operation(facts.operation(node.operationId), t);
  }
}

function gone(t: Translate): Presentation {
  return { label: "", spoken: t("No longer exists"), context: "gone", opens: "no" };
}

/** What has no space is a name. */
export function valueOf(value: string, t: Translate): string {
  return value.includes(" ") ? t(value) : value;
}

function withRow(
  key: string,
  facts: TreeFacts,
  make: (row: MachineRow) => Presentation,
  t: Translate,
): Presentation {
  const row = facts.row(key);
  return row === undefined ? gone(t) : make(row);
}

function group(
  node: NodeOf<"subscription" | "resourceGroup" | "state">,
  facts: TreeFacts,
  label: string,
  what: string,
  look: StateLook,
  t: Translate,
): Presentation {
  const count = facts.groupCount(node.id);
  return {
    label,
    description: String(count),
    look,
    spoken: `${label}, ${what}, ${count === 1 ? t("1 machine") : t("{0} machines", count.toLocaleString("en"))}`,
    context: node.kind,
    opens: facts.filterText !== "" && facts.matches <= openedByFilter ? "open" : "closed",
  };
}

/** What a filter finds is shown without a click, unless it is a lot. */
const openedByFilter = 100;

function machine(row: MachineRow, facts: TreeFacts, t: Translate): Presentation {
  const main = mainResource(row);
  return {
    label: main.name,
    description: describeMachine(row, facts.grouping, t),
    look: row.kind === "arc" ? { ...lookOf(stateOf(row)), ...arcIcon(row) } : lookOf(stateOf(row)),
    spoken: spokenMachine(row, t),
    context: row.kind === "vm" ? vmContext(row) : "arc",
    opens: "closed",
  };
}

/** What the groups above do not say comes first. */
function describeMachine(row: MachineRow, grouping: Grouping, t: Translate): string {
  const state = describeState(row, t);
  const { resourceGroup } = mainResource(row);
  switch (grouping) {
    case "subscription":
      return state;
    case "flat":
      return `${state} — ${resourceGroup}`;
    case "status":
      return `${resourceGroup} — ${state}`;
  }
}

/** An Arc machine without a VM looks like a server, unless its state has something to say. */
function arcIcon(row: MachineRow): Partial<StateLook> {
  return stateOf(row) === "connected" ? { icon: "server" } : {};
}

function spokenMachine(row: MachineRow, t: Translate): string {
  const { name, resourceGroup } = mainResource(row);
  const arc = row.arc === undefined ? t("not in Arc") : t("Arc machine {0}", t(arcWord(row.arc)));
  const state = row.kind === "arc" ? arc : `${t("Nexus VM")}, ${t(vmWord(row.vm))}, ${arc}`;
  return `${name}, ${state}, ${t("resource group {0}", resourceGroup)}`;
}

function vmContext(row: Extract<MachineRow, { kind: "vm" }>): string {
  const power = row.vm.powerState?.toLowerCase();
  const words = ["vm"];
  if (hasPower(row))
    words.push(power === "on" ? "poweredOn" : power === "off" ? "poweredOff" : "powerUnknown");
  if (row.arc !== undefined) words.push("enrolled");
  if (isEnrollable(row)) words.push("enrollable");
  if (isDeleting(row)) words.push("deleting");
  return words.join(" ");
}

function arcPart(row: MachineRow, t: Translate): Presentation {
  const { arc } = row;
  if (arc === undefined) return gone(t);
  const look = lookOf(stateOf({ kind: "arc", arc }));
  return {
    label: arc.name,
    description: `${t("Arc machine")} · ${t(arcWord(arc))}`,
    look: { ...look, icon: look.icon.startsWith("vm") ? "server" : look.icon },
    spoken: `${arc.name}, ${t("Arc machine of this VM")}, ${t(arcWord(arc))}`,
    context: "arc",
    opens: "closed",
  };
}

function more(hidden: number, t: Translate): Presentation {
  const label = t("Load more");
  const left = t("{0} not shown", hidden.toLocaleString("en"));
  return {
    label,
    description: left,
    look: { icon: "ellipsis" },
    spoken: `${label}, ${left}`,
    context: "more",
    opens: "no",
  };
}

function problem(found: ListProblem | undefined, t: Translate): Presentation {
  if (found === undefined) return gone(t);
  const { error, what } = found;
  const words = ["problem"];
  if (error.correlationId !== undefined) words.push("hasCorrelationId");
  if (error.remedy !== undefined) words.push(error.remedy.kind);
  return {
    label: what,
    description: t(error.causeText),
    look: { icon: "error", color: "problemsErrorIcon.foreground" },
    spoken: `${t("Could not read {0}.", what)} ${t(error.causeText)} ${t(error.nextMove)}`,
    context: words.join(" "),
    opens: "no",
  };
}

function operations(rows: readonly OperationRow[], t: Translate): Presentation {
  const running = rows.filter(({ state }) => state === "running").length;
  return {
    label: t("Operations"),
    description: running > 0 ? t("{0} in progress", running) : t("{0} ended", rows.length),
    look: { icon: running > 0 ? "loading~spin" : "history" },
    spoken: t("Operations, {0} in progress, {1} ended or not watched", running, rows.length - running),
    context: "operations",
    opens: "closed",
  };
}

function operation(row: OperationRow | undefined, t: Translate): Presentation {
  if (row === undefined) return gone(t);
  const description = describeOperation(row, t);
  return {
    label: t(row.title),
    description,
    look: operationLook(row.state),
    spoken: `${t(row.title)}, ${description}`,
    context: operationContext(row),
    opens: "no",
  };
}
