import { computeTypes, computeRequests } from "../arm/resources/compute";
import type { Cloud } from "../arm/cloud";
import type { Json } from "../arm/decode";
import { parseResourceId, resourceKey } from "../arm/resources/resourceId";
import type { IdentitySpec } from "../arm/resources/resourceIdentity";
import { apiVersions } from "../arm/versions";
import { azCommand, azPlace, type AzOption } from "../enrollment/dialects/azCommand";
import { quoteForShell, quoteForPowerShell } from "../enrollment/dialects/quote";
import { computeIdentityType, type IdentityHolder, type IdentityPlan } from "./change";

/** The forms in which a change of identities can be shown. */
export const changeDialectNames = ["az", "powershell", "rest", "template"] as const;
export type ChangeDialectName = (typeof changeDialectNames)[number];

export type ChangePlan = Extract<IdentityPlan, { kind: "change" }>;

/** How one dialect writes a change. */
export interface ChangeDialect {
  readonly title: string;
  /** VS Code's language id. */
  readonly language: string;
  readonly fileExtension: string;
  readonly write: (holder: IdentityHolder, plan: ChangePlan, cloud: Cloud) => string;
}

export const changeDialects: Readonly<Record<ChangeDialectName, ChangeDialect>> = {
  az: { title: "Azure CLI", language: "shellscript", fileExtension: "sh", write: azureCli },
  powershell: { title: "PowerShell", language: "powershell", fileExtension: "ps1", write: powerShell },
  rest: { title: "REST (curl)", language: "shellscript", fileExtension: "sh", write: rest },
  template: { title: "ARM template", language: "json", fileExtension: "json", write: template },
};

function comments(plan: ChangePlan): string[] {
  return [
    `# Identities afterwards: ${computeIdentityType(plan.after)}`,
    ...plan.rights.map(({ action, role, scope }) => `# Needs ${action} (${role}) on ${scope}`),
    ...plan.warnings.map((warning) => `# ${warning}`),
  ];
}

function azureCli(holder: IdentityHolder, plan: ChangePlan, cloud: Cloud): string {
  const setCloud =
    cloud.azName === undefined || cloud.azName === "AzureCloud"
      ? []
      : [`az cloud set --name ${cloud.azName}`];
  const lines = ["#!/usr/bin/env bash", "set -euo pipefail", ...comments(plan), ...setCloud];
  return `${[...lines, ...azCommands(holder, plan)].join("\n")}\n`;
}

/** The commands of the documents. `none` must be written in lower case; the last identities go by `--set`. */
function azCommands(holder: IdentityHolder, { before, after }: ChangePlan): string[] {
  const tool = holder.kind === "scaleSet" ? "az vmss" : "az vm";
  const added = missingFrom(after.userAssigned, before.userAssigned);
  const removed = missingFrom(before.userAssigned, after.userAssigned);
  const one = (verb: string, ...options: readonly AzOption[]): string[] => [
    azCommand(`${tool} ${verb}`, [...azPlace(holder.id, "core"), ...options]),
  ];
  if (after.systemAssigned && !before.systemAssigned) return one("identity assign");
  if (added.length > 0) return one("identity assign", ["--identities", ...added.map(quoteForShell)]);
  if (after.userAssigned.length > 0 && removed.length > 0)
    return one("identity remove", ["--identities", ...removed.map(quoteForShell)]);
  const type = after.systemAssigned
    ? "SystemAssigned"
    : after.userAssigned.length > 0
      ? "UserAssigned"
      : "none";
  const sets = [
    `identity.type=${type}`,
    ...(removed.length > 0 ? ["identity.userAssignedIdentities=null"] : []),
  ];
  return one("update", ["--set", ...sets.map(quoteForShell)]);
}

function missingFrom(ids: readonly string[], others: readonly string[]): string[] {
  const keys = new Set(others.map(resourceKey));
  return ids.filter((id) => !keys.has(resourceKey(id)));
}

/** Sends the very body that this product sends: `Update-AzVM` cannot take a single identity off. */
function powerShell({ id }: IdentityHolder, plan: ChangePlan, cloud: Cloud): string {
  const { path, apiVersion = "" } = computeRequests.patchIdentity(id, plan.identity);
  const environment = cloud.azName === undefined ? "" : ` -Environment ${cloud.azName}`;
  return `#Requires -Modules Az.Accounts
$ErrorActionPreference = 'Stop'
# Connect-AzAccount${environment}
${comments(plan).join("\n")}
$answer = Invoke-AzRestMethod -Method PATCH -Path ${quoteForPowerShell(`${path}?api-version=${apiVersion}`)} -Payload ${quoteForPowerShell(bodyText(plan.identity))} -WaitForCompletion
if ($answer.StatusCode -ge 400) { throw "Azure answered $($answer.StatusCode): $($answer.Content)" }
$answer.Content
`;
}

/** The token reaches curl on a file descriptor, so no process list shows it. */
function rest({ id }: IdentityHolder, plan: ChangePlan, cloud: Cloud): string {
  const { path, apiVersion = "" } = computeRequests.patchIdentity(id, plan.identity);
  const url = `${cloud.resourceManager}${path}?api-version=${apiVersion}`;
  return `#!/usr/bin/env bash
set -euo pipefail
${comments(plan).join("\n")}
ARM_ACCESS_TOKEN="$(az account get-access-token --resource ${quoteForShell(cloud.imdsResource)} --query accessToken --output tsv)"
curl --silent --show-error --fail-with-body --request PATCH --url ${quoteForShell(url)} \\
  --header 'Content-Type: application/json' --data-binary ${quoteForShell(bodyText(plan.identity))} \\
  --config <(printf 'header = "Authorization: Bearer %s"\\n' "$ARM_ACCESS_TOKEN")
`;
}

function bodyText(identity: Json): string {
  return JSON.stringify({ identity }, undefined, 2);
}

/** The part of a template that the change is about: it goes into the resource's own template, which has the rest. */
function template({ id, kind }: IdentityHolder, { after }: ChangePlan): string {
  const parsed = parseResourceId(id);
  const resource = {
    type: computeTypes[kind],
    apiVersion: apiVersions.compute,
    name: parsed.kind === "resource" ? parsed.name : "",
    identity: templateIdentity(after),
  };
  return `${JSON.stringify(resource, undefined, 2)}\n`;
}

/** A template states the end: what is not named in it is taken off. */
function templateIdentity(after: IdentitySpec): Json {
  const type = computeIdentityType(after);
  if (after.userAssigned.length === 0) return { type };
  return { type, userAssignedIdentities: Object.fromEntries(after.userAssigned.map((id) => [id, {}])) };
}
