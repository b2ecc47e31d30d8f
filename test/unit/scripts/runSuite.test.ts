import assert from "node:assert/strict";
import { ensureTools } from "../../../scripts/lib/debian";
import { formatReport } from "../../../scripts/suites/mochaReport";
import { runSuite } from "../../../scripts/suites/runSuite";
import type { Step, Suite } from "../../../scripts/suites/suite";

const base: Suite = {
  name: "probe",
  steps: [],
  tools: [],
  after: [],
  needsVscodeServer: false,
  result: "report",
};
const never = new AbortController().signal;

/** A step that writes a report with these counts and ends with this exit code. @param files that failures are in, by turns */
function reporting(passed: number, failed: number, exitCode: number, files = ["a.test.ts"]): Step {
  const failures = Array.from({ length: failed }, (_, place) => ({
    title: `test ${place}`,
    file: files[place % files.length] ?? "",
    error: "broken",
  }));
  const passes = Array.from({ length: passed }, (_, place) => (place === 0 ? "a.test.ts" : "c.test.ts"));
  const text = formatReport({ passed, failed, failures, passes });
  return ["sh", "-c", 'printf %s "$1" > "$2"; exit "$3"', "sh", text, "{report}", `${exitCode}`];
}

/** Runs `work` on a machine with nothing on the PATH. */
async function withoutPrograms<T>(work: () => Promise<T>): Promise<T> {
  const path = process.env["PATH"];
  process.env["PATH"] = "/nonexistent";
  try {
    return await work();
  } finally {
    process.env["PATH"] = path;
  }
}

describe("a suite of npm test", () => {
  it("passes as many tests as it reports", async () => {
    const { passed, failed } = await runSuite({ ...base, steps: [reporting(7, 0, 0)] }, never);
    assert.deepEqual({ passed, failed }, { passed: 7, failed: 0 });
  });

  it("shows each failure", async () => {
    const { passed, failed, output } = await runSuite({ ...base, steps: [reporting(7, 2, 2)] }, never);
    assert.deepEqual({ passed, failed }, { passed: 7, failed: 2 });
    assert.match(output, /test 1\nbroken/);
  });

  it("fails when it crashes after its tests", async () => {
    const { passed, failed } = await runSuite({ ...base, steps: [reporting(7, 0, 1)] }, never);
    assert.deepEqual({ passed, failed }, { passed: 7, failed: 1 });
  });

  for (const [what, steps] of [
    ["crashes before them", [["sh", "-c", "exit 1"]]],
    ["ends well without a report", [["true"]]],
    ["runs none", [reporting(0, 0, 0)]],
    ["is a program that is not there", [["no-such-program-anywhere"]]],
  ] as const) {
    it(`fails when it ${what}`, async () => {
      const { passed, failed } = await runSuite({ ...base, steps }, never);
      assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 });
    });
  }

  describe("that runs a failed file a second time", () => {
    const asked: string[] = [];
    const again = (answer: Step) => (file: string) => {
      asked.push(file);
      return answer;
    };
    beforeEach(() => asked.splice(0));

    it("passes with it, and shows what failed before", async () => {
      const steps = [reporting(7, 2, 2)];
      const outcome = await runSuite({ ...base, steps, again: again(reporting(3, 0, 0)) }, never);
      // Six tests of another file, and the three of the second time.
      assert.deepEqual([outcome.passed, outcome.failed, asked], [9, 0, ["a.test.ts"]]);
      assert.match(outcome.note ?? "", /a\.test\.ts was run a second time[^]*test 1\nbroken/);
    });

    it("fails when that fails too, and shows both", async () => {
      const steps = [reporting(7, 2, 2)];
      const outcome = await runSuite({ ...base, steps, again: again(reporting(2, 1, 1)) }, never);
      assert.deepEqual([outcome.passed, outcome.failed], [7, 2]);
      assert.match(outcome.output, /test 1\nbroken[^]*The second time:[^]*test 0\nbroken/);
    });

    it("does not where tests of two files failed, or none", async () => {
      for (const steps of [[reporting(7, 2, 2, ["a.test.ts", "b.test.ts"])], [reporting(7, 0, 1)]]) {
        const outcome = await runSuite({ ...base, steps, again: again(reporting(3, 0, 0)) }, never);
        assert.ok(outcome.failed > 0);
      }
      assert.deepEqual(asked, []);
    });
  });

  it("counts a check as one", async () => {
    const check: Suite = { ...base, result: "check" };
    const good = await runSuite({ ...check, steps: [["true"], ["true"]] }, never);
    const bad = await runSuite({ ...check, steps: [["true"], ["false"]] }, never);
    assert.deepEqual([good.passed, good.failed, bad.passed, bad.failed], [1, 0, 0, 1]);
  });

  it("fails with one line of what to install when Chromium is missing", async () => {
    const outcome = await withoutPrograms(() =>
      runSuite({ ...base, steps: [["true"]], tools: ["chromium"], result: "check" }, never),
    );
    assert.deepEqual({ passed: outcome.passed, failed: outcome.failed }, { passed: 0, failed: 1 });
    assert.match(outcome.output, /^Missing: chromium\. .*apt-get install .*chromium$/);
  });

  it("is told in one line what is missing where nothing can be installed", async () => {
    const lines: string[] = [];
    const missing = await withoutPrograms(() =>
      ensureTools(["chromium", "openssl"], (line) => lines.push(line)),
    );
    assert.deepEqual(missing, ["chromium", "openssl"]);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /Missing: chromium, openssl\./);
  });
});
