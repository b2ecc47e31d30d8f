/** "Lint with cloud-init": programs that do what cloud-init does with its input and its output, run as the command runs it. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { askCloudInit, type SchemaVerdict } from "../../../src/commands/userData/cloudInitSchema";

describe("cloud-init's own validator", () => {
  let folder: string;
  const { TMPDIR } = process.env;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-test-"));
    process.env["TMPDIR"] = path.join(folder);
  });

  afterEach(() => {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
    rmSync(folder, { recursive: true });
  });

  /** Asks a program with this shell text, which gets the file's name as `$3`. */
  function ask(script: string, signal = new AbortController().signal): Promise<SchemaVerdict> {
    const program = path.join(folder, "cloud-init");
    writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return askCloudInit("#cloud-config\nusers: 5\n", signal, program);
  }

  /** What is left of files beside the program itself. */
  function left(): string[] {
    return readdirSync(folder).filter((name) => name !== "cloud-init");
  }

  it("gets the document as a file that only this user can read, which is gone afterward", async () => {
    const script = `[ "$1 $2" = "schema --config-file" ] && [ "$(stat -c %a "$3")" = 600 ] && [ "$(stat -c %a "$(dirname "$3")")" = 700 ] && [ "$(cat "$3")" = "$(printf '#cloud-config\\nusers: 5')" ]`;
    assert.deepEqual(await ask(script), { kind: "valid" });
    assert.deepEqual(left(), []);
  });

  // Output of 22.4.2 (Debian 12) and of 24.1 (Ubuntu).
  for (const output of [
    "Error:\\nCloud config schema errors: users: 5 is not of type 'array'",
    "Error: Cloud config schema errors: users: 5 is not of type 'array'\\n\\nError: Invalid schema: user-data",
  ]) {
    it(`shows the problems in ${JSON.stringify(output)}`, async () => {
      const verdict = await ask(`printf "${output}" >&2; exit 1`);
      assert.equal(verdict.kind, "rejected");
      assert.match(JSON.stringify(verdict), /"problems":"users: 5 is not of type 'array'/);
    });
  }

  it("does not show the name of the file", async () => {
    const verdict = await ask(`echo "Error: Invalid cloud-config $3" >&2; exit 1`);
    assert.deepEqual(verdict, { kind: "rejected", problems: "Invalid cloud-config user data" });
  });

  it("takes no traceback for a verdict", async () => {
    const trace = `Traceback (most recent call last):\\n  File "/usr/bin/cloud-init", line 33, in <module>\\nOSError: [Errno 6] No such device or address: '/dev/stdin'\\n`;
    assert.deepEqual(await ask(`printf "${trace}" >&2; exit 1`), {
      kind: "failed",
      reason: "OSError: [Errno 6] No such device or address: '/dev/stdin'",
    });
    const both = await ask(`printf "Error: Cloud config schema errors: x\\n${trace}" >&2; exit 1`);
    assert.equal(both.kind, "failed");
  });

  it("takes no program that ends early for a verdict", async () => {
    assert.deepEqual(await ask(`echo "cloud-init: error: invalid choice: 'schema'" >&2; exit 2`), {
      kind: "failed",
      reason: "cloud-init: error: invalid choice: 'schema'",
    });
    assert.equal((await ask("kill -9 $$")).kind, "failed");
    assert.deepEqual(left(), []);
  });

  it("says that it is not installed", async () => {
    const verdict = await askCloudInit("", new AbortController().signal, path.join(folder, "none"));
    assert.deepEqual(verdict, { kind: "notInstalled" });
    assert.deepEqual(left(), []);
  });

  it("leaves no file after Cancel", async () => {
    const abort = new AbortController();
    const asked = ask("exec sleep 60", abort.signal);
    setImmediate(() => {
      abort.abort();
    });
    await assert.rejects(asked, { name: "AbortError" });
    assert.deepEqual(left(), []);
  });
});
