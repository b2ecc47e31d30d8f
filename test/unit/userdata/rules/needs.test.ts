import assert from "node:assert/strict";
import { commandCode } from "../../../../src/userdata/rules/commandCode";
import { documentActions } from "../../../../src/userdata/script/documentActions";
import { readDocument } from "../../../../src/userdata/document";
import { rules } from "../../../../src/userdata/rules/index";
import { prepare } from "../../../../src/userdata/rules/prepare";
import { wholeCode } from "../../../../src/userdata/rules/wholeCode";
import { finish } from "../../../../src/userdata/slices";
import { corpus } from "../../../contract/sharedData";

describe("rules that are not asked", () => {
  it("would have had nothing to report, in the corpus and in all examples", () => {
    const texts = [...corpus().map(({ text }) => text), ...rules.flatMap(({ bad, good }) => [bad, good])];
    let spared = 0;
    for (const text of texts) {
      const { subject, rules: asked } = finish(prepare(readDocument(text), wholeCode));
      for (const rule of rules) {
        if (asked.includes(rule)) continue;
        spared += 1;
        assert.deepEqual([...rule.check(subject)], [], `${rule.id} on:\n${text.slice(0, 400)}`);
      }
    }
    assert.ok(spared > texts.length * 20, "most rules are asked all the same");
  });

  it("would have had nothing to report of the commands of a document whose code for commands is not loaded", () => {
    const texts = [...corpus().map(({ text }) => text), ...rules.flatMap(({ bad, good }) => [bad, good])];
    let without = 0;
    for (const text of texts) {
      const document = readDocument(text);
      const asked: string[] = [];
      const { subject } = finish(
        prepare(document, function* () {
          asked.push(document.kind);
          return yield* wholeCode();
        }),
      );
      if (asked.length > 0) continue;
      without += 1;
      const { actions } = documentActions(document, subject.assembly);
      const followed = { ...subject, ...finish(commandCode.follow(actions)) };
      for (const rule of rules) {
        assert.deepEqual([...rule.check(followed)], [...rule.check(subject)], `${rule.id} on:\n${text}`);
      }
    }
    assert.ok(without > 50, `only ${without} documents need no such code`);
  });
});
