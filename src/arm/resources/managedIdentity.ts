import type { ArmClient, ArmRequest } from "../client";
import { readObject, readString, type OpenEnum } from "../decode";
import { listPath, resourcePath, type ListScope } from "./networkCloud/networkCloud";
import { listAll, withSignal } from "../http/pages";
import { decodeResource, placeOf, type ArmResource } from "./resource";
import { resourceId } from "./resourceId";
import { apiVersions } from "../versions";

const apiVersion = apiVersions.managedIdentity;

/** A user-assigned identity (UAMI). */
export interface UserAssignedIdentity extends ArmResource {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly tenantId: string | undefined;
  /** What role assignments name. */
  readonly principalId: string | undefined;
  readonly clientId: string | undefined;
  readonly isolationScope: OpenEnum<"None" | "Regional"> | undefined;
}

export interface NewUserAssignedIdentity {
  readonly location: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Requests about user-assigned identities. Throw `ResourceIdError`. */
export const identityRequests = {
  list: (scope: ListScope): ArmRequest => ({
    method: "GET",
    path: listPath(scope, "Microsoft.ManagedIdentity/userAssignedIdentities"),
    apiVersion,
  }),
  get: (id: string): ArmRequest => ({ method: "GET", path: resourcePath(id), apiVersion }),
  put: (id: string, identity: NewUserAssignedIdentity): ArmRequest => ({
    method: "PUT",
    path: resourcePath(id),
    apiVersion,
    // The published schema asks for `properties`, though all that matters in it is read-only.
    body: {
      location: identity.location,
      properties: {},
      ...(identity.tags !== undefined && { tags: identity.tags }),
    },
  }),
  delete: (id: string): ArmRequest => ({ method: "DELETE", path: resourcePath(id), apiVersion }),
  /** The system-assigned identity of any resource, as a resource of its own. */
  getSystemAssigned: (holderId: string): ArmRequest => ({
    method: "GET",
    path: resourcePath(resourceId(holderId, "Microsoft.ManagedIdentity/identities", "default").text),
    apiVersion,
  }),
};

export function decodeUserAssignedIdentity(value: unknown): UserAssignedIdentity {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    ...placeOf(resource.id),
    tenantId: readString(properties["tenantId"]),
    principalId: readString(properties["principalId"]),
    clientId: readString(properties["clientId"]),
    isolationScope: readString(properties["isolationScope"]),
  };
}

/** One identity. Throws `ArmError` or `ResourceIdError`. */
export async function getUserAssignedIdentity(
  client: ArmClient,
  id: string,
  signal?: AbortSignal,
): Promise<UserAssignedIdentity> {
  return decodeUserAssignedIdentity((await client.send(withSignal(identityRequests.get(id), signal))).body);
}

/** The system-assigned identity of a resource. Throws `ArmError` (`notFound` when it has none) or `ResourceIdError`. */
export async function getSystemAssignedIdentity(
  client: ArmClient,
  holderId: string,
  signal?: AbortSignal,
): Promise<UserAssignedIdentity> {
  const request = withSignal(identityRequests.getSystemAssigned(holderId), signal);
  return decodeUserAssignedIdentity((await client.send(request)).body);
}

/** All identities of a subscription or resource group. Throws `ArmError`. */
export function listUserAssignedIdentities(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<UserAssignedIdentity[]> {
  return listAll(client, withSignal(identityRequests.list(scope), signal), decodeUserAssignedIdentity);
}

export async function deleteUserAssignedIdentity(
  client: ArmClient,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  await client.send(withSignal(identityRequests.delete(id), signal));
}
