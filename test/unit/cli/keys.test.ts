import assert from "node:assert/strict";
import { run } from "./run";

describe("nexus-arc keygen and key inspect", () => {
  it("makes a pair that inspection accepts, in both formats", async () => {
    const env = await run(["keygen"]);
    assert.equal(env.code, 0);
    assert.equal((await run(["key", "inspect", "-"], env.output)).code, 0);

    const json = await run(["keygen", "--format", "json"]);
    const pair = JSON.parse(json.output) as Record<string, string>;
    assert.deepEqual(Object.keys(pair), ["privateKey", "publicKey"]);
    const inspected = await run(
      ["key", "inspect", "-", "--format", "json"],
      `${pair["privateKey"]}\n${pair["publicKey"]}`,
    );
    assert.equal(inspected.code, 0);
    assert.equal((JSON.parse(inspected.output) as { pair: string }).pair, "match");
  });

  it("ends with 1 and the next move for a key that Azure Arc refuses, without printing it", async () => {
    const { output } = await run(["keygen", "--format", "json"]);
    const { privateKey } = JSON.parse(output) as { privateKey: string };
    const wrapped = privateKey.replace(/(.{64})/g, "$1\n");
    const inspected = await run(["key", "inspect", "-"], wrapped);
    assert.equal(inspected.code, 1);
    assert.match(inspected.output, /over 25 lines/);
    assert.ok(!inspected.output.includes(privateKey.slice(0, 40)));
  });

  const wrong: [string, string[], RegExp][] = [
    [
      "a file that is no key",
      ["key", "inspect", "package.json"],
      /^nexus-arc key: package.json contains no key\.\n$/,
    ],
    [
      "a missing file",
      ["key", "inspect", "no-such-file"],
      /^nexus-arc key: cannot read no-such-file: the file does not exist\.\n$/,
    ],
    ["no file", ["key", "inspect"], /^nexus-arc key: usage: /],
    [
      "an unknown format",
      ["keygen", "--format", "xml"],
      /^nexus-arc keygen: --format must be env or json, not "xml"\.\n$/,
    ],
    ["an unknown option", ["keygen", "--bits", "1024"], /^nexus-arc keygen: unknown option --bits/],
  ];
  for (const [name, args, message] of wrong) {
    it(`refuses ${name} with one line and exit code 2`, async () => {
      const { code, output, errors } = await run(args);
      assert.equal(code, 2);
      assert.equal(output, "");
      assert.match(errors, message);
      assert.equal(errors.trimEnd().split("\n").length, 1);
    });
  }
});
