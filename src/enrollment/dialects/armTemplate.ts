import type { Dialect } from "./dialect";
import { isObject, secretParameters, templateResources, type TemplateResource } from "./templateResources";

/** ARM template JSON for a deployment to the resource group. As in Bicep, there are no words for assigning a relay. */
export const armTemplate: Dialect = {
  title: "ARM template",
  language: "json",
  fileExtension: "json",
  write: (actions) => {
    const resources = templateResources(actions);
    return resources === undefined ? undefined : `${JSON.stringify(template(resources), undefined, 2)}\n`;
  },
};

function template(resources: readonly TemplateResource[]): unknown {
  const used = new Set<string>();
  const written = resources.map(({ type, apiVersion, name, body, after }) => ({
    type,
    apiVersion,
    name: literal(name),
    ...(after.length > 0 && { dependsOn: after.map((other) => `${other.type}/${other.name}`) }),
    ...members(body, used),
  }));
  const parameters = Object.fromEntries([...used].map((name) => [name, { type: "securestring" }]));
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters,
    resources: written,
  };
}

function members(body: Readonly<Record<string, unknown>>, used: Set<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).map(([name, member]) => [name, written(member, used)]));
}

/** A value as a template holds it: secrets as parameters, whose names go to `used`, and no text that ARM reads as an expression. */
export function written(value: unknown, used: Set<string>): unknown {
  if (typeof value === "string") {
    const parameter = secretParameters.get(value);
    if (parameter === undefined) return literal(value);
    used.add(parameter);
    return `[parameters('${parameter}')]`;
  }
  if (Array.isArray(value)) return value.map((member) => written(member, used));
  return isObject(value) ? members(value, used) : value;
}

/**
 * ARM reads a string as an expression when it starts with `[` and ends with `]`; a second `[` says that it is none. Any other text is
 * taken as it stands, `[` in front or not (learn.microsoft.com, "Syntax and expressions in ARM templates").
 */
function literal(text: string): string {
  return text.startsWith("[") && text.endsWith("]") ? `[${text}` : text;
}
