import type { ArmClient, ArmRequest } from "../client";
import { readObject, readString, type OpenEnum } from "../decode";
import { listAll, withSignal } from "../http/pages";
import { apiVersions } from "../versions";

export interface Subscription {
  /** GUID. */
  readonly id: string;
  readonly name: string;
  /** The tenant that the subscription belongs to. */
  readonly tenantId: string | undefined;
  /** The tenant whose token sees it: give it to `inTenant` for requests; differs from `tenantId` for delegated subscriptions. */
  readonly signInTenantId: string | undefined;
  readonly state: OpenEnum<"Enabled" | "Warned" | "PastDue" | "Disabled" | "Deleted"> | undefined;
}

export interface Tenant {
  readonly id: string;
  readonly name: string | undefined;
  readonly defaultDomain: string | undefined;
}

export const subscriptionRequests = {
  list: (): ArmRequest => ({
    method: "GET",
    path: "/subscriptions",
    apiVersion: apiVersions.subscriptions,
  }),
  tenants: (): ArmRequest => ({ method: "GET", path: "/tenants", apiVersion: apiVersions.subscriptions }),
};

export function decodeSubscription(value: unknown, signInTenantId?: string): Subscription {
  const subscription = readObject(value);
  const id = readString(subscription["subscriptionId"]) ?? "";
  return {
    id,
    name: readString(subscription["displayName"]) ?? id,
    tenantId: readString(subscription["tenantId"]),
    signInTenantId,
    state: readString(subscription["state"]),
  };
}

/** The subscriptions that the token of `tenantId` (the credential's home tenant when absent) sees. Throws `ArmError`. */
export function listSubscriptions(
  client: ArmClient,
  options: { readonly tenantId?: string; readonly signal?: AbortSignal } = {},
): Promise<Subscription[]> {
  const { tenantId, signal } = options;
  const request = { ...subscriptionRequests.list(), ...(tenantId !== undefined && { tenantId }) };
  return listAll(client, withSignal(request, signal), (value) => decodeSubscription(value, tenantId));
}

export function decodeTenant(value: unknown): Tenant {
  const tenant = readObject(value);
  return {
    id: readString(tenant["tenantId"]) ?? "",
    name: readString(tenant["displayName"]),
    defaultDomain: readString(tenant["defaultDomain"]),
  };
}

/** The tenants that the signed-in account can reach. Throws `ArmError`. */
export function listTenants(client: ArmClient, signal?: AbortSignal): Promise<Tenant[]> {
  return listAll(client, withSignal(subscriptionRequests.tenants(), signal), decodeTenant);
}
