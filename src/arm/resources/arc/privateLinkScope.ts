import { readObject, readString, type OpenEnum } from "../../decode";
import { decodeResource, placeOf, type ArmResource } from "../resource";

/** An Azure Arc private link scope (Microsoft.HybridCompute/privateLinkScopes). */
export interface PrivateLinkScope extends ArmResource {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly publicNetworkAccess: OpenEnum<"Enabled" | "Disabled" | "SecuredByPerimeter"> | undefined;
  readonly privateLinkScopeId: string | undefined;
  readonly provisioningState: string | undefined;
}

export function decodePrivateLinkScope(value: unknown): PrivateLinkScope {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    ...placeOf(resource.id),
    publicNetworkAccess: readString(properties["publicNetworkAccess"]),
    privateLinkScopeId: readString(properties["privateLinkScopeId"]),
    provisioningState: readString(properties["provisioningState"]),
  };
}
