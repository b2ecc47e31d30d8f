import { fleetShape } from "./fields";
import type { Shape } from "./shape";

/** The format as a JSON schema (draft 7): `media/schemas/nexus-fleet.schema.json`, for editors. */
export function fleetJsonSchema(): unknown {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Nexus Arc fleet",
    ...schemaOf(fleetShape),
  };
}

function schemaOf(shape: Shape): Readonly<Record<string, unknown>> {
  if (shape.kind === "later") return schemaOf(shape.of);
  const description = shape.doc;
  switch (shape.kind) {
    case "text":
      return {
        type: "string",
        minLength: 1,
        description,
        ...(shape.pattern !== undefined && { pattern: patternText(shape.pattern) }),
      };
    case "choice":
      return { enum: shape.values, description };
    case "integer":
      return { type: "integer", minimum: shape.min, maximum: shape.max, description };
    case "boolean":
      return { type: "boolean", description };
    case "list":
      return { type: "array", items: schemaOf(shape.item), maxItems: shape.max, description };
    case "texts":
      return {
        type: "object",
        additionalProperties: { type: "string" },
        maxProperties: shape.max,
        description,
      };
    case "object":
      return {
        type: "object",
        properties: Object.fromEntries(
          Object.entries(shape.fields).map(([name, field]) => [name, schemaOf(field)]),
        ),
        ...(shape.required.length > 0 && { required: shape.required }),
        additionalProperties: false,
        description,
      };
  }
}

/**
 * A pattern as JSON Schema writes it: without flags, so that a pattern for either case names both. Throws `RangeError` for any
 * other flag, and for a letter outside a range: neither is used in a fleet file.
 */
function patternText({ source, flags }: RegExp): string {
  if (flags === "") return source;
  const text = source.replace(
    /([a-z])-([a-z])/g,
    (range, first: string, last: string) => `${range}${first.toUpperCase()}-${last.toUpperCase()}`,
  );
  if (flags !== "i" || /[a-z]/.test(source.replace(/[a-z]-[a-z]/g, "")))
    throw new RangeError(`JSON Schema cannot express /${source}/${flags}.`);
  return text;
}
