/** Our verdicts and places against those of cloud-init's own validator, on real and on broken files. */
import assert from "node:assert/strict";
import { lintUserData } from "../../../src/userdata/lint";
import { corpus, type LabelledFile } from "../sharedData";

const judged = corpus().filter(({ label }) => label === "valid" || label === "invalid");

describe(`the corpus of ${judged.length} files that cloud-init's validator judges`, () => {
  it("gets the same verdict on at least 99.5 % of them", () => {
    const wrong = judged.filter(({ text, label }) => lintUserData(text).valid !== (label === "valid"));
    const agreement = 1 - wrong.length / judged.length;
    console.log(`      same verdict: ${judged.length - wrong.length} of ${judged.length}`);
    assert.ok(agreement >= 0.995, `${(agreement * 100).toFixed(2)} %: ${names(wrong)}`);
  });

  it("names every labeled error path, on its line", () => {
    const missed = judged.flatMap((file) => missedErrors(file).map((error) => `${file.name}: ${error}`));
    const total = judged.reduce((sum, { errors }) => sum + errors.length, 0);
    console.log(`      error paths: ${total - missed.length} of ${total}`);
    assert.deepEqual(missed, []);
  });

  it("has no error for a valid file that cloud-init takes", () => {
    const accused = judged.filter(({ text, label }) => {
      const { findings } = lintUserData(text);
      return (
        label === "valid" &&
        findings.some(({ rule, severity }) => /^(?:schema|yaml|header)\//.test(rule) && severity === "error")
      );
    });
    assert.equal(names(accused), "");
  });
});

function missedErrors({ text, errors }: LabelledFile): string[] {
  const { findings, places } = lintUserData(text);
  const named = new Set(
    [...findings, ...places].flatMap(({ path, range }) => [path, `${path} ${range.start.line + 1}`]),
  );
  return errors
    .map(({ path, line }) => (line === null ? path : `${path} ${line}`))
    .filter((error) => !named.has(error));
}

function names(files: readonly LabelledFile[]): string {
  return files.map(({ name }) => name).join(", ");
}
