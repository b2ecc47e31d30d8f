import assert from "node:assert/strict";
import { readDocument } from "../../../../src/userdata/document";
import { rules, rulesFor } from "../../../../src/userdata/rules/index";
import { subjectOf } from "../../../../src/userdata/rules/subject";
import { finish } from "../../../../src/userdata/slices";
import { corpus } from "../../../contract/sharedData";

describe("rules that are not asked", () => {
  it("would have had nothing to report, in the corpus and in all examples", () => {
    const texts = [...corpus().map(({ text }) => text), ...rules.flatMap(({ bad, good }) => [bad, good])];
    let spared = 0;
    for (const text of texts) {
      const subject = finish(subjectOf(readDocument(text)));
      const asked = new Set(rulesFor(subject));
      for (const rule of rules) {
        if (asked.has(rule)) continue;
        spared += 1;
        assert.deepEqual([...rule.check(subject)], [], `${rule.id} on:\n${text.slice(0, 400)}`);
      }
    }
    assert.ok(spared > texts.length * 20, "most rules are asked all the same");
  });
});
