/**
 * Stands in the built command line for zod 3 and its JSON schema writer. The Model Context Protocol SDK carries them for
 * servers that describe their tools with zod 3; ours describes them as JSON Schema, so they would be 75 KB that nobody calls.
 */
export function object(): never {
  throw new Error("This server has no zod 3.");
}

export const zodToJsonSchema = object;
