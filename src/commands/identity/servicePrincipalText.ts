import { inEnglish, type Translate } from "../../l10n/translate";
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

/** A managed identity's service principal as Markdown in the language of `t`, with the ways to look further in the directory itself. */
export function servicePrincipalText(facts: ServicePrincipalFacts, t: Translate = inEnglish): string {
  const { name, principalId, clientId, tenantId, resourceId, isSystemAssigned, roles } = facts;
  const kind = isSystemAssigned ? t("system-assigned") : t("user-assigned");
  const unknown = t("not reported by Azure");
  const lines = [
    `# ${t("Service principal of {0}", plainMarkdown(name))}`,
    "",
    `- ${t("Object (principal) ID")}: ${plainMarkdown(principalId)}`,
    `- ${t("Application (client) ID")}: ${plainMarkdown(clientId ?? unknown)}`,
    `- ${t("Tenant")}: ${plainMarkdown(tenantId ?? unknown)}`,
    `- ${t("Type")}: ManagedIdentity, ${kind}`,
    `- ${t("Belongs to")}: ${plainMarkdown(resourceId)}`,
    "",
    `## ${t("Role assignments in its subscription")}`,
    "",
    ...(roles === undefined ? [t("Could not be read.")] : roles.length === 0 ? [t("None.")] : []),
    ...(roles ?? []).map(({ roleName, scope }) => `- ${plainMarkdown(t("{0} on {1}", roleName, scope))}`),
    "",
    `## ${t("In the directory")}`,
    "",
    t(
      "Its groups, app roles, and sign-ins are in Microsoft Entra, which this extension does not query. To view them:",
    ),
    "",
    "```sh",
    `az ad sp show --id ${quoteForShell(principalId)}`,
    "```",
    "",
    "```powershell",
    `Get-AzADServicePrincipal -ObjectId ${quoteForPowerShell(principalId)}`,
    "```",
    "",
    t(
      "Or in the portal: Microsoft Entra ID, Enterprise applications, with the application type “Managed Identities”.",
    ),
    "",
  ];
  return lines.join("\n");
}
