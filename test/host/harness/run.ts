/**
 * Runs the tests of `test/host` with mocha inside the real extension host of a workbench, and prints each result.
 *
 *   tsx test/host/harness/run.ts [PART-OF-A-FILE-NAME] [--report FILE]
 *
 * Exit code 1 when a test failed or none ran. The report has the form of mocha's `json` reporter.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../../scripts/lib/paths";
import { formatReport, type Failure } from "../../../scripts/suites/mochaReport";
import { closeBrowser, newContext } from "../../workbench/harness/browser";
import { WorkbenchServer } from "../../workbench/harness/server";
import { sampleWorkspace } from "../../workbench/harness/workbench";
import { bundleHostTests } from "./bundle";
import { listen } from "./listen";
import { socketVariable, type Report } from "./report";

let passed = 0;
const failures: Failure[] = [];

function hear(report: Report): void {
  switch (report.kind) {
    case "pass":
      passed += 1;
      console.log(`    ✔ ${report.title} (${report.milliseconds}ms)`);
      return;
    case "fail":
      failures.push(report);
      console.log(`    ✘ ${report.title}
${report.error}`);
      return;
    case "broken":
      failures.push({ title: "The tests could not run", error: report.error });
      console.log(`    The tests could not run: ${report.error}`);
      return;
    case "end":
      if (report.tests === 0) failures.push({ title: "No test ran", error: "" });
  }
}

/** Opens a workbench that loads the extension for development and runs these tests, and closes it after the last. */
async function runIn(folder: string, tests: string): Promise<void> {
  const socket = path.join(folder, "reports");
  const listener = await listen(socket, hear);
  const server = await WorkbenchServer.start({
    extension: { kind: "none" },
    env: { [socketVariable]: socket },
    args: ["--enable-smoke-test-driver"], // lets a page ask for tests
  });
  try {
    const inHost = (file: string): string => `vscode-remote://127.0.0.1:${server.port}${file}`;
    const payload = [
      ["extensionDevelopmentPath", inHost(root)],
      ["extensionTestsPath", inHost(tests)],
    ];
    const context = await newContext();
    const page = await context.newPage();
    await page.goto(server.folderUrl(sampleWorkspace, { payload: JSON.stringify(payload) }));
    await listener.finished;
  } finally {
    listener.close();
    await closeBrowser();
    await server.stop();
  }
}

process.once("SIGTERM", () => process.exit(143)); // with the "exit" event, on which the server is ended

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { report: { type: "string" } },
});
const tests = await bundleHostTests(positionals[0]);
const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-"));
try {
  await runIn(folder, tests);
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (values.report !== undefined) {
  await writeFile(values.report, formatReport({ passed, failed: failures.length, failures }));
}
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
