import type { AccessToken, GetTokenOptions, TokenCredential } from "@azure/core-auth";
import type { HttpClient } from "@azure/core-rest-pipeline";
import type { DeviceCodeCredential } from "@azure/identity";
import { azureCliError, refusesTenant } from "./azureCliFaults";
import type { Cloud } from "../cloud";
import type { ManagedIdentityId, SignIn } from "./signIn";
import { ManagedIdentityFaults } from "./managedIdentityFaults";
import { transportFor, type NetworkOptions } from "../network/network";
import { NetworkFaults } from "../network/networkFaults";
import type { TokenRequest, TokenSource } from "./tokenCache";

/**
 * Keeps the library from the environment, whose `HTTPS_PROXY=HOST:PORT` it takes for no URL and stops at (core-rest-pipeline
 * 1.24). The address is never used: the transport chooses the connection of every request.
 */
const ownProxy = { proxyOptions: { host: "http://localhost", port: 80 } };

/** Azure CLI needs seconds to start on a slow machine; its own limit is one of the tenant's sign-in service. */
const cliTimeoutMs = 30_000;
/** The metadata service is next door: where it does not answer at once, there is none. */
const metadataTimeoutMs = 5_000;

/** Tokens from `az account get-access-token`. The CLI's own active cloud decides the authority. */
export function azureCliSource(tenantId: string | undefined, now: () => number = Date.now): TokenSource {
  const load = async (tenant: string | undefined) => {
    const { AzureCliCredential } = await import("./azureIdentity");
    return new AzureCliCredential({
      processTimeoutInMs: cliTimeoutMs,
      additionallyAllowedTenants: ["*"],
      ...(tenant !== undefined && { tenantId: tenant }),
    });
  };
  const loadForTenant = once(() => load(tenantId));
  const loadForIdentity = once(() => load(undefined));
  return async (request) => {
    const begun = now();
    try {
      return await ask(await loadForTenant(), request).catch(async (error: unknown) => {
        if (!refusesTenant(error)) throw error;
        // az is signed in by a managed identity, which belongs to one tenant.
        const { tenantId: _refused, ...rest } = request;
        return ask(await loadForIdentity(), rest);
      });
    } catch (error) {
      throw await azureCliError(error, {
        tenantId: request.tenantId,
        limitMs: cliTimeoutMs,
        elapsedMs: now() - begun,
        env: process.env,
      });
    }
  };
}

/** Shared, as MSAL 5.6 shares it: the first credential of a process gives the HTTP client of all. */
const metadataFaults = new ManagedIdentityFaults();

/**
 * Tokens of the machine's identity: IMDS, Azure Arc, and the other places that MSAL knows. MSAL chooses the place with the
 * first token of the process and keeps it.
 */
export function managedIdentitySource(
  identity: ManagedIdentityId | undefined,
  network: NetworkOptions,
): TokenSource {
  const load = once(async () => {
    const { ManagedIdentityCredential } = await import("./azureIdentity");
    const httpClient = metadataFaults.watch(
      // The service answers for this machine: through a proxy it would answer for the proxy's, or not at all.
      await identityHttpClient({ timeoutMs: metadataTimeoutMs, ...network, proxy: { kind: "none" } }),
    );
    return new ManagedIdentityCredential({
      ...identity,
      ...ownProxy,
      httpClient,
      retryOptions: { maxRetries: 1 },
    });
  });
  // An identity belongs to one tenant; asking for another one would only fail later.
  return (request) =>
    metadataFaults.explain(async () => askFor(await load(), request.scopes, { abortSignal: request.signal }));
}

/** Tokens of the application that the environment names. */
export function environmentSource(cloud: Cloud, network: NetworkOptions): TokenSource {
  const faults = new NetworkFaults();
  const load = once(async () => {
    const { EnvironmentCredential } = await import("./azureIdentity");
    return new EnvironmentCredential(await authorityOptions(cloud, network, faults));
  });
  return (request) => faults.explain(async () => ask(await load(), request));
}

/** Tokens after a device-code sign-in: silent where one was done, the prompt only for an interactive request. */
export function deviceCodeSource(
  signIn: Extract<SignIn, { kind: "deviceCode" }>,
  cloud: Cloud,
  network: NetworkOptions,
): TokenSource {
  const faults = new NetworkFaults();
  const load = once(async () => {
    const { DeviceCodeCredential } = await import("./azureIdentity");
    return new DeviceCodeCredential({
      ...(await authorityOptions(cloud, network, faults)),
      disableAutomaticAuthentication: true,
      additionallyAllowedTenants: ["*"],
      userPromptCallback: ({ userCode, verificationUri }) => {
        signIn.prompt({ userCode, verificationUri });
      },
      ...(signIn.tenantId !== undefined && { tenantId: signIn.tenantId }),
      ...(signIn.clientId !== undefined && { clientId: signIn.clientId }),
    });
  });
  return (request) => faults.explain(async () => signInByCode(await load(), request));
}

async function signInByCode(
  credential: DeviceCodeCredential,
  request: TokenRequest,
): Promise<AccessToken | undefined> {
  try {
    return await ask(credential, request);
  } catch (error) {
    const silentlyImpossible = error instanceof Error && error.name === "AuthenticationRequiredError";
    if (!silentlyImpossible) throw error;
    if (!request.interactive) return undefined;
  }
  await credential.authenticate([...request.scopes], tokenOptions(request));
  // This sign-in has satisfied the claims; asking with them again would ask the user again.
  return askFor(credential, request.scopes, { ...tokenOptions(request), claims: "" });
}

function ask(credential: TokenCredential, request: TokenRequest): Promise<AccessToken | undefined> {
  return askFor(credential, request.scopes, tokenOptions(request));
}

async function askFor(
  credential: TokenCredential,
  scopes: readonly string[],
  options: GetTokenOptions,
): Promise<AccessToken | undefined> {
  return (await credential.getToken([...scopes], options)) ?? undefined;
}

function tokenOptions({ claims, tenantId, signal }: TokenRequest): GetTokenOptions {
  return {
    enableCae: true,
    abortSignal: signal,
    ...(claims !== undefined && { claims }),
    ...(tenantId !== undefined && { tenantId }),
  };
}

async function authorityOptions(cloud: Cloud, network: NetworkOptions, faults: NetworkFaults) {
  return {
    ...ownProxy,
    authorityHost: cloud.authority,
    httpClient: faults.watch(await identityHttpClient(network)),
    retryOptions: { maxRetries: 2, retryDelayInMs: 300 },
    // Only the public directory of authorities knows the public clouds; a custom one is trusted because its user set it.
    disableInstanceDiscovery: cloud.name === "custom",
  };
}

async function identityHttpClient(network: NetworkOptions): Promise<HttpClient> {
  const { createDefaultHttpClient } = await import("@azure/core-rest-pipeline");
  return transportFor(network, createDefaultHttpClient);
}

/** Makes it with the first call; after a failure the next call retries. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
