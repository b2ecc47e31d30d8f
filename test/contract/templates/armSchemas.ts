/** ARM's own descriptions of request bodies, as validators. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { readArray, readObject, readObjects, readString, type Json } from "../../../src/arm/decode";

const data = path.resolve(import.meta.dirname, "../../../../shared/data/arm");

function readJson(file: string): Json {
  return readObject(JSON.parse(readFileSync(file, "utf8")));
}

function newAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(
    { definitions: { expression: { type: "string", pattern: "^\\[([^\\[].*)?\\]$" } } },
    "https://schema.management.azure.com/schemas/common/definitions.json",
  );
  return ajv;
}

/**
 * A draft-04 schema as ajv 8 reads it: these use no keyword that changed since but `id`. Objects are closed besides, so
 * that a field which ARM does not have is found; ARM's schemas leave them open.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([name, value]) => [name, closed(value)]);
  const copy = readObject(Object.fromEntries(entries));
  const isObjectSchema = copy["type"] === "object" && typeof copy["properties"] === "object";
  return isObjectSchema && !("additionalProperties" in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

/** Validates a resource as a template would have it: `name`, `type`, `apiVersion` beside the body of the PUT. */
export function resourceSchema(apiVersion: string, namespace: string, resource: string): ValidateFunction {
  const { id, $schema, ...schema } = readJson(path.join(data, "schemas", `${apiVersion}.${namespace}.json`));
  const key = `${String(id)}|${String($schema)}|${resource}`;
  return newAjv().compile({
    $id: `https://test.invalid/${encodeURIComponent(key)}`,
    ...readObject(closed(schema)),
    $ref: `#/resourceDefinitions/${resource}`,
  });
}

/** Validates the body of an operation by its model in Azure/aaz. `path` is the end of the file's name before the version. */
export function operationSchema(file: string, method: string): ValidateFunction {
  const name = readdirSync(path.join(data, "operations")).find((candidate) =>
    candidate.includes(`_${file}__`),
  );
  if (name === undefined) throw new Error(`There is no operation model ${file}.`);
  const groups = readObjects(readJson(path.join(data, "operations", name))["commandGroups"]);
  const requests = groups
    .flatMap((group) => readObjects(group["commands"]))
    .flatMap((command) => readObjects(command["operations"]))
    .map((operation) => readObject(readObject(operation["http"])["request"]));
  const request = requests.find((candidate) => candidate["method"] === method.toLowerCase());
  const model = readObject(readObject(readObject(request?.["body"])["json"])["schema"]);
  const classes = new Map<string, Json>();
  collectClasses(model, classes);
  return newAjv().compile({
    ...modelSchema(model),
    definitions: Object.fromEntries([...classes].map(([cls, value]) => [cls, modelSchema(value)])),
  });
}

/** Models name a type where it first appears (`cls`) and refer to it as `@name` afterward. */
function collectClasses(model: unknown, classes: Map<string, Json>): void {
  if (Array.isArray(model)) {
    for (const item of readArray(model)) collectClasses(item, classes);
    return;
  }
  const value = readObject(model);
  const cls = readString(value["cls"]);
  if (cls !== undefined) classes.set(cls, value);
  for (const field of Object.values(value))
    if (typeof field === "object" && field !== null) collectClasses(field, classes);
}

function modelSchema(model: Json): Json {
  const type = readString(model["type"]) ?? "any";
  if (type.startsWith("@")) return { $ref: `#/definitions/${type.slice(1)}` };
  if (type.startsWith("array<")) return { type: "array", items: modelSchema(readObject(model["item"])) };
  if (type === "boolean") return { type };
  if (type.startsWith("integer")) return { type: "integer", ...limits(model) };
  if (type === "object" || type === "IdentityObject") return objectSchema(model);
  const allowed = readObjects(readObject(model["enum"])["items"]).map((item) => item["value"]);
  return { type: "string", ...limits(model), ...(allowed.length > 0 && { enum: allowed }) };
}

function objectSchema(model: Json): Json {
  const props = readObjects(model["props"]);
  const item = readObject(model["additionalProps"])["item"];
  return {
    type: model["nullable"] === true ? ["object", "null"] : "object",
    properties: Object.fromEntries(props.map((prop) => [readString(prop["name"]) ?? "", modelSchema(prop)])),
    required: props.filter((prop) => prop["required"] === true).map((prop) => prop["name"]),
    additionalProperties: item === undefined ? false : modelSchema(readObject(item)),
  };
}

function limits(model: Json): Json {
  const { pattern, minLength, maxLength, minimum, maximum } = readObject(model["format"]);
  const all = { pattern, minLength, maxLength, minimum, maximum };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
