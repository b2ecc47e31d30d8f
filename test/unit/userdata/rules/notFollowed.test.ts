import assert from "node:assert/strict";
import { lint } from "./lint";

/** Parts in parts in parts …, with a script in the innermost. */
function nested(depth: number): string {
  let part = "Content-Type: text/x-shellscript\n\n#!/bin/sh\napt-get install jq";
  for (let level = 0; level < depth; level++) {
    const head = `Content-Type: multipart/mixed; boundary=b${level}\nMIME-Version: 1.0`;
    part = `${head}\n\n--b${level}\n${part}\n--b${level}--`;
  }
  return `${part}\n`;
}

const rules = (text: string): string[] => [...new Set(lint(text).map(({ rule }) => rule))];

describe("what is not followed is said", () => {
  it("parts within parts", () => {
    assert.deepEqual(rules(nested(20)), ["apt-without-yes"]);
    assert.deepEqual(rules(nested(21)), ["part-not-read"]);
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
