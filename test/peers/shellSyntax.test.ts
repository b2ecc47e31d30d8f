/** The syntax check against `bash -n` and `dash -n` on 2,000 mutations; `npm test` does the same with 300. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { differences, mutations, shellTexts } from "../contract/userData/shellTexts";

describe("shell syntax", () => {
  it("has the verdict of bash -n and dash -n on 99 of 100 of 2,000 mutations", () => {
    const different = differences(fc.sample(mutations(shellTexts()), 2000));
    assert.ok(different.length <= 20, different.join("\n"));
  });
});
