import { quoteForShell, quoteForPowerShell } from "../../enrollment/dialects/quote";
import { plainMarkdown } from "../../markdown";

/** What is known of a managed identity's service principal. */
export interface ServicePrincipalFacts {
  readonly name: string;
  readonly principalId: string;
  readonly clientId: string | undefined;
  readonly tenantId: string | undefined;
  /** What it belongs to: the identity itself, or the resource with a system-assigned one. ARM id. */
  readonly resourceId: string;
  readonly isSystemAssigned: boolean;
  readonly roles: readonly { readonly roleName: string; readonly scope: string }[] | undefined;
}

/** A managed identity's service principal as Markdown, with the ways to look further in the directory itself. */
export function servicePrincipalText(facts: ServicePrincipalFacts): string {
  const { name, principalId, clientId, tenantId, resourceId, isSystemAssigned, roles } = facts;
  const kind = isSystemAssigned ? "system-assigned" : "user-assigned";
  const lines = [
    `# Service principal of ${plainMarkdown(name)}`,
    "",
    `- Object (principal) ID: ${plainMarkdown(principalId)}`,
    `- Application (client) ID: ${plainMarkdown(clientId ?? "not reported by Azure")}`,
    `- Tenant: ${plainMarkdown(tenantId ?? "not reported by Azure")}`,
    `- Type: ManagedIdentity, ${kind}`,
    `- Belongs to: ${plainMarkdown(resourceId)}`,
    "",
    "## Role assignments in its subscription",
    "",
    ...(roles === undefined ? ["Could not be read."] : roles.length === 0 ? ["None."] : []),
    ...(roles ?? []).map(({ roleName, scope }) => `- ${plainMarkdown(`${roleName} on ${scope}`)}`),
    "",
    "## In the directory",
    "",
    "Its groups, app roles, and sign-ins are in Microsoft Entra, which this extension does not query. To view them:",
    "",
    "```sh",
    `az ad sp show --id ${quoteForShell(principalId)}`,
    "```",
    "",
    "```powershell",
    `Get-AzADServicePrincipal -ObjectId ${quoteForPowerShell(principalId)}`,
    "```",
    "",
    "Or in the portal: Microsoft Entra ID, Enterprise applications, with the application type “Managed Identities”.",
    "",
  ];
  return lines.join("\n");
}
