import type { Answer, Call } from "./call";
import { fullType, type Handler, type Kind } from "./kind";
import { isObject, textAt, type Json, type JsonObject } from "../state/json";
import { badRequest, Refusal, resourceNotFound } from "./refusal";
import { render, subscriptionOf, type Resource } from "../state/resource";
import { timestamp, type World } from "../state/world";

/** What every resource type does alike. */

export function existing(call: Call, world: World, kind: Pick<Kind, "namespace" | "types">): Resource {
  const resource = world.store.get(call.id);
  if (resource !== undefined) return resource;
  throw resourceNotFound(fullType(kind), call.target.names.join("/"), call.group);
}

export function getOf(
  kind: Pick<Kind, "namespace" | "types">,
  headers: Readonly<Record<string, string>> = {},
): Handler {
  return (call, world) => found(existing(call, world, kind), headers);
}

export function found(
  resource: Resource,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Answer {
  return {
    status,
    headers: { ...headers, ...(resource.etag !== undefined && { etag: `"${resource.etag}"` }) },
    body: render(resource),
  };
}

/** A list at subscription or group scope, in pages of `$top` (or `pageSize`) with a `nextLink` that carries `$skipToken`. */
export function listOf(
  kind: Pick<Kind, "namespace" | "types">,
  headers: Readonly<Record<string, string>> = {},
): Handler {
  return (call, world) => {
    const type = fullType(kind);
    const matches: Resource[] = [];
    const prefix = `${scopeOf(call)}/`.toLowerCase();
    for (const resource of world.store.list(type, call.subscription))
      if (resource.id.toLowerCase().startsWith(prefix)) matches.push(resource);
    return {
      status: 200,
      ...(call.group !== "" && { headers }),
      body: page(call, matches.map(render)),
    };
  };
}

/** The largest page of an ARM list. */
const pageSize = 1000;

export function page(call: Call, items: readonly JsonObject[]): JsonObject {
  const top = call.url.searchParams.get("$top");
  const size = top === null ? pageSize : Number(top);
  if (!Number.isInteger(size) || size < 1)
    throw badRequest(
      "InvalidQueryParameter",
      `The value '${top ?? ""}' of the query parameter '$top' is not a positive integer.`,
    );
  const token = call.url.searchParams.get("$skipToken") ?? call.url.searchParams.get("$skiptoken");
  const start = token === null ? 0 : skipOf(token);
  const end = start + Math.min(size, pageSize);
  const value = items.slice(start, end);
  if (end >= items.length) return { value };
  const next = new URL(call.url);
  next.searchParams.delete("$skiptoken");
  next.searchParams.set("$skipToken", Buffer.from(`skip:${String(end)}`).toString("base64url"));
  return { value, nextLink: next.href };
}

function skipOf(token: string): number {
  const text = Buffer.from(token, "base64url").toString("utf8");
  const skip = /^skip:(\d+)$/.exec(text)?.[1];
  if (skip === undefined)
    throw badRequest("InvalidSkipToken", "The skip token is not one that this service gave.");
  return Number(skip);
}

function scopeOf(call: Call): string {
  const { scope, types, names } = call.target;
  return names.length === 0
    ? scope
    : `${scope}/providers/${call.target.namespace}/${types[0] ?? ""}/${names[0] ?? ""}`;
}

/** The request's body, which must be a JSON object. */
export function bodyOf(call: Call): JsonObject {
  if (isObject(call.body)) return call.body;
  throw badRequest(
    "InvalidRequestContent",
    "The request content was invalid and could not be deserialized: 'A JSON object was expected.'.",
  );
}

/** The location that a PUT names, or the existing resource's. ARM refuses to move a resource. */
export function locationFor(call: Call, body: JsonObject, present: Resource | undefined): string {
  const asked = textAt(body, "location");
  if (asked === undefined || asked === "") {
    if (present?.location !== undefined) return present.location;
    throw badRequest("LocationRequired", "The location property is required for this definition.");
  }
  const location = asked.toLowerCase().replace(/ /g, "");
  if (present?.location === undefined || present.location === location) return location;
  throw new Refusal(
    409,
    "InvalidResourceLocation",
    `The resource '${present.name}' already exists in location '${present.location}' in resource group '${call.group}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
  );
}

/** `systemData` after a write by `call`'s sender. */
export function systemData(call: Call, world: World, present?: Resource): JsonObject {
  const by = call.caller.kind === "user" ? call.caller.name : call.caller.objectId;
  const byType = call.caller.kind === "user" ? "User" : "Application";
  const now = timestamp(world.now());
  return {
    createdBy: by,
    createdByType: byType,
    createdAt: now,
    ...present?.systemData,
    lastModifiedBy: by,
    lastModifiedByType: byType,
    lastModifiedAt: now,
  };
}

/** The provider itself writes at the end of an operation. */
export function touchedByProvider(world: World, resource: Resource): Resource {
  return {
    ...resource,
    etag: newEtag(world),
    systemData: {
      ...resource.systemData,
      lastModifiedBy: "319f651f-7ddb-4fc6-9857-7aef9250bd05",
      lastModifiedByType: "Application",
      lastModifiedAt: timestamp(world.now()),
    },
  };
}

export function newEtag(world: World): string {
  return `${world.random.hex(8)}-0000-1000-0000-${world.random.hex(12)}`;
}

/** Tags as ARM keeps them: names and values are texts, at most 50 (Resource Manager limits). */
export function tagsOf(value: Json | undefined): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  const good = isObject(value) && Object.values(value).every((tag) => typeof tag === "string");
  if (!good || Object.keys(value).length > 50)
    throw badRequest(
      "InvalidTags",
      "The 'tags' property must be an object with at most 50 members, whose values are strings.",
    );
  return value;
}

/** The tenant that a subscription belongs to. */
export function tenantOf(world: World, id: string): string {
  const subscription = world.store.get(`/subscriptions/${subscriptionOf(id)}`);
  return textAt(subscription?.extra, "tenantId") ?? "";
}
