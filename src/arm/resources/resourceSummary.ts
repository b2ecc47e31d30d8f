import { readObject, type Json } from "../decode";
import { decodeResource, placeOf } from "./resource";
import { decodeIdentity, type ResourceIdentity } from "./resourceIdentity";

/** What a list shows of a resource of any type. Holds no secret, so it can be stored. */
export interface ResourceSummary {
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string | undefined;
  readonly identity: ResourceIdentity;
}

/** A summary, and the fields of its own type: an ARM resource has them in `properties`, a Resource Graph row as columns. */
export function decodeSummary(value: unknown): { readonly summary: ResourceSummary; readonly fields: Json } {
  const row = readObject(value);
  const { id, name, location } = decodeResource(row);
  const summary = { id, name, ...placeOf(id), location, identity: decodeIdentity(row["identity"]) };
  return { summary, fields: { ...readObject(row["properties"]), ...row } };
}
