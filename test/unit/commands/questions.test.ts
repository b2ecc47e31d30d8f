import assert from "node:assert/strict";
import {
  askAll,
  back,
  type Back,
  type QuestionStep,
  type Question,
} from "../../../src/commands/ask/questions";

interface Answers {
  readonly a?: string;
  readonly b?: string;
  readonly c?: string;
}

/** Questions that answer from a script, and note what they were asked with. */
function scripted(script: readonly (string | Back)[]) {
  const asked: string[] = [];
  const answers = [...script];
  const question = (name: keyof Answers, applies?: (answers: Answers) => boolean): Question<Answers> => ({
    ...(applies !== undefined && { applies }),
    ask: (before, { step, total }: QuestionStep) => {
      asked.push(`${name} ${step}/${total} ${before[name] ?? "-"}`);
      const answer = answers.shift();
      if (answer === undefined) throw new Error("declined");
      return Promise.resolve(answer === back ? back : { ...before, [name]: answer });
    },
  });
  return { asked, question };
}

describe("questions in a row", () => {
  it("are asked in order, counted, and end with all answers", async () => {
    const { asked, question } = scripted(["1", "2", "3"]);
    const answers = await askAll<Answers>("t", {}, [question("a"), question("b"), question("c")]);
    assert.deepEqual(answers, { a: "1", b: "2", c: "3" });
    assert.deepEqual(asked, ["a 1/3 -", "b 2/3 -", "c 3/3 -"]);
  });

  it("can be gone back through, and remember what was answered", async () => {
    const { asked, question } = scripted(["1", "2", back, back, "one", "two", "3"]);
    const answers = await askAll<Answers>("t", {}, [question("a"), question("b"), question("c")]);
    assert.deepEqual(answers, { a: "one", b: "two", c: "3" });
    assert.deepEqual(asked.slice(3), ["b 2/3 2", "a 1/3 1", "b 2/3 2", "c 3/3 -"]);
  });

  it("leave out what does not apply, forwards and backwards", async () => {
    const { asked, question } = scripted(["no", back, "no", "3"]);
    const questions = [question("a"), question("b", ({ a }) => a === "yes"), question("c")];
    assert.deepEqual(await askAll<Answers>("t", {}, questions), { a: "no", c: "3" });
    assert.deepEqual(asked, ["a 1/2 -", "c 2/2 -", "a 1/2 no", "c 2/2 -"]);
  });

  it("end when one of them is declined", async () => {
    const { question } = scripted(["1"]);
    await assert.rejects(askAll<Answers>("t", {}, [question("a"), question("b")]), /declined/);
  });
});
