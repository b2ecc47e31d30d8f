import type { Grouping } from "./layout";
import { mainResource, type MachineRow } from "./machine";
import type { NodeOf, TreeNode } from "./nodes";
import { describeOperation, operationContext, operationLook, type OperationRow } from "./operationRow";
import type { ListProblem } from "./problem";
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
export function present(node: TreeNode, facts: TreeFacts): Presentation {
  switch (node.kind) {
    case "subscription":
      return group(node, facts, facts.subscriptionName(node.subscriptionId), "subscription", { icon: "key" });
    case "resourceGroup":
      return group(node, facts, node.name, "resource group", { icon: "folder" });
    case "state":
      return group(node, facts, labelOfState(node.state), "status", lookOf(node.state));
    case "machine":
      return withRow(node.key, facts, (row) => machine(row, facts));
    case "arc":
      return withRow(node.key, facts, arcPart);
    case "detail":
      return {
        label: node.label,
        description: node.value,
        look: { icon: node.icon },
        spoken: `${node.label}: ${node.value}`,
        context: "detail",
        opens: "no",
      };
    case "more":
      return more(facts.hiddenCount(node.parentId));
    case "problem":
      return problem(facts.problem(node.problemId));
    case "operations":
      return operations(facts.operations);
    case "operation":
      return operation(facts.operation(node.operationId));
  }
}

const gone: Presentation = { label: "", spoken: "No longer there", context: "gone", opens: "no" };

function withRow(key: string, facts: TreeFacts, make: (row: MachineRow) => Presentation): Presentation {
  const row = facts.row(key);
  return row === undefined ? gone : make(row);
}

function group(
  node: NodeOf<"subscription" | "resourceGroup" | "state">,
  facts: TreeFacts,
  label: string,
  what: string,
  look: StateLook,
): Presentation {
  const count = facts.groupCount(node.id);
  return {
    label,
    description: String(count),
    look,
    spoken: `${label}, ${what}, ${countOf(count, "machine")}`,
    context: node.kind,
    opens: facts.filterText !== "" && facts.matches <= openedByFilter ? "open" : "closed",
  };
}

/** What a filter finds is shown without a click, unless it is a lot. */
const openedByFilter = 100;

export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

function machine(row: MachineRow, facts: TreeFacts): Presentation {
  const main = mainResource(row);
  return {
    label: main.name,
    description: describeMachine(row, facts.grouping),
    look: row.kind === "arc" ? { ...lookOf(stateOf(row)), ...arcIcon(row) } : lookOf(stateOf(row)),
    spoken: spokenMachine(row),
    context: row.kind === "vm" ? vmContext(row) : "arc",
    opens: "closed",
  };
}

/** What the groups above do not say comes first. */
function describeMachine(row: MachineRow, grouping: Grouping): string {
  const state = describeState(row);
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

function spokenMachine(row: MachineRow): string {
  const { name, resourceGroup } = mainResource(row);
  const state =
    row.kind === "arc"
      ? `Arc machine, ${arcWord(row.arc)}`
      : `Nexus VM, ${vmWord(row.vm)}, ${row.arc === undefined ? "not in Arc" : `Arc machine ${arcWord(row.arc)}`}`;
  return `${name}, ${state}, resource group ${resourceGroup}`;
}

function vmContext(row: Extract<MachineRow, { kind: "vm" }>): string {
  const power = row.vm.powerState?.toLowerCase();
  const words = ["vm", power === "on" ? "poweredOn" : power === "off" ? "poweredOff" : "powerUnknown"];
  if (row.arc !== undefined) words.push("enrolled");
  return words.join(" ");
}

function arcPart(row: MachineRow): Presentation {
  const { arc } = row;
  if (arc === undefined) return gone;
  const look = lookOf(stateOf({ kind: "arc", arc }));
  return {
    label: arc.name,
    description: `Arc machine · ${arcWord(arc)}`,
    look: { ...look, icon: look.icon.startsWith("vm") ? "server" : look.icon },
    spoken: `${arc.name}, Arc machine of this VM, ${arcWord(arc)}`,
    context: "arc",
    opens: "closed",
  };
}

function more(hidden: number): Presentation {
  const label = "Load more";
  const left = `${hidden.toLocaleString("en")} not shown`;
  return {
    label,
    description: left,
    look: { icon: "ellipsis" },
    spoken: `${label}, ${left}`,
    context: "more",
    opens: "no",
  };
}

function problem(found: ListProblem | undefined): Presentation {
  if (found === undefined) return gone;
  const { error, what } = found;
  const words = ["problem"];
  if (error.correlationId !== undefined) words.push("hasCorrelationId");
  if (error.remedy !== undefined) words.push(error.remedy.kind);
  return {
    label: what,
    description: error.causeText,
    look: { icon: "error", color: "problemsErrorIcon.foreground" },
    spoken: `Could not read ${what}. ${error.causeText} ${error.nextMove}`,
    context: words.join(" "),
    opens: "no",
  };
}

function operations(rows: readonly OperationRow[]): Presentation {
  const running = rows.filter(({ state }) => state === "running").length;
  return {
    label: "Operations",
    description: running > 0 ? `${running} under way` : `${rows.length} ended`,
    look: { icon: running > 0 ? "loading~spin" : "history" },
    spoken: `Operations, ${running} under way, ${rows.length - running} ended or not watched`,
    context: "operations",
    opens: "closed",
  };
}

function operation(row: OperationRow | undefined): Presentation {
  if (row === undefined) return gone;
  const description = describeOperation(row);
  return {
    label: row.title,
    description,
    look: operationLook(row.state),
    spoken: `${row.title}, ${description}`,
    context: operationContext(row),
    opens: "no",
  };
}
