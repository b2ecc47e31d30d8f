import {
  readObject,
  readObjects,
  readOptionalObject,
  readString,
  readStrings,
  type Json,
  type OpenEnum,
} from "../decode";

export type IdentityKind = OpenEnum<"SystemAssigned" | "UserAssigned">;

export interface UserAssignedIdentityRef {
  /** ARM id as the resource shows it: often with `resourcegroups` in lower case. Compare case-insensitively. */
  readonly id: string;
  readonly clientId: string | undefined;
  readonly principalId: string | undefined;
}

/** The managed identities of a resource. */
export interface ResourceIdentity {
  /** Empty when the resource has none. */
  readonly kinds: readonly IdentityKind[];
  /** Of the system-assigned identity. */
  readonly principalId: string | undefined;
  readonly tenantId: string | undefined;
  readonly userAssigned: readonly UserAssignedIdentityRef[];
}

export const noIdentity: ResourceIdentity = {
  kinds: [],
  principalId: undefined,
  tenantId: undefined,
  userAssigned: [],
};

/**
 * Decodes `identity`. The service writes both kinds as `SystemAssigned, UserAssigned`, with a space that its own
 * enum does not have (recording test_virtualmachine_scenario4).
 */
export function decodeIdentity(value: unknown): ResourceIdentity {
  const identity = readOptionalObject(value);
  if (identity === undefined) return noIdentity;
  return {
    kinds: decodeKinds(readString(identity["type"])),
    principalId: readString(identity["principalId"]),
    tenantId: readString(identity["tenantId"]),
    userAssigned: Object.entries(readObject(identity["userAssignedIdentities"])).map(([id, ref]) =>
      decodeUserAssigned(id, readObject(ref)),
    ),
  };
}

function decodeKinds(type: string | undefined): readonly IdentityKind[] {
  if (type === undefined) return [];
  return type
    .split(",")
    .map((kind) => kind.trim())
    .filter((kind) => kind !== "" && kind.toLowerCase() !== "none");
}

function decodeUserAssigned(id: string, ref: Json): UserAssignedIdentityRef {
  return { id, clientId: readString(ref["clientId"]), principalId: readString(ref["principalId"]) };
}

/** Reads back a `ResourceIdentity` that was saved as JSON. */
export function restoreIdentity(value: unknown): ResourceIdentity {
  const saved = readObject(value);
  return {
    kinds: readStrings(saved["kinds"]),
    principalId: readString(saved["principalId"]),
    tenantId: readString(saved["tenantId"]),
    userAssigned: readObjects(saved["userAssigned"]).map((ref) =>
      decodeUserAssigned(readString(ref["id"]) ?? "", ref),
    ),
  };
}

/** Which identities a resource shall have. */
export interface IdentitySpec {
  readonly systemAssigned: boolean;
  /** ARM ids of user-assigned identities. */
  readonly userAssigned: readonly string[];
}

/** `identity` of a request body. `type` is one of the API's four values, without the space that its answers have. */
export function identityBody(spec: IdentitySpec): Json {
  if (spec.userAssigned.length === 0) return { type: spec.systemAssigned ? "SystemAssigned" : "None" };
  return {
    type: spec.systemAssigned ? "SystemAssigned,UserAssigned" : "UserAssigned",
    userAssignedIdentities: Object.fromEntries(spec.userAssigned.map((id) => [id, {}])),
  };
}
