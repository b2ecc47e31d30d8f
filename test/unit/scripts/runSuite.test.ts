import assert from "node:assert/strict";
import { ensureTools } from "../../../scripts/lib/debian";
import { formatReport } from "../../../scripts/suites/mochaReport";
import { runSuite } from "../../../scripts/suites/runSuite";
import type { Suite } from "../../../scripts/suites/suite";

const base: Suite = {
  name: "probe",
  steps: [],
  tools: [],
  after: [],
  needsVscodeServer: false,
  result: "report",
};
const never = new AbortController().signal;

/** A step that writes a report with these counts and ends with this exit code. */
function reporting(passed: number, failed: number, exitCode: number): [string, ...string[]] {
  const failures = Array.from({ length: failed }, (_, place) => ({
    title: `test ${place}`,
    error: "broken",
  }));
  const text = formatReport({ passed, failed, failures });
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
