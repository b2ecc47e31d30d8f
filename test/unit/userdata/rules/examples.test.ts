import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/userdata/lineIndex";
import { rules } from "../../../../src/userdata/rules/index";
import { faults, lint, show } from "./lint";

describe("the examples of the rules", () => {
  for (const rule of rules) {
    it(`${rule.id}: the bad one breaks this rule only, the good one none`, () => {
      assert.deepEqual(lint(rule.good).map(show), [], rule.good);
      assert.deepEqual(faults(rule.bad), [rule.id], `${rule.bad}\n${lint(rule.bad).map(show).join("\n")}`);
    });
  }

  it("have ids that are unique and in kebab-case", () => {
    const ids = rules.map((rule) => rule.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
  });

  it("are put right by the quick fixes that the rules offer", () => {
    for (const rule of rules) {
      const offered = lint(rule.bad).some((finding) => finding.fixes !== undefined);
      if (offered) assert.deepEqual(faults(repaired(rule.bad)), [], `${rule.id}\n${repaired(rule.bad)}`);
    }
  });
});

/** Takes the first quick fix again and again, until none is offered. */
function repaired(text: string): string {
  let now = text;
  for (let round = 0; round < 10; round++) {
    const edits = lint(now).find((finding) => finding.fixes !== undefined)?.fixes?.[0]?.edits;
    if (edits === undefined) return now;
    now = applyEdits(now, edits);
  }
  return now;
}
