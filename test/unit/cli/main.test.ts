import assert from "node:assert/strict";
import { version } from "../../../package.json";
import { run } from "./run";

describe("nexus-arc", () => {
  it("refuses an unknown command with one line and exit code 2", async () => {
    const { code, errors } = await run(["fly"]);
    assert.equal(code, 2);
    assert.equal(errors, 'nexus-arc: unknown command "fly". Run "nexus-arc --help".\n');
  });

  it("names the command, option, or word that was most likely meant", async () => {
    const meant = async (...argv: string[]): Promise<string> => {
      const { code, errors } = await run(argv);
      assert.equal(code, 2);
      assert.equal(errors.trimEnd().split("\n").length, 1, errors);
      return /Did you mean ([^?]+)\?/.exec(errors)?.[1] ?? errors;
    };
    assert.equal(await meant("lnt"), "lint");
    assert.equal(await meant("check-prerequisite"), "check-prerequisites");
    assert.equal(await meant("lint", "--fromat", "json", "-"), "--format");
    assert.equal(await meant("keygen", "--format", "jsno"), "json");
    assert.equal(await meant("step", "3", "--dialect", "powershel"), "powershell");
    assert.equal(await meant("fleet", "chek", "a.yaml"), "check");
    assert.equal(await meant("completion", "bsh"), "bash");
    assert.equal(await meant("mcp", "--sign-in", "azurecli"), "azureCli");
  });

  it("prints its version", async () => {
    assert.deepEqual(await run(["--version"]), { code: 0, output: `${version}\n`, errors: "" });
  });

  it("lists its commands, one per line with what it does, each with a usage text", async () => {
    const { code, output } = await run(["--help"]);
    assert.equal(code, 0);
    const listed = [...output.matchAll(/^ {2}(\S+) {2,}(\S.*)$/gm)].map(
      ([, name = "", what = ""]) => [name, what] as const,
    );
    assert.ok(listed.length >= 14);
    for (const [name, what] of listed) {
      assert.ok(what.length > 15 && what.length < 80, what);
      const help = await run([name, "--help"]);
      assert.equal(help.code, 0);
      assert.match(help.output, new RegExp(`^Usage: nexus-arc ${name} `));
    }
  });

  it("explains every option of a command in its usage text", async () => {
    const { output } = await run(["completion", "fish"]);
    const options = [...output.matchAll(/__fish_seen_subcommand_from (\S+)" -l (\S+)/g)];
    assert.ok(options.length > 40);
    for (const [, name = "", option = ""] of options) {
      const help = await run([name, "--help"]);
      assert.ok(help.output.includes(`--${option}`), `${name} --${option}`);
    }
  });
});
