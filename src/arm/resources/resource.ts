import { readObject, readString, readStringMap, type Json } from "../decode";

/** What every ARM resource has, as it came. */
export interface ArmResource {
  readonly id: string;
  readonly name: string;
  /** In ARM's own case, which differs between answers. */
  readonly type: string;
  readonly location: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly etag: string | undefined;
  /** ISO 8601, from `systemData`. */
  readonly createdAt: string | undefined;
  readonly lastModifiedAt: string | undefined;
  /**
   * The answer itself, whole: for "as returned", and for fields that this product does not name.
   * A VM's holds its user data in clear text: never store or log it.
   */
  readonly raw: Json;
}

/** Decodes the part that all resources share. A missing name is taken from the id. */
export function decodeResource(value: unknown): ArmResource {
  const raw = readObject(value);
  const id = readString(raw["id"]) ?? "";
  const systemData = readObject(raw["systemData"]);
  return {
    id,
    name: readString(raw["name"]) ?? nameOfId(id),
    type: readString(raw["type"]) ?? "",
    location: readString(raw["location"]),
    tags: readStringMap(raw["tags"]),
    etag: readString(raw["etag"]),
    createdAt: readString(systemData["createdAt"]),
    lastModifiedAt: readString(systemData["lastModifiedAt"]),
    raw,
  };
}

/** The last name in an id: what a person calls the resource. Lenient, for ids as Azure gave them. */
export function nameOfId(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** Where a resource stands, read from its id; empty strings where the id has no such part. */
export interface ResourceScope {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

export function placeOf(id: string): ResourceScope {
  const match = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?/i.exec(id);
  return { subscriptionId: match?.[1] ?? "", resourceGroup: match?.[2] ?? "" };
}
