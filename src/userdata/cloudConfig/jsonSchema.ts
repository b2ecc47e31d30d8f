/** The catalogue as a JSON schema (draft 7), for tools that read one, and for the tests that hold it against upstream's. */
import { cloudConfigSchema } from "./catalogue";
import type { Literal, Schema } from "./catalogue/schema";

export interface JsonSchema {
  readonly [keyword: string]: JsonValue;
}
type JsonValue = Literal | JsonSchema | readonly JsonValue[];

/** A schema that refuses what cloud-init's refuses. */
export function cloudConfigJsonSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "cloud-config",
    ...derive(cloudConfigSchema),
  };
}

function derive(schema: Schema): JsonSchema {
  const derived: Record<string, JsonValue> = {};
  const put = (keyword: string, value: JsonValue | undefined): void => {
    if (value !== undefined) derived[keyword] = value;
  };
  put("description", schema.doc);
  put("type", schema.types?.length === 1 ? schema.types[0] : schema.types);
  put("enum", schema.values);
  put("default", schema.default);
  for (const keyword of ["pattern", "format", "minimum", "minItems", "maxItems", "uniqueItems"] as const) {
    put(keyword, schema[keyword]);
  }
  put("items", schema.items && derive(schema.items));
  put("required", schema.required);
  put("minProperties", schema.minProperties);
  put("properties", schema.properties && deriveAll(Object.entries(schema.properties)));
  put("patternProperties", schema.namedBy && deriveAll(schema.namedBy.map((by) => [by.pattern, by.schema])));
  put("additionalProperties", schema.others === false ? false : schema.others && derive(schema.others));
  for (const keyword of ["oneOf", "anyOf", "allOf"] as const) put(keyword, schema[keyword]?.map(derive));
  put("not", schema.notTogether && { required: schema.notTogether });
  if (schema.deprecated !== undefined) put("deprecated", true);
  return derived;
}

function deriveAll(entries: readonly (readonly [string, Schema])[]): JsonSchema {
  return Object.fromEntries(entries.map(([key, schema]) => [key, derive(schema)]));
}
