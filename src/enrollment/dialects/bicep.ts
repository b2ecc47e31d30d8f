import type { Dialect } from "./dialect";
import { secretParameters, templateResources, type TemplateResource } from "./templateResources";

/** Bicep for a deployment to the resource group. Assigning a relay is an action, which Bicep has no word for. */
export const bicep: Dialect = {
  title: "Bicep",
  language: "bicep",
  fileExtension: "bicep",
  write: (actions) => {
    const resources = templateResources(actions);
    return resources === undefined ? undefined : bicepFile(resources);
  },
};

function bicepFile(resources: readonly TemplateResource[]): string {
  const symbols = new Map(
    resources.map((resource, index) => [
      resource,
      `${resource.type.slice(resource.type.lastIndexOf("/") + 1).replace(/s$/, "")}${index + 1}`,
    ]),
  );
  const blocks = resources.map((resource) => resourceBlock(resource, symbols));
  const used = [...secretParameters.values()].filter((name) =>
    blocks.some((block) => block.includes(`: ${name}\n`)),
  );
  const parameters = used.map((name) => `@secure()\nparam ${name} string`);
  return ["targetScope = 'resourceGroup'", ...parameters, ...blocks].join("\n\n") + "\n";
}

function resourceBlock(resource: TemplateResource, symbols: ReadonlyMap<TemplateResource, string>): string {
  const { type, apiVersion, name, body, after } = resource;
  const symbolOf = (one: TemplateResource): string => symbols.get(one) ?? "";
  const block = `resource ${symbolOf(resource)} '${type}@${apiVersion}' = ${value({ name, ...body }, "")}`;
  if (after.length === 0) return block;
  const others = after.map((other) => `    ${symbolOf(other)}\n`).join("");
  return `${block.slice(0, -1)}  dependsOn: [\n${others}  ]\n}`;
}

/** Plain data in Bicep. `indent` is that of the line on which it starts. */
export function value(node: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (typeof node === "string") return secretParameters.get(node) ?? quoteForBicep(node);
  if (Array.isArray(node)) {
    if (node.length === 0) return "[]";
    return `[\n${node.map((member) => `${inner}${value(member, inner)}\n`).join("")}${indent}]`;
  }
  if (typeof node === "object" && node !== null) {
    const members = Object.entries(node).filter(([, member]) => member !== undefined);
    if (members.length === 0) return "{}";
    return `{\n${members.map(([name, member]) => `${inner}${property(name)}: ${value(member, inner)}\n`).join("")}${indent}}`;
  }
  return JSON.stringify(node);
}

/** Words that Bicep reads otherwise (language specification, keywords); in quotes any name is one. */
const keywords = new Set(["true", "false", "null", "for", "if", "existing", "resource", "module", "param"]);

function property(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !keywords.has(name) ? name : quoteForBicep(name);
}

/** A Bicep string: `\`, `'`, `${` and control characters are escaped (Bicep language specification, string literals). */
export function quoteForBicep(text: string): string {
  const escaped = text
    .replace(/[\\']/g, "\\$&")
    .replaceAll("${", "\\${")
    .replace(
      /[\u0000-\u001f\u007f\u0085\u2028\u2029]/g,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
  return `'${escaped}'`;
}
