import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "./run";

interface JsonFinding {
  readonly rule: string;
  readonly path: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}
interface JsonFile {
  readonly file: string;
  readonly kind: string;
  readonly valid: boolean;
  readonly findings: readonly JsonFinding[];
}

const broken = "#cloud-config\nusers:\n  - name: ada\n    home: /srv/ada\n";

describe("nexus-arc lint", () => {
  it("ends with 0 for good user data and with 1 for an error", async () => {
    assert.equal((await run(["lint", "-"], "#cloud-config\npackages: [git]\n")).code, 0);
    const { code, output } = await run(["lint", "-"], broken);
    assert.equal(code, 1);
    assert.match(output, /^-:4:5: error: .*"home".*"homedir".*\[schema\/unknown-key\]$/m);
  });

  it("takes warnings for errors with --strict", async () => {
    const text = "#cloud-config\napt_update: true\n";
    assert.equal((await run(["lint", "-"], text)).code, 0);
    assert.equal((await run(["lint", "--strict", "-"], text)).code, 1);
  });

  it("writes JSON of exactly the promised form, with the places that cloud-init's validator names", async () => {
    const { output } = await run(["lint", "--format", "json", "-"], broken);
    const files = JSON.parse(output) as JsonFile[];
    assert.deepEqual(Object.keys(files[0] ?? {}), ["file", "kind", "valid", "findings"]);
    assert.equal(files[0]?.kind, "cloud-config");
    assert.equal(files[0].valid, false);
    for (const finding of files[0].findings) {
      assert.deepEqual(Object.keys(finding), ["rule", "severity", "message", "path", "range"]);
    }
    const places = files[0].findings.map(({ path: where, range }) => `${where} ${range.start.line}`);
    assert.deepEqual(places, ["users.0 2", "users.0.home 3"]);
  });

  it("reads a file of Terraform's by its name", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "lint-terraform-"));
    const text = `#cloud-config\nruncmd:\n  - [azcmagent, connect, -t, "\${tenant_id}", --use-device-code]\n`;
    const codes = await Promise.all(
      ["init.yaml", "init.yaml.tftpl"].map(async (name) => {
        const file = path.join(folder, name);
        await writeFile(file, text);
        return (await run(["lint", file])).code;
      }),
    );
    await rm(folder, { recursive: true });
    assert.deepEqual(codes, [1, 0]);
  });

  it("writes SARIF with one result a finding", async () => {
    const { output } = await run(["lint", "--format", "sarif", "-"], broken);
    const sarif = JSON.parse(output) as { version: string; runs: { results: { ruleId: string }[] }[] };
    assert.equal(sarif.version, "2.1.0");
    assert.deepEqual(
      sarif.runs[0]?.results.map(({ ruleId }) => ruleId),
      ["schema/unknown-key"],
    );
  });

  it("names bytes that are no UTF-8", async () => {
    const utf16 = Buffer.from("\ufeff#cloud-config\npackages: [git]\n", "utf16le");
    const { code, output } = await run(["lint", "-"], utf16);
    assert.equal(code, 1);
    assert.match(output, /UTF-16/);
    assert.match((await run(["lint", "-"], Buffer.from([0x23, 0xe9, 0x0a]))).output, /not in UTF-8/);
  });

  it("reads several files and refuses wrong calls with 2", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "lint-"));
    try {
      const good = path.join(folder, "good.yaml");
      await writeFile(good, "#!/bin/sh\ntrue\n");
      const files = JSON.parse((await run(["lint", "--format=json", good, good])).output) as JsonFile[];
      assert.deepEqual(
        files.map(({ kind }) => kind),
        ["shell-script", "shell-script"],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
    for (const args of [
      ["lint"],
      ["lint", "--format", "xml", "-"],
      ["lint", "no-such-file"],
      ["lint", "--no", "-"],
    ]) {
      const { code, errors } = await run(args);
      assert.equal(code, 2);
      assert.match(errors, /^nexus-arc lint: .+\n$/);
    }
  });
});

describe("nexus-arc encode", () => {
  it("writes base64 once, byte for byte", async () => {
    const { code, output, errors } = await run(["encode", "-"], "#!/bin/sh\necho ä\n");
    assert.equal(code, 0);
    assert.equal(Buffer.from(output, "base64").toString("utf8"), "#!/bin/sh\necho ä\n");
    assert.match(errors, /^18 bytes, 24 as base64\.\n$/);
  });

  it("refuses what is encoded already, unless it is told to", async () => {
    const once = (await run(["encode", "-"], "#cloud-config\nruncmd: [ls]\n")).output;
    const twice = await run(["encode", "-"], once);
    assert.equal(twice.code, 1);
    assert.equal(twice.output, "");
    assert.equal((await run(["encode", "--force", "-"], once)).code, 0);
  });
});
