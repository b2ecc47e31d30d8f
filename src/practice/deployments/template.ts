import {
  isList,
  isObject,
  listAt,
  member,
  objectAt,
  textAt,
  type Json,
  type JsonObject,
} from "../state/json";
import { evaluate, shownText, TemplateError, type Scope } from "./expression";

/** One resource of a template, its loop spelled out. */
export interface PlannedResource {
  readonly id: string;
  /** As the template spells it. */
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  /** Ids of resources of the same template that must be there first, in lower case. */
  readonly after: readonly string[];
  /** The body of its PUT. Throws `TemplateError` when it refers to what is not there. */
  body(): JsonObject;
}

/** What surrounds a template: where it is deployed to, and what stands there. */
export interface Surroundings {
  readonly groupId: string;
  resource(id: string): JsonObject | undefined;
}

/** Limits of a template (learn.microsoft.com, "ARM template best practices"). */
const most = { resources: 800, bytes: 4 * 1024 * 1024, parameters: 256, variables: 512 };

/** Reads a deployment's `template` and `parameters`. Throws `TemplateError`. */
export function planTemplate(
  template: JsonObject,
  given: JsonObject,
  around: Surroundings,
): readonly PlannedResource[] {
  const schema = textAt(template, "$schema");
  if (schema === undefined || !/deploymentTemplate\.json#?$/i.test(schema))
    throw new TemplateError(
      "Required property '$schema' not found in JSON, or it is not a deployment template's.",
    );
  if (textAt(template, "contentVersion") === undefined)
    throw new TemplateError("Required property 'contentVersion' not found in JSON.");
  const parameters = readParameters(objectAt(template, "parameters"), given);
  const scopeAt = scopes(objectAt(template, "variables"), parameters, around);
  const planned = listAt(template, "resources").flatMap((resource) =>
    planResource(resource, scopeAt, around),
  );
  if (planned.length > most.resources)
    throw new TemplateError(
      `The number of resources '${String(planned.length)}' exceeds the limit of '${String(most.resources)}'.`,
    );
  refuseDoubles(planned);
  refuseSize(template, given);
  return planned;
}

/** A request that is larger than a template may be cannot have a smaller one inside. Loops only make it larger. */
function refuseSize(template: JsonObject, given: JsonObject): void {
  const size = JSON.stringify(template).length + JSON.stringify(given).length;
  if (size > most.bytes)
    throw new TemplateError(
      `The size of the deployment '${String(size)}' exceeds the limit of '${String(most.bytes)}' bytes.`,
    );
}

function readParameters(declared: JsonObject, given: JsonObject): ReadonlyMap<string, Json> {
  const values = new Map<string, Json>();
  if (Object.keys(declared).length > most.parameters)
    throw new TemplateError(`A template has at most ${String(most.parameters)} parameters.`);
  for (const name of Object.keys(given))
    if (declared[name] === undefined)
      throw new TemplateError(
        `The following parameters were supplied, but do not correspond to any parameters defined in the template: '${name}'.`,
      );
  for (const [name, declaration] of Object.entries(declared)) {
    const value = member(given[name], "value") ?? member(declaration, "defaultValue");
    if (value === undefined)
      throw new TemplateError(`The value for the template parameter '${name}' is not provided.`);
    const type = textAt(declaration, "type")?.toLowerCase() ?? "";
    const fits = type.endsWith("object")
      ? isObject(value)
      : type.endsWith("string")
        ? typeof value === "string"
        : true;
    if (!fits)
      throw new TemplateError(
        `The provided value for the template parameter '${name}' is not of type '${type}'.`,
      );
    values.set(name.toLowerCase(), value);
  }
  return values;
}

function scopes(
  variables: JsonObject,
  parameters: ReadonlyMap<string, Json>,
  around: Surroundings,
): (copyIndex: number | undefined) => Scope {
  const known = new Map<string, Json>();
  const scopeAt = (copyIndex: number | undefined): Scope => ({
    copyIndex,
    groupId: around.groupId,
    parameter: (name) => {
      const value = parameters.get(name.toLowerCase());
      if (value === undefined) throw new TemplateError(`The template parameter '${name}' is not found.`);
      return value;
    },
    variable: (name) => {
      const value = known.get(name) ?? evaluateVariable(name);
      known.set(name, value);
      return value;
    },
    resource: (id) => {
      const found = around.resource(id);
      if (found === undefined) throw new TemplateError(`The Resource '${id}' was not found.`);
      return found;
    },
  });
  const evaluateVariable = (name: string): Json => {
    if (variables[name] === undefined)
      throw new TemplateError(`The template variable '${name}' is not found.`);
    return evaluate(variables[name], scopeAt(undefined));
  };
  return scopeAt;
}

/** Members of a resource that are the template's own and no part of the body. */
const own = new Set(["type", "apiVersion", "name", "dependsOn", "copy", "comments"]);

function planResource(
  resource: Json,
  scopeAt: (copyIndex: number | undefined) => Scope,
  around: Surroundings,
): readonly PlannedResource[] {
  if (!isObject(resource)) throw new TemplateError("A resource of the template is no object.");
  for (const unread of ["condition", "scope", "resources"])
    if (resource[unread] !== undefined)
      throw new TemplateError(`The practice cloud does not read '${unread}' of a template's resource.`);
  const copy = resource["copy"];
  if (copy === undefined) return [one(resource, scopeAt(undefined), around)];
  const count = evaluate(member(copy, "count"), scopeAt(undefined));
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count > most.resources)
    throw new TemplateError(
      `The copy count '${shownText(count)}' must be a whole number from 0 to ${String(most.resources)}.`,
    );
  return Array.from({ length: count }, (_, index) => one(resource, scopeAt(index), around));
}

function one(resource: JsonObject, scope: Scope, { groupId }: Surroundings): PlannedResource {
  const text = (key: string): string => {
    const value = evaluate(resource[key], scope);
    if (typeof value === "string" && value !== "") return value;
    throw new TemplateError(`A resource of the template has no '${key}'.`);
  };
  const type = text("type");
  const name = text("name");
  const dependsOn = evaluate(resource["dependsOn"] ?? [], scope);
  const body = Object.fromEntries(Object.entries(resource).filter(([key]) => !own.has(key)));
  return {
    id: `${groupId}/providers/${type}/${name}`,
    type,
    name,
    apiVersion: text("apiVersion"),
    after: (isList(dependsOn) ? dependsOn : []).map((id) => shownText(id).toLowerCase()),
    body: () => {
      const value = evaluate(body, scope);
      return isObject(value) ? value : {};
    },
  };
}

function refuseDoubles(planned: readonly PlannedResource[]): void {
  const seen = new Set<string>();
  for (const { id, type, name } of planned) {
    const key = id.toLowerCase();
    if (seen.has(key))
      throw new TemplateError(`The resource '${type}/${name}' is defined multiple times in a template.`);
    seen.add(key);
  }
}
