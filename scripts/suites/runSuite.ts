import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { findTool, howToInstall } from "../lib/debian";
import { outputFolder, root } from "../lib/paths";
import { run, RunError } from "../lib/run";
import { readReport, type MochaReport } from "./mochaReport";
import { couldNotRun, type Outcome, type Suite } from "./suite";

/** Runs the steps; returns what they printed, and whether all ended well. */
async function runSteps(
  suite: Suite,
  report: string,
  signal: AbortSignal,
): Promise<{ output: string; ok: boolean }> {
  const env = { PATH: [path.join(root, "node_modules/.bin"), process.env["PATH"]].join(path.delimiter) };
  const outputs: string[] = [];
  for (const [program, ...args] of suite.steps) {
    const filled = args.map((arg) => arg.replace("{report}", report));
    try {
      outputs.push(await run(program, filled, { cwd: root, env, signal }));
    } catch (error) {
      const said = error instanceof RunError ? error.output : "";
      return { output: [...outputs, said, String(error)].join("\n"), ok: false };
    }
  }
  return { output: outputs.join("\n"), ok: true };
}

function describeFailures({ failures }: MochaReport): string {
  return failures.map(({ title, error }) => `✘ ${title}\n${error}`).join("\n\n");
}

/** Runs one suite to its end. What could not run, or ended badly without a failed test, counts as one failure. */
export async function runSuite(suite: Suite, signal: AbortSignal): Promise<Outcome> {
  const missing = suite.tools.filter((tool) => findTool(tool) === undefined);
  if (missing.length > 0) return couldNotRun(howToInstall(missing));

  const file = path.join(outputFolder, `report-${suite.name}.json`);
  await mkdir(outputFolder, { recursive: true });
  await rm(file, { force: true });
  const { output, ok } = await runSteps(suite, file, signal);
  if (suite.result === "check") return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };

  const report = await readReport(file);
  if (report === undefined || report.passed + report.failed === 0)
    return couldNotRun(`${output}\nNo test ran.`);
  const failed = ok ? report.failed : Math.max(report.failed, 1);
  return { passed: report.passed, failed, output: `${output}\n${describeFailures(report)}` };
}
