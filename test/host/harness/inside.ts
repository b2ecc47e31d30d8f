/** Runs in the extension host: VS Code calls `run()`, which runs the bundled tests with mocha and reports each. */
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import Mocha from "mocha";
import { socketVariable, type Report } from "./report";

/** Resolves when all has passed; VS Code takes a rejection as failure. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const socket = connect(process.env[socketVariable] ?? "");
  await once(socket, "connect");
  const tell = (report: Report): void => void socket.write(`${JSON.stringify(report)}\n`);
  try {
    await runTests(tell);
  } catch (error) {
    tell({ kind: "broken", error: textOf(error) });
    throw error;
  } finally {
    socket.end();
    await once(socket, "close");
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function runTests(tell: (report: Report) => void): Promise<void> {
  const mocha = new Mocha({
    timeout: 30_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: Mocha.reporters.Base,
  });
  const here = path.dirname(__dirname); // the bundles of test/host/**, beside harness/
  for (const name of readdirSync(here, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.endsWith(".test.cjs")) mocha.addFile(path.join(here, name));
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    let tests = 0;
    runner.on("pass", (test) => {
      tests += 1;
      tell({ kind: "pass", title: test.fullTitle(), milliseconds: test.duration ?? 0 });
    });
    runner.on("fail", (test, error: unknown) => {
      tests += 1;
      tell({ kind: "fail", title: test.fullTitle(), error: textOf(error) });
    });
    runner.once("end", () => {
      tell({ kind: "end", tests });
    });
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
