import type { NewRoleDefinition } from "../../arm/roleDefinition";
import type { Cloud } from "../../arm/cloud";
import { nameOfId } from "../../arm/resource";
import { parseResourceId } from "../../arm/resourceId";
import { networkBody, type NewVirtualMachine } from "../../arm/virtualMachineBody";
import { requestOf, type AzureAction } from "../azureAction";
import { quoteForShell } from "../quote";
import { secretVariables, type Dialect } from "./dialect";
import { shellBody } from "./rest";

/** Azure CLI 2.75 or later with the networkcloud extension 4.0.0 or later. */
export const azureCli: Dialect = {
  title: "Azure CLI",
  language: "shellscript",
  fileExtension: "sh",
  write: (actions, cloud) =>
    [head(cloud, actions), ...actions.map((action) => call(action, cloud))].join("\n\n") + "\n",
};

function head(cloud: Cloud, actions: readonly AzureAction[]): string {
  const lines = ["#!/usr/bin/env bash", "set -euo pipefail"];
  if (cloud.azName !== undefined && cloud.azName !== "AzureCloud")
    lines.push(`az cloud set --name ${cloud.azName}`);
  const usesExtension = actions.some(({ kind }) => kind === "createVm" || kind === "assignRelay");
  if (usesExtension) lines.push("az extension add --upgrade --name networkcloud");
  return lines.join("\n");
}

type Flag = readonly [flag: string, ...words: string[]];

function command(name: string, flags: readonly Flag[]): string {
  return [name, ...flags.map(([flag, ...words]) => [flag, ...words].join(" "))].join(" \\\n  ");
}

const flag = (name: string, ...values: string[]): Flag => [name, ...values.map(quoteForShell)];

function place(id: string): Flag[] {
  const parsed = parseResourceId(id);
  if (parsed.kind !== "resource") throw new RangeError("An action is about a resource.");
  const { subscriptionId = "", resourceGroup = "", name } = parsed;
  return [
    flag("--name", name),
    flag("--resource-group", resourceGroup),
    flag("--subscription", subscriptionId),
  ];
}

function call(action: AzureAction, cloud: Cloud): string {
  switch (action.kind) {
    case "createIdentity":
      return command("az identity create", [
        ...place(action.id),
        flag("--location", action.identity.location),
      ]);
    case "createRole":
      return command("az role definition create", [
        flag("--role-definition", roleDefinition(action.scope, action.role)),
      ]);
    case "assignRole": {
      const { principalId, principalType, roleDefinitionId, scope } = action.assignment;
      return `# ${oneLine(action.roleName)}\n${command("az role assignment create", [
        flag("--assignee-object-id", principalId),
        flag("--assignee-principal-type", principalType),
        flag("--role", nameOfId(roleDefinitionId)),
        flag("--scope", scope),
      ])}`;
    }
    case "createVm":
      return command("az networkcloud virtualmachine create", [
        ...place(action.id),
        ...virtualMachineFlags(action.vm),
      ]);
    case "createMachine": {
      const { path, apiVersion = "" } = requestOf(action);
      const uri = `${cloud.resourceManager}${path}?api-version=${apiVersion}`;
      return command("az rest", [
        flag("--method", "put"),
        flag("--uri", uri),
        flag("--headers", "Content-Type=application/json"),
        ["--body", shellBody(action)],
      ]);
    }
    case "assignRelay":
      return command("az networkcloud virtualmachine assign-relay", [
        ...place(action.vmId),
        flag("--machine-id", action.relay.machineId),
        flag("--relay-type", action.relay.relayType),
      ]);
  }
}

function roleDefinition(scope: string, role: NewRoleDefinition): string {
  return JSON.stringify({
    Name: role.name,
    Description: role.description,
    Actions: role.actions,
    NotActions: [],
    AssignableScopes: [scope],
  });
}

/** Flags of `az networkcloud virtualmachine create` 4.0.0. Lists are given as JSON, which holds any value. */
function virtualMachineFlags(vm: NewVirtualMachine): Flag[] {
  const json = (value: unknown): string => JSON.stringify(value);
  const flags: Flag[] = [
    flag("--location", vm.location),
    flag("--extended-location", json({ name: vm.customLocation, type: "CustomLocation" })),
    flag("--admin-username", vm.adminUsername),
    flag(
      "--cloud-services-network-attachment",
      json({ attachedNetworkId: vm.cloudServicesNetworkId, ipAllocationMethod: "Dynamic" }),
    ),
    flag("--cpu-cores", String(vm.cpuCores)),
    flag("--memory-size", String(vm.memorySizeGB)),
    flag("--storage-profile", json(storage(vm))),
    flag("--vm-image", vm.vmImage),
  ];
  if (vm.identity?.systemAssigned === true) flags.push(["--mi-system-assigned"]);
  if (vm.identity !== undefined && vm.identity.userAssigned.length > 0) {
    flags.push(flag("--mi-user-assigned", ...vm.identity.userAssigned));
  }
  if (vm.networks !== undefined)
    flags.push(flag("--network-attachments", json(vm.networks.map(networkBody))));
  if (vm.bootMethod !== undefined) flags.push(flag("--boot-method", vm.bootMethod));
  if (vm.vmDeviceModel !== undefined) flags.push(flag("--vm-device-model", vm.vmDeviceModel));
  if (vm.sshPublicKeys !== undefined) flags.push(flag("--ssh-key-values", ...vm.sshPublicKeys));
  if (vm.placementHints !== undefined) flags.push(flag("--placement-hints", json(vm.placementHints)));
  if (vm.consoleLocation !== undefined) {
    flags.push(
      flag("--console-extended-location", json({ name: vm.consoleLocation, type: "CustomLocation" })),
    );
  }
  if (vm.tags !== undefined) flags.push(flag("--tags", json(vm.tags)));
  if (vm.vmImageCredentials !== undefined) {
    const { registryUrl, username } = vm.vmImageCredentials;
    flags.push([
      "--vm-image-repository-credentials",
      quoteForShell(`registry-url=${registryUrl}`),
      quoteForShell(`username=${username}`),
      `password="$${secretVariables.password}"`,
    ]);
  }
  if (vm.userDataContent !== undefined)
    flags.push(["--user-data-content", `"$${secretVariables.userDataContent}"`]);
  return flags;
}

function storage(vm: NewVirtualMachine): unknown {
  return {
    createOption: vm.osDisk.createOption ?? "Ephemeral",
    deleteOption: "Delete",
    diskSize: vm.osDisk.diskSizeGB,
    ...(vm.volumeAttachments === undefined ? {} : { volumeAttachments: vm.volumeAttachments }),
  };
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}
