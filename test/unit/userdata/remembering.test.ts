import assert from "node:assert/strict";
import { remembering } from "../../../src/userdata/remembering";

describe("remembering what was read of a text", () => {
  it("reads each text once, and gives the same result again", () => {
    const asked: string[] = [];
    const read = remembering((text) => {
      asked.push(text);
      return { text };
    });
    assert.equal(read("a"), read("a"));
    assert.notEqual(read("a"), read("b"));
    assert.deepEqual(asked, ["a", "b"]);
  });

  it("remembers that nothing was found", () => {
    let asked = 0;
    const read = remembering((): string | undefined => {
      asked += 1;
      return undefined;
    });
    assert.equal(read("a"), undefined);
    assert.equal(read("a"), undefined);
    assert.equal(asked, 1);
  });

  it("forgets the oldest texts, so that it never holds more than a document has", () => {
    const asked: string[] = [];
    const read = remembering((text) => asked.push(text.slice(0, 1)));
    for (const letter of "abc") read(letter.repeat(60_000));
    read("c".repeat(60_000));
    assert.deepEqual(asked, ["a", "b", "c"]);
    read("a".repeat(60_000));
    assert.deepEqual(asked, ["a", "b", "c", "a"]);
    read("x".repeat(200_000));
    read("x".repeat(200_000));
    assert.deepEqual(asked.slice(4), ["x", "x"]);
  });
});
