/**
 * The JSON schema of cloud-config for other tools, derived from the catalogue at build time: `dist/schemas/cloud-config.schema.json`.
 * `package.json` contributes it to YAML extensions for user data that a reader has switched to plain YAML. Our own linter
 * does not read it: it walks the catalogue itself, which keeps every problem's place.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Ajv } from "ajv";
import { cloudConfigJsonSchema } from "../src/userdata/cloudConfig/jsonSchema";

export const schemaFile = "dist/schemas/cloud-config.schema.json";

/** The schema's text. Throws where a validator could not compile it. */
export function schemaText(): string {
  const schema = cloudConfigJsonSchema();
  new Ajv({ strict: false, validateFormats: false }).compile(schema);
  return JSON.stringify(schema);
}

/** Writes the schema below `root`, the project's folder. */
export async function writeSchema(root: string): Promise<void> {
  const file = path.join(root, schemaFile);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${schemaText()}\n`);
}
