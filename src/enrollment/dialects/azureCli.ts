import type { Cloud } from "../../arm/cloud";
import { requestOf, type AzureAction } from "../actions/azureAction";
import { azCommand, azPlace } from "./azCommand";
import { azText, hideFileNames } from "./azValue";
import { virtualMachineOptions } from "./azVirtualMachine";
import type { Dialect } from "./dialect";
import { publicBody } from "./publicBody";
import { retryCommand, shellHead, shellJson } from "./shellScript";

/** Azure CLI 2.75 or later with the networkcloud extension 4.0.0 or later. */
export const azureCli: Dialect = {
  title: "Azure CLI",
  language: "shellscript",
  fileExtension: "sh",
  write: (actions, cloud) =>
    [head(cloud, actions), ...actions.map((action) => call(action, cloud))].join("\n\n") + "\n",
};

function head(cloud: Cloud, actions: readonly AzureAction[]): string {
  const lines = shellHead(actions);
  if (cloud.azName !== undefined && cloud.azName !== "AzureCloud")
    lines.push(`az cloud set --name ${cloud.azName}`);
  const usesExtension = actions.some(({ kind }) => kind === "createVm" || kind === "assignRelay");
  if (usesExtension) lines.push("az extension add --upgrade --yes --name networkcloud");
  return lines.join("\n");
}

function call(action: AzureAction, cloud: Cloud): string {
  switch (action.kind) {
    case "createIdentity":
      return azCommand("az identity create", [
        ...azPlace(action.id, "core"),
        ["--location", azText(action.identity.location, "core")],
      ]);
    // `az role definition create` gives a role another GUID each time, so that a second run fails and the next action misses it.
    case "createRole":
    case "createMachine":
      return azRest(action, cloud);
    // Without a name of its own az takes an assignment that already exists for done.
    case "assignRole": {
      const { principalId, principalType, roleDefinitionId, scope } = action.assignment;
      return `# ${oneLine(action.roleName)}\n${azCommand(`${retryCommand} az role assignment create`, [
        ["--assignee-object-id", azText(principalId, "core")],
        ["--assignee-principal-type", azText(principalType, "core")],
        ["--role", azText(roleDefinitionId, "core")],
        ["--scope", azText(scope, "core")],
      ])}`;
    }
    case "createVm":
      return azCommand("az networkcloud virtualmachine create", [
        ...azPlace(action.id, "aaz"),
        ...virtualMachineOptions(action.vm),
      ]);
    case "assignRelay":
      return azCommand("az networkcloud virtualmachine assign-relay", [
        ...azPlace(action.vmId, "aaz"),
        ["--machine-id", azText(action.relay.machineId, "aaz")],
        ["--relay-type", azText(action.relay.relayType, "aaz")],
      ]);
  }
}

/** The very request that this product sends. */
function azRest(action: AzureAction, cloud: Cloud): string {
  const { method, path, apiVersion = "" } = requestOf(action);
  const body = JSON.stringify(publicBody(action), undefined, 2);
  return azCommand("az rest", [
    ["--method", method.toLowerCase()],
    ["--uri", azText(`${cloud.resourceManager}${path}?api-version=${apiVersion}`, "core")],
    ["--headers", "Content-Type=application/json"],
    ["--body", shellJson(hideFileNames(body))],
  ]);
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}
