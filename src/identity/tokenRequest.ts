import { say } from "../l10n/sentence";
/** Which identity a token is for; without one, the metadata service chooses (`defaultIdentity.ts`). */
export type IdentitySelector =
  | { readonly kind: "default" }
  /** GUIDs. */
  | { readonly kind: "client_id" | "object_id"; readonly value: string }
  /** ARM ID of a user-assigned identity. */
  | { readonly kind: "mi_res_id"; readonly value: string };

/** Where the code runs. Operator Nexus documents `msi_res_id`, the older name, which Azure's own VMs take as well. */
export type TokenHost = "azureVm" | "nexusVm";

/** One question to the metadata service (IMDS) for an access token. */
export interface TokenRequest {
  readonly place: TokenHost;
  /** The audience, as a URI. For Resource Manager it ends with a slash: the service compares it exactly. */
  readonly resource: string;
  readonly selector: IdentitySelector;
}

/** The version that the documents of Azure and of Operator Nexus name. */
const imdsVersion = "2018-02-01";
const imdsHost = "169.254.169.254";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const identityId =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[^/]{1,90}\/providers\/microsoft\.managedidentity\/userassignedidentities\/[a-z0-9_-]{3,128}$/i;

/** What is wrong with a resource (audience), or what should be looked at; nothing when it is fine. */
export function judgeResource(resource: string): { readonly problem?: string; readonly warning?: string } {
  if (!/^(https|api):\/\/[^\s"'\\]+$/i.test(resource))
    return { problem: say`It must be a URI such as https://management.azure.com/.` };
  if (resource.endsWith("/.default"))
    return { problem: say`That is a scope. The metadata service expects the resource: remove /.default.` };
  if (/^https:\/\/[^/]+$/i.test(resource))
    return {
      warning: say`It has no slash at the end. Resource Manager and Data Lake Store compare the audience exactly and require the slash. Key Vault and Storage do not.`,
    };
  return {};
}

/** What is wrong with the value of a selector. */
export function judgeSelector(
  kind: Exclude<IdentitySelector["kind"], "default">,
  value: string,
): string | undefined {
  if (kind === "mi_res_id")
    return identityId.test(value)
      ? undefined
      : say`It must be the resource ID of a user-assigned identity: /subscriptions/…/userAssignedIdentities/….`;
  return guid.test(value) ? undefined : say`It must be a GUID.`;
}

/** The query of the request, in order. */
function tokenQuery({ place, resource, selector }: TokenRequest): readonly (readonly [string, string])[] {
  const base = [
    ["api-version", imdsVersion],
    ["resource", resource],
  ] as const;
  if (selector.kind === "default") return base;
  const name = selector.kind === "mi_res_id" && place === "nexusVm" ? "msi_res_id" : selector.kind;
  return [...base, [name, selector.value]];
}

/** The URL, every value percent-encoded. */
export function tokenUrl(request: TokenRequest): string {
  const query = tokenQuery(request).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `http://${imdsHost}/metadata/identity/oauth2/token?${query.join("&")}`;
}
