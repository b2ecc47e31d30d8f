import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { run } from "../unit/cli/run";

/** What fish offers for a line. */
function offeredByFish(script: string, line: string): string[] {
  const call = `${script}\ncomplete -C '${line}'`;
  return execFileSync("fish", ["--no-config", "-c", call], { encoding: "utf8" })
    .split("\n")
    .map((row) => row.split("\t", 1).join(""))
    .filter((word) => word !== "");
}

/** What zsh is told to add for the last of some words. The completion system's own functions print what they are given. */
function offeredByZsh(script: string, ...words: string[]): string[] {
  const call = `compadd() { while [[ "$1" != -- ]]; do shift; done; shift; print -l -- "$@" }
_describe() { print -l -- "\${(@P)2}" }
_files() { : }
${script}
words=("$@")
CURRENT=$#
_nexus_arc`;
  return execFileSync("zsh", ["-f", "-c", call, "zsh", ...words], { encoding: "utf8" })
    .split("\n")
    .map((row) => row.split(":", 1).join(""))
    .filter((word) => word !== "");
}

describe("completion scripts in the real shells", () => {
  it("complete in fish", async () => {
    const { output: script } = await run(["completion", "fish"]);
    assert.deepEqual(offeredByFish(script, "nexus-arc ke").sort(), ["key", "keygen"]);
    assert.deepEqual(offeredByFish(script, "nexus-arc lint --format ").sort(), ["json", "sarif", "text"]);
    assert.ok(offeredByFish(script, "nexus-arc lint --").includes("--strict"));
    assert.ok(offeredByFish(script, "nexus-arc fleet p").includes("plan"));
  });

  it("complete in zsh", async () => {
    const { output: script } = await run(["completion", "zsh"]);
    assert.ok(offeredByZsh(script, "nexus-arc", "").includes("check-prerequisites"));
    assert.deepEqual(offeredByZsh(script, "nexus-arc", "lint", "--format", ""), ["text", "json", "sarif"]);
    assert.deepEqual(offeredByZsh(script, "nexus-arc", "completion", ""), ["bash", "zsh", "fish", "--help"]);
    assert.deepEqual(offeredByZsh(script, "nexus-arc", "status", "--record", ""), []);
    assert.ok(offeredByZsh(script, "nexus-arc", "script", "--set", "").includes("tenantId="));
  });
});
