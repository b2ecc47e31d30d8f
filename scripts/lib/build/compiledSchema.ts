import { readFileSync } from "node:fs";
import path from "node:path";
import { _, Ajv } from "ajv";
import { isDateTime } from "../../../src/enrollment/record/dateTime";
import standalone from "ajv/dist/standalone";
import type { Plugin } from "esbuild";
import { root } from "../paths";

/** What the record's validator is in the package: code that ajv writes when the package is built, instead of ajv itself. */
function validatorCode(): string {
  const schema: unknown = JSON.parse(
    readFileSync(path.join(root, "media/schemas/nexus-arc.schema.json"), "utf8"),
  );
  if (typeof schema !== "object" || schema === null) throw new Error("The schema of records is no object.");
  const ajv = new Ajv({
    strict: true,
    formats: { "date-time": isDateTime },
    inlineRefs: false, // a shape that ten steps share is one function
    code: { source: true, esm: true, formats: _`formats` },
  });
  return [
    'import { isDateTime } from "./dateTime";',
    'const formats = { "date-time": isDateTime };',
    standalone(ajv, ajv.compile(schema)),
    "export const compileRecordSchema = () => validate;",
  ].join("\n");
}

/**
 * Leaves ajv out of what is built: `recordSchema.ts` becomes the code that ajv makes of the schema, and the MCP SDK's own
 * validator, which only asks users of a server that elicits, becomes one that refuses.
 */
export const compiledSchema: Plugin = {
  name: "compiled-schema",
  setup(build) {
    build.onLoad({ filter: /[\\/]enrollment[\\/]record[\\/]recordSchema\.ts$/ }, ({ path: file }) => ({
      contents: validatorCode(),
      resolveDir: path.dirname(file),
    }));
    build.onResolve({ filter: /validation\/ajv-provider\.js$/ }, () => ({
      path: path.join(root, "scripts/lib/build/noAjv.ts"),
    }));
  },
};
