import type {
  NetworkAttachmentSpec,
  NewVirtualMachine,
} from "../../arm/resources/networkCloud/virtualMachineBody";
import type { AzOption } from "./azCommand";
import { azJson, azText, hideFileNames } from "./azValue";
import { secretVariables } from "./dialect";
import { publicVm } from "./publicBody";
import { shellJson } from "./shellScript";

/**
 * The options of `az networkcloud virtualmachine create`. Their names, and the keys of their objects, are the same in the extension's
 * versions 4 (API 2025-09-01) and 5 (API 2026-07-01). Secrets reach az through a pipe that only it can read, not in its arguments.
 */
export function virtualMachineOptions(vm: NewVirtualMachine): AzOption[] {
  return [
    ["--location", azText(vm.location, "aaz")],
    ["--extended-location", azJson(customLocation(vm.customLocation))],
    ["--admin-username", azText(vm.adminUsername, "aaz")],
    ["--cloud-services-network-attachment", azJson(cloudServicesNetwork(vm))],
    ["--cpu-cores", azText(String(vm.cpuCores), "aaz")],
    ["--memory-size", azText(String(vm.memorySizeGB), "aaz")],
    ["--storage-profile", azJson(storage(vm))],
    ["--vm-image", azText(vm.vmImage, "aaz")],
    ...identity(vm),
    ...optional("--network-attachments", vm.networks?.map(network), azJson),
    ...optional("--boot-method", vm.bootMethod, (value) => azText(value, "aaz")),
    ...optional("--vm-device-model", vm.vmDeviceModel, (value) => azText(value, "aaz")),
    ...optional("--ssh-key-values", vm.sshPublicKeys, azJson),
    ...optional("--placement-hints", vm.placementHints?.map(hint), azJson),
    ...optional("--console-extended-location", vm.consoleLocation, (id) => azJson(customLocation(id))),
    ...optional("--tags", vm.tags, azJson),
    ...optional("--vm-image-repository-credentials", publicVm(vm).vmImageCredentials, credentials),
    ...optional("--user-data-content", vm.userDataContent, () =>
      piped(`"$${secretVariables.userDataContent}"`),
    ),
    ...optional("--network-data-content", vm.networkDataContent, () =>
      piped(`"$${secretVariables.networkDataContent}"`),
    ),
  ];
}

function optional<T>(option: string, value: T | undefined, word: (value: T) => string): AzOption[] {
  return value === undefined ? [] : [[option, word(value)]];
}

/** A word that az reads from a pipe: it takes `@FILE` for the content of a file. */
function piped(word: string): string {
  return `@<(printf %s ${word})`;
}

/** Only the flag itself is written: az takes any value of `--mi-system-assigned` for yes, "false" as well. */
function identity({ identity: spec }: NewVirtualMachine): AzOption[] {
  if (spec === undefined) return [];
  return [
    ...(spec.systemAssigned ? [["--mi-system-assigned"] as const] : []),
    ...(spec.userAssigned.length > 0 ? [["--mi-user-assigned", azJson(spec.userAssigned)] as const] : []),
  ];
}

function customLocation(id: string): unknown {
  return { name: id, type: "CustomLocation" };
}

function cloudServicesNetwork({ cloudServicesNetworkId }: NewVirtualMachine): unknown {
  return { "attached-network-id": cloudServicesNetworkId, "ip-allocation-method": "Dynamic" };
}

function storage({ osDisk, volumeAttachments }: NewVirtualMachine): unknown {
  return {
    "create-option": osDisk.createOption ?? "Ephemeral",
    "delete-option": "Delete",
    "disk-size": osDisk.diskSizeGB,
    "volume-attachments": volumeAttachments,
  };
}

function network(spec: NetworkAttachmentSpec): unknown {
  return {
    "attached-network-id": spec.networkId,
    "ip-allocation-method": spec.ipAllocationMethod,
    "default-gateway": spec.defaultGateway === undefined ? undefined : spec.defaultGateway ? "True" : "False",
    "ipv4-address": spec.ipv4Address,
    "ipv6-address": spec.ipv6Address,
    "network-attachment-name": spec.name,
  };
}

function hint(spec: NonNullable<NewVirtualMachine["placementHints"]>[number]): unknown {
  return {
    "hint-type": spec.hintType,
    "resource-id": spec.resourceId,
    "scheduling-execution": spec.schedulingExecution,
    scope: spec.scope,
  };
}

function credentials({
  registryUrl,
  username,
  password,
}: NonNullable<NewVirtualMachine["vmImageCredentials"]>): string {
  const json = JSON.stringify({ "registry-url": registryUrl, username, password });
  return piped(shellJson(hideFileNames(json)));
}
