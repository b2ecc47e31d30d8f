import type { Machine } from "../../../arm/resources/arc/machine";
import { nameOfId } from "../../../arm/resources/resource";
import type { NetworkAttachment, VirtualMachine } from "../../../arm/resources/networkCloud/virtualMachine";
import { say } from "../../../l10n/sentence";
import type { NodeOf } from "../nodes";
import { readableTime } from "../../../enrollment/evidence/judgement";
import { describeIdentity } from "./tooltip";

type Detail = readonly [label: string, value: string | undefined, icon: string];

/** What an opened VM shows under its row. `owner` is the id of that row. */
export function vmDetails(vm: VirtualMachine, owner: string): NodeOf<"detail">[] {
  return toNodes(owner, [
    [say`Managed identity`, describeIdentity(vm.identity), "key"],
    [say`Status`, vm.detailedStatusMessage, "info"],
    [say`Size`, size(vm), "chip"],
    [say`Image`, vm.vmImage, "package"],
    [say`Cloud services network`, address(vm.cloudServicesNetworkAttachment), "cloud"],
    ...vm.networkAttachments.map((attachment): Detail => [
      networkLabel(attachment),
      address(attachment),
      "plug",
    ]),
    [say`User`, vm.adminUsername, "account"],
    [say`Location`, vm.location, "globe"],
    [say`Cluster`, vm.clusterId && nameOfId(vm.clusterId), "server-environment"],
  ]);
}

/** What an opened Arc machine shows under its row. */
export function arcDetails(machine: Machine, owner: string): NodeOf<"detail">[] {
  return toNodes(owner, [
    ...machine.errorDetails.map(({ code, message }): Detail => [code ?? say`Error`, message ?? "", "error"]),
    [say`Last status change`, readableTime(machine.lastStatusChange), "clock"],
    [say`Agent`, machine.agentVersion, "versions"],
    [say`Operating system`, [machine.osName, machine.osVersion].filter(Boolean).join(" "), "terminal-linux"],
    [say`Host name`, machine.machineFqdn ?? machine.computerName, "home"],
    [say`VM ID`, machine.vmId, "symbol-key"],
    [
      say`Private link scope`,
      machine.privateLinkScopeResourceId && nameOfId(machine.privateLinkScopeResourceId),
      "lock",
    ],
    [say`Location`, machine.location, "globe"],
  ]);
}

function toNodes(owner: string, details: readonly Detail[]): NodeOf<"detail">[] {
  return details.flatMap(([label, value, icon], index) =>
    value === undefined || value === ""
      ? []
      : [{ kind: "detail" as const, id: `${owner}/${index}:${label}`, label, value, icon }],
  );
}

function size({ cpuCores, memorySizeGB, osDisk }: VirtualMachine): string {
  return [
    cpuCores === undefined ? undefined : `${cpuCores} vCPU`,
    memorySizeGB === undefined ? undefined : `${memorySizeGB} GiB`,
    osDisk.diskSizeGB === undefined ? undefined : `${osDisk.diskSizeGB} GiB disk`,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

function networkLabel({ networkAttachmentName, attachedNetworkId }: NetworkAttachment): string {
  return networkAttachmentName ?? (attachedNetworkId ? nameOfId(attachedNetworkId) : say`Network`);
}

function address(attachment: NetworkAttachment | undefined): string | undefined {
  if (attachment === undefined) return undefined;
  const addresses = [attachment.ipv4Address, attachment.ipv6Address].filter(
    (part) => part !== undefined && part !== "",
  );
  return addresses.length > 0 ? addresses.join(", ") : (attachment.ipAllocationMethod ?? say`No address`);
}
