import type { MachineSummary } from "../../../arm/resources/arc/machine";
import type { ResourceIdentity } from "../../../arm/resources/resourceIdentity";
import type { VirtualMachineSummary } from "../../../arm/resources/networkCloud/virtualMachine";
import { say } from "../../../l10n/sentence";
import type { Translate } from "../../../l10n/translate";
import { mainResource, type MachineRow } from "../../../session/listing/machine";
import { escapeMarkdown, factLines, paragraphs } from "../../markdown";
import { readableTime } from "../../../enrollment/evidence/judgement";
import { describeOperation, operationLook } from "./operationRow";
import type { OperationRow } from "../../../session/operations/operationRow";
import type { ListProblem } from "../../../session/listing/content";
import { arcWord, lookOf, stateOf, vmWord } from "./state";

/** The hover of a machine, as Markdown with theme icons. Everything that Azure gave is escaped. */
export function machineTooltip(
  row: MachineRow,
  subscriptionName: (id: string) => string,
  t: Translate,
): string {
  const main = mainResource(row);
  const head = `$(${lookOf(stateOf(row)).icon}) **${escapeMarkdown(main.name)}**`;
  const parts = [
    head,
    row.kind === "vm" ? vmLines(row.vm, t) : undefined,
    row.arc === undefined ? `**${t("Arc machine")}**: ${t("none yet")}` : arcLines(row.arc, t),
    factLines([
      [t("Subscription"), subscriptionName(main.subscriptionId)],
      [t("Resource group"), main.resourceGroup],
      [t("Location"), main.location],
    ]),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n---\n\n");
}

function vmLines(vm: VirtualMachineSummary, t: Translate): string {
  return factLines([
    [t("Nexus VM"), t(vmWord(vm))],
    [t("Power"), vm.powerState],
    [t("Status"), vm.detailedStatusMessage ?? vm.detailedStatus],
    [t("Provisioning"), vm.provisioningState],
    [t("Managed identity"), t(describeIdentity(vm.identity))],
  ]);
}

function arcLines(arc: MachineSummary, t: Translate): string {
  return factLines([
    [t("Arc machine"), t(arcWord(arc))],
    [t("Name"), arc.name],
    [t("Last status change"), readableTime(arc.lastStatusChange)],
    [t("Agent"), arc.agentVersion],
    [t("Operating system"), arc.osName],
  ]);
}

/** `System-assigned and 2 user-assigned`. */
export function describeIdentity(identity: ResourceIdentity): string {
  const isSystem = identity.kinds.some((kind) => kind.toLowerCase() === "systemassigned");
  const count = identity.userAssigned.length;
  if (isSystem) return count === 0 ? say`System-assigned` : say`System-assigned and ${count} user-assigned`;
  return count === 0 ? say`None` : say`${count} user-assigned`;
}

/** The hover of a failure: what failed, why, what to do, and the ids that support asks for. */
export function problemTooltip({ what, error }: ListProblem, t: Translate): string {
  return paragraphs([
    `$(error) **${escapeMarkdown(what)}**`,
    escapeMarkdown(t(error.causeText)),
    escapeMarkdown(t(error.nextMove)),
    factLines([
      [t("Code"), error.code],
      [t("Correlation ID"), error.correlationId],
    ]),
  ]);
}

/** The hover of an operation. */
export function operationTooltip(row: OperationRow, t: Translate): string {
  return paragraphs([
    `$(${operationLook(row.state).icon}) **${escapeMarkdown(t(row.title))}**`,
    escapeMarkdown(describeOperation(row, t)),
    factLines([
      [t("Resource"), row.resourceId],
      [t("Correlation ID"), row.correlationId],
    ]),
  ]);
}
