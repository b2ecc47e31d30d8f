import assert from "node:assert/strict";
import { lint } from "./lint";

/** An archive in an archive in an archive …, with a script at its bottom. */
function archives(depth: number): string {
  const script = { type: "text/x-shellscript", content: "#!/bin/sh\napt-get install jq\n" };
  let part: { type: string; content: string } = script;
  for (let level = 1; level < depth; level++) {
    part = {
      type: "text/cloud-config-archive",
      content: `#cloud-config-archive\n[${JSON.stringify(part)}]\n`,
    };
  }
  return `#cloud-config-archive\n[${JSON.stringify(part)}]\n`;
}

const rules = (text: string): string[] => [...new Set(lint(text).map(({ rule }) => rule))];

describe("what is not followed is said", () => {
  it("parts within parts", () => {
    assert.deepEqual(rules(archives(2)), ["apt-without-yes"]);
    assert.deepEqual(rules(archives(6)), ["not-followed"]);
  });

  it("more commands than anybody writes, at the first that was not checked", () => {
    const line = "echo one\n";
    assert.deepEqual(rules(`#!/bin/bash\n${line.repeat(5000)}`), []);
    const [finding, ...more] = lint(`#!/bin/bash\n${line.repeat(6500)}`);
    assert.deepEqual(more, []);
    assert.equal(finding?.rule, "not-followed");
    assert.ok(finding.range.start.line > 5000);
  });

  it("blocks within blocks and substitutions within substitutions", () => {
    const deep = `${"if a; then ".repeat(200)}b${"; fi".repeat(200)}`;
    const substitutions = `echo ${"$(a ".repeat(80)}${")".repeat(80)}`;
    for (const text of [deep, substitutions]) {
      assert.deepEqual(rules(`#!/bin/bash\n${text}\n`), ["not-followed"], text.slice(0, 60));
    }
  });

  it("nothing, where all was followed", () => {
    const deep = `${"if a; then ".repeat(20)}b${"; fi".repeat(20)}`;
    assert.deepEqual(rules(`#!/bin/bash\n${deep}\necho ${"$(a ".repeat(20)}${")".repeat(20)}\n`), []);
  });
});
