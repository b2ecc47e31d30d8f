import assert from "node:assert/strict";
import { analyse } from "../../../../src/userdata/script/analyse";
import { plainText, type MappedText } from "../../../../src/userdata/script/text/mappedText";
import { finish } from "../../../../src/userdata/slices";

/** One statement or one word of 100,000 characters: nothing ends it but the budget of steps. */
const endless = ["a && ", "a || ", "a | ", "`", "$(b)", "<(b)"];

describe("the budget of the shell analysis", () => {
  for (const unit of endless) {
    it(`ends the work inside one statement of ${unit.trim()} and says so`, () => {
      const { source, asked } = counted(unit.repeat(100_000 / unit.length));
      const { unfollowed } = finish(
        analyse([
          {
            kind: "script",
            source,
            dialect: "sh",
            place: { kind: "script", folder: "scripts", everyBoot: false },
          },
        ]),
      );
      assert.deepEqual(
        unfollowed.map(({ why }) => why),
        ["too much"],
      );
      // Every part that is looked at asks for its place; a step pays for one.
      assert.ok(asked() <= 25_000, `${asked()} places were asked for`);
    });
  }
});

/** A text that counts how often it is asked where a part of it stands. */
function counted(text: string): { source: MappedText; asked: () => number } {
  const plain = plainText(text);
  let asked = 0;
  const span: MappedText["span"] = (start, end) => {
    asked += 1;
    return plain.span(start, end);
  };
  return { source: { text, span }, asked: () => asked };
}
