import { parseResourceId } from "../../arm/resourceId";
import { apiVersions } from "../../arm/versions";
import { requestOf, type AzureAction } from "../azureAction";
import { publicBody } from "./publicBody";

/** One resource of a deployment to a resource group, with the marks of `publicBody` in place of secrets. */
export interface TemplateResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The resources that actions create; `undefined` for an action that creates none, such as assigning a relay. */
export function templateResources(actions: readonly AzureAction[]): TemplateResource[] | undefined {
  const resources = actions.map(toResource);
  return resources.every((resource) => resource !== undefined) ? resources : undefined;
}

function toResource(action: AzureAction): TemplateResource | undefined {
  if (action.kind === "assignRelay") return undefined;
  const request = requestOf(action);
  const id = parseResourceId(decodeURIComponent(request.path));
  if (id.kind !== "resource") return undefined;
  const body = publicBody(action);
  return {
    type: id.type,
    apiVersion: request.apiVersion ?? apiVersions.resources,
    name: id.name,
    body: isObject(body) ? body : {},
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same as ARM template JSON: a text that begins with `[` is escaped, since ARM would read an expression. */
export function armTemplate(
  resources: readonly TemplateResource[],
  parameters: ReadonlyMap<string, string>,
): unknown {
  const secure = Object.fromEntries([...parameters.values()].map((name) => [name, { type: "securestring" }]));
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: secure,
    resources: resources.map(({ body, ...head }) => ({ ...head, ...literal(body, parameters) })),
  };
}

function literal(
  value: Readonly<Record<string, unknown>>,
  parameters: ReadonlyMap<string, string>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, expression(member, parameters)]),
  );
}

function expression(value: unknown, parameters: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    const parameter = parameters.get(value);
    if (parameter !== undefined) return `[parameters('${parameter}')]`;
    return value.startsWith("[") ? `[${value}` : value;
  }
  if (Array.isArray(value)) return value.map((member) => expression(member, parameters));
  return isObject(value) ? literal(value, parameters) : value;
}
