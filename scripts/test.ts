/**
 * `npm test`: runs every suite and ends with one line, `N passed, N failed`. What could not run counts as failed.
 *
 *   npm test                     everything
 *   npm test -- unit host        these suites, and those that they need
 */
import { availableParallelism } from "node:os";
import { existsSync } from "node:fs";
import path from "node:path";
import { ensureTools } from "./lib/debian";
import { root } from "./lib/paths";
import { stopSignal } from "./lib/signals";
import { installVscodeServer } from "./lib/vscodeServer";
import { close, report, seconds } from "./suites/report";
import { runSuite } from "./suites/runSuite";
import { schedule } from "./suites/schedule";
import { couldNotRun, type Outcome, type Suite } from "./suites/suite";
import { suites } from "./suites/table";

/** The suites of these names (all, when none is given) with those that they come after. */
function choose(names: readonly string[]): Suite[] {
  const known = suites.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`No such suite: ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  const wanted = new Set(names.length === 0 ? known : names);
  for (const name of wanted)
    for (const before of suites.find((suite) => suite.name === name)?.after ?? []) wanted.add(before);
  return suites.filter(({ name }) => wanted.has(name));
}

/** Tests read recorded traffic and facts beside the project. In CI they must be there; elsewhere we say that they are not. */
function reportMissingReference(): Outcome | undefined {
  if (existsSync(path.join(root, "../shared"))) return undefined;
  const why = "../shared (recorded traffic and facts) is not beside this folder: what reads it cannot pass.";
  console.log(why);
  return process.env["CI"] === undefined ? undefined : couldNotRun(why);
}

async function runAll(chosen: readonly Suite[], signal: AbortSignal): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const start = performance.now();
  await ensureTools([...new Set(chosen.flatMap(({ tools }) => tools))], console.log);
  let serverFailed: string | undefined;
  const installServer = async (): Promise<void> => {
    await installVscodeServer(console.log, signal).catch((error: unknown) => {
      serverFailed = `The VS Code server could not be installed: ${String(error)}`;
    });
  };
  const job = (suite: Suite) => async (): Promise<void> => {
    const since = performance.now();
    const blocked = suite.needsVscodeServer ? serverFailed : undefined;
    const outcome = blocked === undefined ? await runSuite(suite, signal) : couldNotRun(blocked);
    report(suite.name, outcome, since);
    outcomes.push(outcome);
  };
  const serverName = "VS Code server";
  const jobs = chosen.map((suite) => ({
    name: suite.name,
    after: suite.needsVscodeServer ? [...suite.after, serverName] : suite.after,
    run: job(suite),
  }));
  const first = chosen.some((suite) => suite.needsVscodeServer)
    ? [{ name: serverName, after: [], run: installServer }]
    : [];
  await schedule([...first, ...jobs], Math.max(2, Math.min(4, availableParallelism())));
  console.log(`All suites: ${seconds(start)}`);
  return outcomes;
}

async function main(): Promise<number> {
  let chosen: Suite[];
  try {
    chosen = choose(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  const reference = reportMissingReference();
  const outcomes = await runAll(chosen, stopSignal());
  if (reference !== undefined) outcomes.push(reference);
  return close(outcomes);
}

process.exitCode = await main();
