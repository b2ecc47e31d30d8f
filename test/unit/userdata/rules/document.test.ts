import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { rulesDocument } from "../../../../scripts/rulesDocument";
import { lineDifference } from "../../../../src/userdata/rules/lineDifference";

describe("docs/rules.md", () => {
  it("is what scripts/rulesDocument.ts makes of the rules now", async () => {
    assert.equal(readFileSync("docs/rules.md", "utf8"), await rulesDocument());
  });

  it("shows what changes between the examples and leaves the rest out", () => {
    assert.equal(lineDifference("a\nb\nc\nd\ne\n", "a\nb\nX\nd\ne\n", 1), "  …\n  b\n- c\n+ X\n  d\n  …");
  });
});
