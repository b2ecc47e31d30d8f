/** Runs in the extension host: VS Code calls `run()`, which runs the bundled tests with mocha and reports each. */
import { readdirSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";
import { describeError, reporting, type Tell } from "./tell";

export function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  return reporting(runTests);
}

async function runTests(tell: Tell): Promise<void> {
  const mocha = new Mocha({
    timeout: 120_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: Mocha.reporters.Base,
  });
  const here = path.dirname(__dirname); // the bundles of test/host/**, beside harness/
  for (const name of readdirSync(here, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.endsWith(".test.cjs")) mocha.addFile(path.join(here, name));
  }
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    let tests = 0;
    runner.on("pass", (test) => {
      tests += 1;
      tell({ kind: "pass", title: test.fullTitle(), milliseconds: test.duration ?? 0 });
    });
    runner.on("fail", (test, error: unknown) => {
      tests += 1;
      tell({ kind: "fail", title: test.fullTitle(), error: describeError(error) });
    });
    runner.once("end", () => {
      tell({ kind: "end", tests });
    });
  });
}
