import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
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

  for (const type of ["pkcs1", "pkcs8"] as const) {
    it(`opens an encrypted key (${type}) without the parts of node-forge that it leaves out`, async () => {
      const folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-bundle-"));
      const passphrase = "correct horse";
      const { privateKey } = generateKeyPairSync("rsa", {
        modulusLength: 2048,
        privateKeyEncoding: { type, format: "pem", cipher: "aes-256-cbc", passphrase },
        publicKeyEncoding: { type: "pkcs1", format: "pem" },
      });
      const inspect = (word: string) => {
        writeFileSync(path.join(folder, "passphrase"), word);
        return spawnSync(
          process.execPath,
          [
            path.join(root, "dist/cli.cjs"),
            "key",
            "inspect",
            "-",
            "--format",
            "json",
            "--passphrase-file",
            "passphrase",
          ],
          { cwd: folder, input: privateKey, encoding: "utf8" },
        );
      };
      const opened = inspect(passphrase);
      assert.equal(opened.stderr, "");
      assert.match(opened.stdout, /2048/);
      const closed = inspect("wrong horse");
      assert.doesNotMatch(closed.stdout, /2048/);
      assert.match(closed.stdout + closed.stderr, /passphrase/i);
      await rm(folder, { recursive: true });
    });
  }

  it("reaches Azure by the proxy of the environment without the SDKs' proxy agents", async () => {
    const asked: string[] = [];
    const proxy = createServer().on("connect", ({ url }, socket) => {
      asked.push(url ?? "");
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const child = spawn(
      process.execPath,
      [path.join(root, "dist/cli.cjs"), "status", "--record", "-", "--sign-in", "environment"],
      {
        env: {
          HTTPS_PROXY: `http://127.0.0.1:${port}`,
          AZURE_TENANT_ID: guid,
          AZURE_CLIENT_ID: guid,
          AZURE_CLIENT_SECRET: "none",
        },
        stdio: ["pipe", "ignore", "pipe"],
      },
    );
    child.stdin.end(JSON.stringify(record));
    const [code] = (await once(child, "exit")) as [number];
    proxy.close();
    assert.notEqual(code, 0);
    assert.ok(asked.includes("login.microsoftonline.com:443"), asked.join(", "));
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
