import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { diagnose } from "../../src/enrollment/diagnose/diagnose";
import { boot } from "./support/boot";
import { trials, type Trial } from "./diagnose/trials";

/** One boot each; its logs of Debian 12. */
const boots: Readonly<Record<string, { readonly userData: string; readonly finds: readonly string[] }>> = {
  "a boot in which all is well": { userData: "#cloud-config\nruncmd:\n  - echo hello\n", finds: [] },
  "HOME under set -u": { userData: '#!/bin/bash\nset -u\necho "$HOME"\n', finds: ["home-unset"] },
  "a number in runcmd": {
    userData: "#cloud-config\nruncmd:\n  - 7\n",
    finds: ["runcmd-not-written", "runcmd-item"],
  },
  "YAML with an open bracket": { userData: "#cloud-config\npackages: [a\n", finds: ["user-data-yaml"] },
};

/** What the programs of this system print today, against the table of failures. */
describe("failures that real programs print", function () {
  this.timeout(900_000);
  let folder = "";
  let outputs: readonly string[] = [];

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-diagnose-"));
    outputs = outputsOf(trials, folder);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const [index, { script, proxy, direct, finds }] of trials.entries()) {
    const way = direct === true ? "no proxy" : `proxy ${proxy ?? "closed"}`;
    it(`${script.trim().split("\n").at(-1)?.slice(0, 70) ?? ""} (${way}): ${finds.join()}`, () => {
      const output = outputs[index] ?? "";
      assert.deepEqual([...new Set(diagnose(output).map(({ id }) => id))], finds, output);
    });
  }

  for (const [name, { userData, finds }] of Object.entries(boots)) {
    it(`cloud-init 22.4: ${name}`, async () => {
      const { output, log } = await boot(userData);
      const found = [output, log].map((text) => diagnose(text).map(({ id }) => id));
      for (const id of finds)
        assert.ok(found.flat().includes(id), `${id} is not among ${found.join(" | ")}\n${output}`);
      if (finds.length === 0) assert.deepEqual(found, [[], []], output);
    });
  }
});

function outputsOf(all: readonly Trial[], folder: string): readonly string[] {
  const file = (name: string): string => path.join(folder, name);
  writeFileSync(file("trials.json"), JSON.stringify(all));
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=inspecting proxy"],
    ...[
      "-addext",
      "subjectAltName=DNS:aka.ms,DNS:packages.microsoft.com",
      "-keyout",
      file("key.pem"),
      "-out",
      file("cert.pem"),
    ],
  ]);
  assert.equal(made.status, 0, made.stderr.toString());
  const setup = fileURLToPath(new URL("diagnose/setup.ts", import.meta.url));
  const words = ["--net", "--mount", process.execPath, "--import=tsx/esm", setup];
  const { status, stdout, stderr } = spawnSync(
    "unshare",
    [...words, ...["trials.json", "cert.pem", "key.pem"].map(file)],
    {
      encoding: "utf8",
      env: { ...process.env, HOME: folder },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as string[];
}
