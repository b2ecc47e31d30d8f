import { readObject, readObjects } from "../../../src/arm/decode";

export interface ReadTemplate {
  readonly parameters: readonly string[];
  /** With `{ expression }` instead of an expression, and every other text as ARM takes it. */
  readonly resources: readonly Readonly<Record<string, unknown>>[];
}

/** Reads ARM template JSON by Resource Manager's rule for expressions: `[…]` is one, `[[…]` is the text `[…]`, and all else is text. */
export function readTemplate(text: string): ReadTemplate {
  const template = readObject(JSON.parse(text));
  return {
    parameters: Object.keys(readObject(template["parameters"])),
    resources: readObjects(template["resources"]).map((resource) => readObject(evaluated(resource))),
  };
}

function evaluated(value: unknown): unknown {
  if (typeof value === "string") {
    if (value.length < 2 || !value.startsWith("[") || !value.endsWith("]")) return value;
    return value.startsWith("[[") ? value.slice(1) : { expression: value.slice(1, -1) };
  }
  if (Array.isArray(value)) return value.map((member: unknown) => evaluated(member));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => [name, evaluated(member)]);
  return Object.fromEntries(members);
}
