import { say } from "../../l10n/sentence";
import type { ArmClient, ArmRequest } from "../client";
import { readObject, readString, type OpenEnum } from "../decode";
import { withSignal } from "../http/pages";
import { apiVersions } from "../versions";

/** The namespaces that an enrollment needs registered in a subscription, and why. */
export const neededProviders: readonly { readonly namespace: string; readonly why: string }[] = [
  { namespace: "Microsoft.NetworkCloud", why: say`Operator Nexus VMs and networks` },
  { namespace: "Microsoft.ManagedIdentity", why: say`user-assigned identities` },
  { namespace: "Microsoft.HybridCompute", why: say`Azure Arc machines` },
  { namespace: "Microsoft.HybridConnectivity", why: say`connectivity endpoints of Arc machines` },
  {
    namespace: "Microsoft.GuestConfiguration",
    why: say`machine configuration, which the Arc agent includes`,
  },
];

export interface ResourceProvider {
  readonly namespace: string;
  readonly registrationState:
    OpenEnum<"Registered" | "Registering" | "NotRegistered" | "Unregistering" | "Unregistered"> | undefined;
}

function providerPath(subscriptionId: string, namespace: string): string {
  return `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/${encodeURIComponent(namespace)}`;
}

export const resourceProviderRequests = {
  get: (subscriptionId: string, namespace: string): ArmRequest => ({
    method: "GET",
    path: providerPath(subscriptionId, namespace),
    apiVersion: apiVersions.resources,
  }),
  register: (subscriptionId: string, namespace: string): ArmRequest => ({
    method: "POST",
    path: `${providerPath(subscriptionId, namespace)}/register`,
    apiVersion: apiVersions.resources,
  }),
};

export function decodeResourceProvider(value: unknown): ResourceProvider {
  const provider = readObject(value);
  return {
    namespace: readString(provider["namespace"]) ?? "",
    registrationState: readString(provider["registrationState"]),
  };
}

/** Throws `ArmError`. */
export async function getResourceProvider(
  client: ArmClient,
  subscriptionId: string,
  namespace: string,
  signal?: AbortSignal,
): Promise<ResourceProvider> {
  const request = resourceProviderRequests.get(subscriptionId, namespace);
  return decodeResourceProvider((await client.send(withSignal(request, signal))).body);
}

/** Asks ARM to register the provider; it answers at once, mostly with `Registering`. Throws `ArmError`. */
export async function registerResourceProvider(
  client: ArmClient,
  subscriptionId: string,
  namespace: string,
  signal?: AbortSignal,
): Promise<ResourceProvider> {
  const request = resourceProviderRequests.register(subscriptionId, namespace);
  return decodeResourceProvider((await client.send(withSignal(request, signal))).body);
}
