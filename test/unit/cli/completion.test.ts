import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { run } from "./run";

/** What bash offers for the last of some words. */
function offered(script: string, ...words: string[]): string[] {
  const call = `${script}
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_nexus_arc
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync("bash", ["-c", call, "bash", ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return output.split("\n").filter((word) => word !== "");
}

describe("nexus-arc completion", () => {
  it("completes commands, options, and values in bash, and leaves files to bash", async () => {
    const { code, output: script } = await run(["completion", "bash"]);
    assert.equal(code, 0);
    assert.deepEqual(offered(script, "nexus-arc", "ke"), ["keygen", "key"]);
    assert.deepEqual(offered(script, "nexus-arc", "lint", "--"), ["--format", "--strict", "--help"]);
    assert.deepEqual(offered(script, "nexus-arc", "lint", "--format", ""), ["text", "json", "sarif"]);
    assert.deepEqual(offered(script, "nexus-arc", "lint", "--format", "s"), ["sarif"]);
    assert.deepEqual(offered(script, "nexus-arc", "fleet", "p"), ["plan"]);
    assert.deepEqual(offered(script, "nexus-arc", "fleet", "plan", "my.nexus-fl"), []);
    assert.deepEqual(offered(script, "nexus-arc", "status", "--record", ""), []);
    assert.deepEqual(offered(script, "nexus-arc", "script", "--set", "tenant"), ["tenantId="]);
    assert.deepEqual(offered(script, "nexus-arc", "completion", "z"), ["zsh"]);
  });

  it("has a script for zsh and fish, each command in it", async () => {
    const names = [...(await run(["--help"])).output.matchAll(/^ {2}(\S+) {2,}/gm)].map(
      ([, name = ""]) => name,
    );
    for (const shell of ["zsh", "fish"]) {
      const { code, output } = await run(["completion", shell]);
      assert.equal(code, 0);
      for (const name of names) assert.ok(output.includes(name), `${name} in ${shell}`);
    }
  });
});
