import { findCustomRole } from "../authorization/access";
import { isList, isObject, type Json, type JsonObject } from "../state/json";
import { render } from "../state/resource";
import type { World } from "../state/world";
import { TemplateError } from "./expression";
import type { PlannedResource } from "./template";

/** What nobody can read back: what-if cannot tell whether it changes, and says that it has no effect. */
const writeOnly = new Set(["userDataContent", "networkDataContent", "password"]);

/** The answer of what-if (learn.microsoft.com, Deployments - What If): one change for each resource of the template. */
export function whatIf(world: World, planned: readonly PlannedResource[]): JsonObject {
  return {
    status: "Succeeded",
    properties: { changes: planned.map((plan) => changeOf(world, plan)), diagnostics: [] },
  };
}

/** A resource as a GET shows it; custom roles are found by name wherever they were made. */
export function standing(world: World, id: string): JsonObject | undefined {
  const role = /\/Microsoft\.Authorization\/roleDefinitions\/([^/]+)$/i.exec(id)?.[1];
  const resource = role === undefined ? world.store.get(id) : findCustomRole(world, role);
  return resource === undefined ? undefined : render(resource);
}

function changeOf(world: World, plan: PlannedResource): JsonObject {
  const { id, apiVersion, type, name } = plan;
  const before = standing(world, id);
  const desired = bodyOf(plan);
  const after = { id, type, name, apiVersion, ...shown(desired) };
  if (before === undefined) return { resourceId: id, changeType: "Create", before: null, after };
  const delta = differences(before, desired, "");
  const changes = delta.some(({ propertyChangeType }) => propertyChangeType !== "NoEffect");
  return { resourceId: id, changeType: changes ? "Modify" : "NoChange", before, after, delta };
}

/** A reference to what does not exist yet stays unknown. */
function bodyOf(plan: PlannedResource): JsonObject {
  try {
    return plan.body();
  } catch (error) {
    if (error instanceof TemplateError) return {};
    throw error;
  }
}

/** A secret is not shown. */
function shown(value: JsonObject): JsonObject {
  const entries = Object.entries(value).filter(([key]) => !writeOnly.has(key));
  return Object.fromEntries(entries.map(([key, member]) => [key, isObject(member) ? shown(member) : member]));
}

interface Difference extends JsonObject {
  readonly path: string;
  readonly propertyChangeType: "Create" | "Modify" | "Array" | "NoEffect";
}

/** Where `desired` says something else than `before`. What `desired` does not mention stays as it is. */
function differences(before: Json | undefined, desired: JsonObject, at: string): Difference[] {
  return Object.entries(desired).flatMap(([key, after]): Difference[] => {
    const path = at === "" ? key : `${at}.${key}`;
    if (writeOnly.has(key)) return [{ path, propertyChangeType: "NoEffect", before: null, after: null }];
    const now = memberOf(before, key);
    if (now === undefined)
      return after === undefined || isEmpty(after)
        ? []
        : [{ path, propertyChangeType: "Create", before: null, after }];
    if (isObject(after) && isObject(now)) return differences(now, after, path);
    if (after === undefined || same(now, after)) return [];
    return [{ path, propertyChangeType: isList(after) ? "Array" : "Modify", before: now, after }];
  });
}

/** Azure spells ids in varying case, as names of members too (`userAssignedIdentities`). */
function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (!isObject(value)) return undefined;
  return value[key] ?? Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

function isEmpty(value: Json): boolean {
  return (
    value === null ||
    (isObject(value) && Object.keys(value).length === 0) ||
    (isList(value) && value.length === 0)
  );
}

function same(now: Json, after: Json): boolean {
  if (isList(now) && isList(after))
    return now.length === after.length && after.every((item, index) => sameItem(now[index], item));
  if (typeof now === "string" && typeof after === "string")
    return now.replaceAll(" ", "").toLowerCase() === after.replaceAll(" ", "").toLowerCase();
  return JSON.stringify(now) === JSON.stringify(after);
}

function sameItem(now: Json | undefined, after: Json): boolean {
  if (isObject(now) && isObject(after)) return differences(now, after, "").length === 0;
  return now !== undefined && same(now, after);
}
