import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { Metafile } from "esbuild";
import { root } from "../../scripts/lib/paths";
import { toolNames } from "../../src/assistant/tool";

/** What must not be loaded before it is used: activation pays for each of them. */
const heavy =
  /node_modules\/(@azure|ajv|node-forge|yaml|unbash|@modelcontextprotocol|lit)\/|^src\/practice\//;

const meta = JSON.parse(readFileSync(path.join(root, "dist/meta.json"), "utf8")) as Metafile;

/** The files of `dist/` that loading this one loads at once, and so on. */
function loadedAtOnce(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of meta.outputs[file]?.imports ?? []) {
    if (next.kind !== "dynamic-import" && next.external !== true) loadedAtOnce(next.path, seen);
  }
  return seen;
}

/** The sources whose code is in these files. */
function sourcesIn(files: Iterable<string>): string[] {
  return [...files].flatMap((file) => Object.keys(meta.outputs[file]?.inputs ?? {}));
}

describe("the bundle", () => {
  it("has the extension's own code in what activation loads", () => {
    assert.ok(sourcesIn(loadedAtOnce("dist/extension.cjs")).includes("src/extension.ts"));
  });

  for (const entry of ["dist/extension.cjs", "dist/cli.cjs"]) {
    it(`${entry} loads no heavy library and no practice cloud before they are used`, () => {
      const found = sourcesIn(loadedAtOnce(entry)).filter((source) => heavy.test(source));
      assert.deepEqual(found, []);
    });
  }

  it("has every source at most once, so that a module has one instance", () => {
    const all = sourcesIn(Object.keys(meta.outputs));
    const twice = all.filter((source, place) => all.indexOf(source) !== place);
    assert.deepEqual(twice, []);
  });

  it("takes VS Code's API at one place, and copies it nowhere", () => {
    const dist = path.join(root, "dist");
    const code = readdirSync(dist, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".cjs"))
      .map((name) => readFileSync(path.join(dist, name), "utf8"));
    assert.deepEqual(
      code.flatMap((text) => [...text.matchAll(/(\S)\s?require\("vscode"\)/g)].map(([, before]) => before)),
      ["="],
    );
  });

  it("reads records, and refuses what their schema does not know", () => {
    const guid = "11111111-1111-4111-8111-111111111111";
    const record = {
      version: 1,
      id: guid,
      created: "2026-01-01T00:00:00Z",
      target: {
        tenantId: guid,
        subscriptionId: guid,
        resourceGroup: "site",
        location: "eastus",
        vmName: "amf01",
      },
      vm: {},
      relayRole: "custom",
      arcVmId: guid,
      outcomes: {},
      words: {},
    };
    const cli = path.join(root, "dist/cli.cjs");
    const run = spawnSync(process.execPath, [cli, "step", "5", "--record", "-"], {
      input: JSON.stringify(record),
      encoding: "utf8",
    });
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, /NO_PROXY=/);
    const refused = spawnSync(process.execPath, [cli, "step", "5", "--record", "-"], {
      input: JSON.stringify({ ...record, created: "yesterday", privateKey: "x" }),
      encoding: "utf8",
    });
    assert.notEqual(refused.status, 0);
    assert.match(refused.stderr, /"privateKey"/);
  });

  it("has the record's schema as code: ajv itself stays at home", () => {
    const left = sourcesIn(Object.keys(meta.outputs)).filter((source) => source.includes("node_modules/ajv"));
    assert.deepEqual(
      left.filter((source) => !source.includes("node_modules/ajv/dist/runtime/")),
      [],
    );
  });

  it("serves assistants without the parts of their library that it leaves out", async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [path.join(root, "dist/cli.cjs"), "mcp", "--practice"],
      env: {},
    });
    const client = new Client({ name: "test", version: "1" });
    await client.connect(transport);
    try {
      const { tools } = await client.listTools();
      assert.deepEqual(tools.map(({ name }) => name).sort(), [...toolNames].sort());
      const answer = await client.callTool({
        name: "nexusArc_lintUserData",
        arguments: { text: "#cloud-config\nruncmds: []\n" },
      });
      assert.match(JSON.stringify(answer), /runcmd/);
    } finally {
      await client.close();
    }
  });
});
