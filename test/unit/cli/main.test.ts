import assert from "node:assert/strict";
import { run } from "./run";

describe("nexus-arc", () => {
  it("refuses an unknown command with one line and exit code 2", async () => {
    const { code, errors } = await run(["fly"]);
    assert.equal(code, 2);
    assert.equal(errors, 'nexus-arc: unknown command "fly". Run "nexus-arc --help".\n');
  });

  it("lists its commands, each with a usage text", async () => {
    const { code, output } = await run(["--help"]);
    assert.equal(code, 0);
    const names = /Commands: (.*)/.exec(output)?.[1]?.split(", ") ?? [];
    assert.ok(names.includes("keygen"));
    for (const name of names) {
      const help = await run([name, "--help"]);
      assert.equal(help.code, 0);
      assert.match(help.output, new RegExp(`^Usage: nexus-arc ${name} `));
    }
  });
});
