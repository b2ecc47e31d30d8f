import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { findTool, howToInstall } from "../lib/debian";
import { outputFolder, root } from "../lib/paths";
import { run, RunError } from "../lib/run";
import { readReport, type MochaReport } from "./mochaReport";
import { couldNotRun, type Outcome, type Step, type Suite } from "./suite";

/** Runs the steps; returns what they printed, and whether all succeeded. */
async function runSteps(
  steps: readonly Step[],
  report: string,
  signal: AbortSignal,
): Promise<{ output: string; ok: boolean }> {
  const env = { PATH: [path.join(root, "node_modules/.bin"), process.env["PATH"]].join(path.delimiter) };
  const outputs: string[] = [];
  for (const [program, ...args] of steps) {
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

interface Run {
  readonly output: string;
  readonly ok: boolean;
  readonly report: MochaReport | undefined;
}

/** @param name of the report's file */
async function runAndRead(steps: readonly Step[], name: string, signal: AbortSignal): Promise<Run> {
  const file = path.join(outputFolder, `report-${name}.json`);
  await mkdir(outputFolder, { recursive: true });
  await rm(file, { force: true });
  const ran = await runSteps(steps, file, signal);
  return { ...ran, report: await readReport(file) };
}

function outcomeOf({ output, ok, report }: Run): Outcome {
  if (report === undefined || report.passed + report.failed === 0)
    return couldNotRun(`${output}\nNo test ran.`);
  const failed = ok ? report.failed : Math.max(report.failed, 1);
  return { passed: report.passed, failed, output: `${output}\n${describeFailures(report)}` };
}

/** The one file that all failures are in. */
function onlyFailing({ failures }: MochaReport): string | undefined {
  const [file, ...others] = new Set(failures.map(({ file = "" }) => file));
  return others.length === 0 && file !== "" ? file : undefined;
}

/** Runs one suite to its end. What could not run, or ended badly without a failed test, counts as one failure. */
export async function runSuite(suite: Suite, signal: AbortSignal): Promise<Outcome> {
  const missing = suite.tools.filter((tool) => findTool(tool) === undefined);
  if (missing.length > 0) return couldNotRun(howToInstall(missing));

  const first = await runAndRead(suite.steps, suite.name, signal);
  if (suite.result === "check")
    return { passed: first.ok ? 1 : 0, failed: first.ok ? 0 : 1, output: first.output };

  const outcome = outcomeOf(first);
  const failing = first.report === undefined ? undefined : onlyFailing(first.report);
  if (suite.again === undefined || first.report === undefined || failing === undefined) return outcome;
  const second = outcomeOf(await runAndRead([suite.again(failing)], `${suite.name}-again`, signal));
  if (second.failed > 0)
    return { ...outcome, output: `${outcome.output}\n\nThe second time:\n${second.output}` };
  const elsewhere = (first.report.passes ?? []).filter((file) => file !== failing).length;
  const note = `Passed only when ${path.relative(root, failing)} was run a second time. The first time:\n${describeFailures(first.report)}`;
  return { ...second, passed: elsewhere + second.passed, note };
}
