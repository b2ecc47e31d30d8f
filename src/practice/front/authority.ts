import type { PracticeRequest, PracticeResponse } from "../http/wire";
import type { JsonObject } from "../state/json";
import { json, oauthError } from "./answers";
import type { TokenGrants } from "./tokenGrants";

/**
 * The practice cloud's authority, with the documents and paths of Microsoft Entra ID (`/{tenant}/oauth2/v2.0/token`) and of AD FS
 * (`/adfs/oauth2/token`). It knows one user, who is signed in without being asked, and one application. Undefined: not a path of its own.
 */
export function answerAuthority(
  request: PracticeRequest,
  { grants, now }: { readonly grants: TokenGrants; readonly now: number },
): PracticeResponse | undefined {
  const url = new URL(request.url);
  const [tenant = "", ...rest] = url.pathname.split("/").filter((segment) => segment !== "");
  const path = rest.join("/").toLowerCase();
  const base = `${url.origin}/${tenant}`;
  const form = new URLSearchParams(request.body ?? "");
  if (path === "discovery/instance") return json(200, instanceDiscovery(url));
  if (!handlers.test(path)) return undefined;
  const home = grants.tenantOf(tenant);
  if (home === undefined)
    return oauthError(
      400,
      "invalid_tenant",
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`,
    );
  if (path.endsWith("openid-configuration")) return json(200, openIdConfiguration(base, tenant, path));
  if (path.endsWith("keys")) return json(200, { keys: [] });
  if (path.endsWith("authorize")) return grants.authorize(url.searchParams);
  if (request.method !== "POST")
    return oauthError(405, "invalid_request", 900561, "The endpoint only accepts POST requests.");
  if (path.endsWith("devicecode")) return json(200, grants.startDeviceCode(url.origin, form));
  return grants.redeem({ form, tenantId: home, issuer: issuerOf(base, tenant), now });
}

/** The paths below a tenant, in lower case. */
const handlers =
  /^(?:(?:v2\.0\/)?\.well-known\/openid-configuration|discovery\/(?:v2\.0\/)?keys|oauth2\/(?:v2\.0\/)?(?:token|authorize|devicecode))$/;

function openIdConfiguration(base: string, tenant: string, path: string): JsonObject {
  const oauth =
    tenant.toLowerCase() === "adfs" || !path.startsWith("v2.0") ? `${base}/oauth2` : `${base}/oauth2/v2.0`;
  return {
    issuer: issuerOf(base, tenant),
    authorization_endpoint: `${oauth}/authorize`,
    token_endpoint: `${oauth}/token`,
    device_authorization_endpoint: `${oauth}/devicecode`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["none"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    token_endpoint_auth_methods_supported: ["client_secret_post"],
  };
}

function issuerOf(base: string, tenant: string): string {
  return tenant.toLowerCase() === "adfs" ? base : `${base}/v2.0`;
}

/** What MSAL of other languages asks the authority itself when it is told that its own host is the instance. */
function instanceDiscovery(url: URL): JsonObject {
  return {
    tenant_discovery_endpoint: `${url.origin}/common/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: url.host, preferred_cache: url.host, aliases: [url.host] }],
  };
}
