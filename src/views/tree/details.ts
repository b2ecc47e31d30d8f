import type { Machine } from "../../arm/machine";
import { nameOfId } from "../../arm/resource";
import type { NetworkAttachment, VirtualMachine } from "../../arm/virtualMachine";
import type { NodeOf } from "./nodes";
import { readableTime } from "./readableTime";
import { describeIdentity } from "./tooltip";

type Detail = readonly [label: string, value: string | undefined, icon: string];

/** What an opened VM shows under its row. `owner` is the id of that row. */
export function vmDetails(vm: VirtualMachine, owner: string): NodeOf<"detail">[] {
  return toNodes(owner, [
    ["Managed identity", describeIdentity(vm.identity), "key"],
    ["Status", vm.detailedStatusMessage, "info"],
    ["Size", size(vm), "chip"],
    ["Image", vm.vmImage, "package"],
    ["Cloud services network", address(vm.cloudServicesNetworkAttachment), "cloud"],
    ...vm.networkAttachments.map((attachment): Detail => [
      networkLabel(attachment),
      address(attachment),
      "plug",
    ]),
    ["User", vm.adminUsername, "account"],
    ["Location", vm.location, "globe"],
    ["Cluster", vm.clusterId && nameOfId(vm.clusterId), "server-environment"],
  ]);
}

/** What an opened Arc machine shows under its row. */
export function arcDetails(machine: Machine, owner: string): NodeOf<"detail">[] {
  return toNodes(owner, [
    ...machine.errorDetails.map(({ code, message }): Detail => [code ?? "Error", message ?? "", "error"]),
    ["Last status change", readableTime(machine.lastStatusChange), "clock"],
    ["Agent", machine.agentVersion, "versions"],
    ["Operating system", [machine.osName, machine.osVersion].filter(Boolean).join(" "), "terminal-linux"],
    ["Host name", machine.machineFqdn ?? machine.computerName, "home"],
    ["VM ID", machine.vmId, "symbol-key"],
    [
      "Private link scope",
      machine.privateLinkScopeResourceId && nameOfId(machine.privateLinkScopeResourceId),
      "lock",
    ],
    ["Location", machine.location, "globe"],
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
  return networkAttachmentName ?? (attachedNetworkId ? nameOfId(attachedNetworkId) : "Network");
}

function address(attachment: NetworkAttachment | undefined): string | undefined {
  if (attachment === undefined) return undefined;
  const addresses = [attachment.ipv4Address, attachment.ipv6Address].filter(
    (part) => part !== undefined && part !== "",
  );
  return addresses.length > 0 ? addresses.join(", ") : (attachment.ipAllocationMethod ?? "No address");
}
