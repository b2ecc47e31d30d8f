/**
 * Runs the tests of `test/host` with mocha inside the real extension host of a workbench, and prints each result.
 *
 *   tsx test/host/harness/run.ts [PART-OF-A-FILE-NAME] [--report FILE]
 *
 * Exit code 1 when a test failed or none ran. The report has the form of mocha's `json` reporter.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { formatReport, type Failure } from "../../../scripts/suites/mochaReport";
import { closeBrowser } from "../../workbench/harness/browser";
import { bundleHostTests } from "./bundle";
import { runInExtensionHost } from "./inHost";
import type { Report } from "./report";

const state = { passed: 0, ended: false };
const failures: Failure[] = [];

function hear(report: Report): void {
  switch (report.kind) {
    case "pass":
      state.passed += 1;
      console.log(`    ✔ ${report.title} (${report.milliseconds}ms)`);
      return;
    case "fail":
      failures.push(report);
      console.log(`    ✘ ${report.title}\n${report.error}`);
      return;
    case "broken":
      failures.push({ title: "The tests could not run", error: report.error });
      console.log(`    The tests could not run: ${report.error}`);
      state.ended = true;
      return;
    case "figure":
      return;
    case "end":
      state.ended = true;
      if (report.tests === 0) failures.push({ title: "No test ran", error: "" });
  }
}

process.once("SIGTERM", () => process.exit(143)); // with the "exit" event, on which the server is ended

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { report: { type: "string" } },
});
const bundle = await bundleHostTests(positionals[0]);
try {
  await runInExtensionHost({ bundle, hear });
} finally {
  await closeBrowser();
}
if (!state.ended) failures.push({ title: "The extension host ended before its tests did", error: "" });
if (values.report !== undefined) {
  await writeFile(values.report, formatReport({ passed: state.passed, failed: failures.length, failures }));
}
process.exitCode = failures.length > 0 || state.passed === 0 ? 1 : 0;
