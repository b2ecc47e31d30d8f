import { cloudConfigSchema } from "../catalogue";
import type { Schema } from "../catalogue/schema";
import { pythonPattern } from "../validation/pythonPattern";

export type Step = string | number;

/** A schema that can stand at a place, and for a name that follows a pattern what that name is. */
export interface Candidate {
  readonly schema: Schema;
  readonly label?: string;
}

/** Every schema that can apply to the value at a path, all forms included; for hover and completion. */
export function schemasAt(steps: readonly Step[]): Candidate[] {
  let at: Candidate[] = forms({ schema: cloudConfigSchema });
  for (const step of steps) at = at.flatMap((candidate) => under(candidate.schema, step)).flatMap(forms);
  return at;
}

function under(schema: Schema, step: Step): Candidate[] {
  if (typeof step === "number") return schema.items === undefined ? [] : [{ schema: schema.items }];
  const { properties = {}, namedBy = [], others } = schema;
  if (Object.hasOwn(properties, step) && properties[step] !== undefined)
    return [{ schema: properties[step] }];
  const named = namedBy.filter((by) => pythonPattern(by.pattern).test(step));
  if (named.length > 0) return named.map((by) => ({ schema: by.schema, label: by.label }));
  return others === undefined || others === false ? [] : [{ schema: others }];
}

/** A schema and every form that it may take. A form without words of its own speaks with those of the whole. */
function forms(candidate: Candidate): Candidate[] {
  const { schema } = candidate;
  const inner = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return [candidate, ...inner.flatMap((form) => forms({ schema: form }))];
}

/** The keys that a mapping at this path can have, with their schemas. */
export function keysAt(steps: readonly Step[]): ReadonlyMap<string, Schema> {
  const keys = new Map<string, Schema>();
  for (const { schema } of schemasAt(steps)) {
    for (const [key, value] of Object.entries(schema.properties ?? {}))
      if (!keys.has(key)) keys.set(key, value);
  }
  return keys;
}
