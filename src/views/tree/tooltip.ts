import type { MachineSummary } from "../../arm/machine";
import type { ResourceIdentity } from "../../arm/resourceIdentity";
import type { VirtualMachineSummary } from "../../arm/virtualMachine";
import { mainResource, type MachineRow } from "./machine";
import { escapeMarkdown, factLines, paragraphs } from "./markdown";
import { describeOperation, operationLook, type OperationRow } from "./operationRow";
import type { ListProblem } from "./problem";
import { readableTime } from "./readableTime";
import { arcWord, lookOf, stateOf, vmWord } from "./state";

/** The hover of a machine, as Markdown with theme icons. Everything that Azure gave is escaped. */
export function machineTooltip(row: MachineRow, subscriptionName: (id: string) => string): string {
  const main = mainResource(row);
  const head = `$(${lookOf(stateOf(row)).icon}) **${escapeMarkdown(main.name)}**`;
  const parts = [
    head,
    row.kind === "vm" ? vmLines(row.vm) : undefined,
    row.arc === undefined ? "**Arc machine**: none yet" : arcLines(row.arc),
    factLines([
      ["Subscription", subscriptionName(main.subscriptionId)],
      ["Resource group", main.resourceGroup],
      ["Location", main.location],
    ]),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n---\n\n");
}

function vmLines(vm: VirtualMachineSummary): string {
  return factLines([
    ["Nexus VM", vmWord(vm)],
    ["Power", vm.powerState],
    ["Status", vm.detailedStatusMessage ?? vm.detailedStatus],
    ["Provisioning", vm.provisioningState],
    ["Managed identity", describeIdentity(vm.identity)],
  ]);
}

function arcLines(arc: MachineSummary): string {
  return factLines([
    ["Arc machine", arcWord(arc)],
    ["Name", arc.name],
    ["Last status change", readableTime(arc.lastStatusChange)],
    ["Agent", arc.agentVersion],
    ["Operating system", arc.osName],
  ]);
}

/** `System-assigned and 2 user-assigned`. */
export function describeIdentity(identity: ResourceIdentity): string {
  const system = identity.kinds.some((kind) => kind.toLowerCase() === "systemassigned");
  const count = identity.userAssigned.length;
  const parts = [system ? "system-assigned" : "", count > 0 ? `${count} user-assigned` : ""];
  const text = parts.filter((part) => part !== "").join(" and ");
  return text === "" ? "None" : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The hover of a failure: what failed, why, what to do, and the ids that support asks for. */
export function problemTooltip({ what, error }: ListProblem): string {
  return paragraphs([
    `$(error) **${escapeMarkdown(what)}**`,
    escapeMarkdown(error.causeText),
    escapeMarkdown(error.nextMove),
    factLines([
      ["Code", error.code],
      ["Correlation ID", error.correlationId],
    ]),
  ]);
}

/** The hover of an operation. */
export function operationTooltip(row: OperationRow): string {
  return paragraphs([
    `$(${operationLook(row.state).icon}) **${escapeMarkdown(row.title)}**`,
    escapeMarkdown(describeOperation(row)),
    factLines([
      ["Resource", row.resourceId],
      ["Correlation ID", row.correlationId],
    ]),
  ]);
}
