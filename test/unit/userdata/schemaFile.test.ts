import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv } from "ajv";
import { schemaFile, writeSchema } from "../../../scripts/schemaFile";
import { topLevelKeys } from "../../../src/userdata/cloudConfig/catalogue";

interface Manifest {
  readonly contributes: {
    readonly languages: readonly { readonly id: string; readonly filenames: readonly string[] }[];
    readonly yamlValidation: readonly {
      readonly url: string;
      readonly fileMatch: string | readonly string[];
    }[];
  };
}

/** Reads a JSON file of the project. */
async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile("package.json", "utf8")) as Manifest;
}

describe("the JSON schema that the build writes", () => {
  let folder: string;
  let schema: Record<string, unknown>;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "schema-"));
    await writeSchema(folder);
    schema = JSON.parse(await readFile(path.join(folder, schemaFile), "utf8")) as typeof schema;
  });
  after(() => rm(folder, { recursive: true }));

  it("has all 99 keys of the catalogue, each with words", () => {
    const properties = schema["properties"] as Record<string, { readonly description?: string }>;
    assert.deepEqual(Object.keys(properties).sort(), Object.keys(topLevelKeys).sort());
    assert.equal(Object.keys(properties).length, 99);
    for (const [key, { description = "" }] of Object.entries(properties)) assert.ok(description !== "", key);
  });

  it("takes what cloud-init takes and refuses what it refuses", () => {
    const check = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    assert.equal(check({ runcmd: [["true"]], users: ["default", { name: "ada" }] }), true);
    assert.equal(check({ users: [{ name: "ada", home: "/home/ada" }] }), false);
    assert.equal(check({ run_cmd: [] }), false);
  });

  it("is contributed to YAML extensions for the names of our language", async () => {
    const { languages, yamlValidation } = (await manifest()).contributes;
    const ours = yamlValidation.find(({ url }) => url === `./${schemaFile}`);
    const names = languages.find(({ id }) => id === "cloud-config")?.filenames ?? [];
    assert.ok(names.length > 0);
    for (const name of names) assert.ok(ours?.fileMatch.includes(name), name);
  });
});
