import { apiVersions } from "../engine/apiVersions";
import type { Answer, Call } from "../engine/call";
import { fullType, type Handler, type Kind } from "../engine/kind";
import { applyIdentity, dropIdentity } from "../identities/identityMember";
import { isObject, mergePatch, objectAt, textAt, type Json, type JsonObject } from "../state/json";
import { accepted, operationHeaders, startOperation } from "../engine/operations";
import type { Course } from "../engine/operationStore";
import { Refusal, specViolation } from "../engine/refusal";
import { render, withProperties, type Resource } from "../state/resource";
import {
  bodyOf,
  existing,
  found,
  getOf,
  listOf,
  locationFor,
  newEtag,
  systemData,
  tagsOf,
  touchedByProvider,
} from "../engine/tracked";
import type { World } from "../state/world";

/** The header that every answer of NetworkCloud about one resource or group carries in recorded traffic. */
export const providerHub = { "x-ms-providerhub-traffic": "True" };

export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly target: string;
}

/** One resource type of Microsoft.NetworkCloud: what sets it apart from the others. */
export interface FabricType {
  readonly types: readonly string[];
  readonly namePattern: RegExp;
  readonly create: Course;
  readonly update: Course | "atOnce";
  readonly remove: Course;
  /** Whether operation statuses carry an empty `error`. */
  readonly emptyError: boolean;
  readonly hasIdentity: boolean;
  /** Findings about a PUT body: what the API description demands. */
  check(body: JsonObject): readonly Finding[];
  /** Refuses what the description allows and the fabric does not (references, quotas). */
  admit?(call: Call, world: World, body: JsonObject): void;
  /** The properties without what is never returned. */
  conceal(properties: JsonObject): JsonObject;
  /** Called with each accepted PUT, with the body that was sent: for what is acted on and never returned. */
  taken?(world: World, resource: Resource, body: JsonObject, isNew: boolean): void;
  /** Properties that the fabric adds once the resource stands. */
  complete(world: World, resource: Resource): JsonObject;
  /** After creation has succeeded. */
  created?(world: World, resource: Resource): void;
  readonly actions?: Readonly<Record<string, Handler>>;
}

const byType = new Map<string, FabricType>();

export function fabricTypeOf(resource: Resource): FabricType | undefined {
  return byType.get(resource.type.toLowerCase());
}

/** The usual life of a fabric resource behind ARM: PUT 201, PATCH 202 or 200, DELETE 202, each followed by an operation. */
export function fabricKind(type: FabricType): Kind {
  const kind = { namespace: "Microsoft.NetworkCloud", types: type.types };
  byType.set(fullType(kind).toLowerCase(), type);
  return {
    ...kind,
    apiVersions: apiVersions.networkCloud,
    get: getOf(kind, providerHub),
    list: listOf(kind, providerHub),
    put: (call, world) => put(call, world, type, fullType(kind).toLowerCase()),
    patch: (call, world) => patch(call, world, type, existing(call, world, kind)),
    delete: (call, world) => remove(call, world, type),
    ...(type.actions !== undefined && { actions: type.actions }),
  };
}

function put(call: Call, world: World, type: FabricType, answeredType: string): Answer {
  const body = bodyOf(call);
  const present = world.store.get(call.id);
  checkPrecondition(call, present);
  refuseWhileBusy(present);
  const location = locationFor(call, body, present);
  const findings = [
    ...checkName(call.name, type.namePattern),
    ...checkExtendedLocation(body),
    ...type.check(body),
  ];
  if (findings.length > 0) throw specViolation(findings);
  type.admit?.(call, world, body);
  const tags = tagsOf(body["tags"]);
  const identity =
    type.hasIdentity && identityKnownTo(call.apiVersion)
      ? applyIdentity(call, world, { asked: body["identity"], present, patch: false, rules: identityRules })
      : undefined;
  const resource: Resource = {
    id: present?.id ?? call.id,
    name: present?.name ?? call.name,
    type: answeredType,
    location,
    extendedLocation: objectAt(body, "extendedLocation"),
    ...(tags !== undefined && { tags }),
    ...(identity !== undefined && { identity }),
    systemData: systemData(call, world, present),
    // What the fabric has filled in stays when the resource already exists.
    properties: {
      ...present?.properties,
      ...type.conceal(objectAt(body, "properties")),
      provisioningState: "Accepted",
    },
    etag: newEtag(world),
    ...hiddenOf(type, present, identity),
  };
  world.store.put(resource);
  type.taken?.(world, resource, body, present === undefined);
  const operation = startOperation(call, world, {
    location,
    course: type.create,
    effect: { kind: present === undefined ? "created" : "updated" },
    emptyError: type.emptyError,
  });
  return {
    status: present === undefined ? 201 : 200,
    headers: {
      ...providerHub,
      ...operationHeaders(call, world, operation),
      etag: `"${resource.etag ?? ""}"`,
    },
    body: render(resource),
  };
}

/** Which identity a VM was created with is what counts inside it, whatever a later PATCH attaches. */
function hiddenOf(
  type: FabricType,
  present: Resource | undefined,
  identity: JsonObject | undefined,
): Pick<Resource, "hidden"> {
  if (present !== undefined) return present.hidden === undefined ? {} : { hidden: present.hidden };
  return type.hasIdentity ? { hidden: { createdIdentity: identity ?? null } } : {};
}

/** The rules for managed identities, with the space that recorded answers have. */
const identityRules = { both: "SystemAssigned, UserAssigned", userAssigned: true };

/** Virtual machines have `identity` since 2025-07-01-preview; before, the member is unknown and dropped. */
function identityKnownTo(apiVersion: string): boolean {
  return apiVersion >= "2025-07-01";
}

function patch(call: Call, world: World, type: FabricType, present: Resource): Answer {
  const body = bodyOf(call);
  checkPrecondition(call, present);
  refuseWhileBusy(present);
  const tags = body["tags"] === undefined ? present.tags : (tagsOf(body["tags"]) ?? {});
  const identity = type.hasIdentity
    ? applyIdentity(call, world, { asked: body["identity"], present, patch: true, rules: identityRules })
    : undefined;
  const merged = mergePatch(present.properties, type.conceal(objectAt(body, "properties")));
  const changed: Resource = {
    ...present,
    ...(tags !== undefined && { tags }),
    ...(identity !== undefined && { identity }),
    properties: isObject(merged) ? merged : present.properties,
    systemData: systemData(call, world, present),
    etag: newEtag(world),
  };
  if (type.update === "atOnce") {
    world.store.put(changed);
    return found(changed, providerHub);
  }
  world.store.put(withProperties(changed, { provisioningState: "Accepted" }));
  const operation = startOperation(call, world, {
    location: present.location ?? "",
    course: type.update,
    effect: { kind: "updated" },
    emptyError: type.emptyError,
  });
  return {
    ...accepted(call, world, operation),
    headers: { ...providerHub, ...operationHeaders(call, world, operation), etag: `"${changed.etag ?? ""}"` },
  };
}

function remove(call: Call, world: World, type: FabricType): Answer {
  const present = world.store.get(call.id);
  if (present === undefined) return { status: 204, headers: providerHub };
  checkPrecondition(call, present);
  const leaving = { ...withProperties(present, { provisioningState: "Deleting" }), etag: newEtag(world) };
  world.store.put(leaving);
  const operation = startOperation(call, world, {
    location: present.location ?? "",
    course: type.remove,
    effect: { kind: "deleted" },
    emptyError: type.emptyError,
  });
  return {
    ...accepted(call, world, operation),
    headers: { ...providerHub, ...operationHeaders(call, world, operation), etag: `"${leaving.etag}"` },
  };
}

/** A resource that has become what it was asked to be. */
export function completeFabric(world: World, id: string, isNew: boolean): void {
  const resource = world.store.get(id);
  const type = resource === undefined ? undefined : fabricTypeOf(resource);
  if (resource === undefined || type === undefined) return;
  const whole = touchedByProvider(
    world,
    withProperties(resource, { ...type.complete(world, resource), provisioningState: "Succeeded" }),
  );
  world.store.put(whole);
  if (isNew) type.created?.(world, whole);
}

export function failFabric(world: World, id: string, state: string, message: string): void {
  const resource = world.store.get(id);
  if (resource === undefined) return;
  world.store.put(
    touchedByProvider(
      world,
      withProperties(resource, {
        provisioningState: state,
        detailedStatus: "Error",
        detailedStatusMessage: message,
      }),
    ),
  );
}

export function removeFabric(world: World, id: string): void {
  const resource = world.store.get(id);
  if (resource === undefined) return;
  dropIdentity(world, resource.identity);
  for (const child of [...world.store.under(id)]) world.store.delete(child.id);
  world.store.delete(id);
}

function refuseWhileBusy(present: Resource | undefined): void {
  const state = textAt(present?.properties, "provisioningState");
  if (state !== "Accepted" && state !== "Provisioning" && state !== "Deleting") return;
  throw new Refusal(
    409,
    "Conflict",
    `Cannot modify resource with id '${present?.id ?? ""}' because the resource entity provisioning state is not terminal. Please wait for the provisioning state to become terminal and then retry the request.`,
  );
}

/** `If-Match` and `If-None-Match` (since 2025-02-01). */
function checkPrecondition(call: Call, present: Resource | undefined): void {
  const match = call.headers["if-match"];
  const noneMatch = call.headers["if-none-match"];
  const etag = present?.etag === undefined ? undefined : `"${present.etag}"`;
  const fails =
    (match !== undefined && (present === undefined || (match !== "*" && match !== etag))) ||
    (noneMatch !== undefined && present !== undefined && (noneMatch === "*" || noneMatch === etag));
  if (fails)
    throw new Refusal(
      412,
      "PreconditionFailed",
      "The condition in the request's If-Match or If-None-Match header is not met.",
    );
}

function checkName(name: string, pattern: RegExp): readonly Finding[] {
  if (pattern.test(name)) return [];
  return [
    { rule: "PATTERN", message: `String does not match pattern ${pattern.source}: ${name}`, target: "name" },
  ];
}

function checkExtendedLocation(body: JsonObject): readonly Finding[] {
  const place = body["extendedLocation"];
  return isObject(place)
    ? required(place, "extendedLocation", ["name", "type"])
    : [missing("extendedLocation")];
}

export function missing(target: string): Finding {
  return {
    rule: "OBJECT_MISSING_REQUIRED_PROPERTY",
    message: `Missing required property: ${target.split(".").at(-1) ?? target}`,
    target,
  };
}

/** One finding for each of `names` that `value` lacks. */
export function required(value: Json | undefined, at: string, names: readonly string[]): readonly Finding[] {
  return names
    .filter((name) => objectAt({ value }, "value")[name] === undefined)
    .map((name) => missing(`${at}.${name}`));
}
