/**
 * `npm run test:peers`: compares the product with the real programs of Debian. Needs root, since it installs packages
 * and boots systems in namespaces. The last line is `N passed, N failed`; what could not run counts as failed.
 *
 *   npm run test:peers                       every file of test/peers
 *   npm run test:peers -- boots proxies      these files
 *   npm run test:peers -- --write            every file, and the result into docs/peers.md
 */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureTools } from "./lib/debian";
import { root } from "./lib/paths";
import { peersDocument, type PeerResult } from "./lib/peersDocument";
import { stopSignal } from "./lib/signals";
import { choosePeers, suiteOf, type Peer } from "./suites/peers";
import { close, report } from "./suites/report";
import { runSuite } from "./suites/runSuite";
import { couldNotRun, type Outcome } from "./suites/suite";

/** Why it cannot run here, or `undefined`. */
function obstacle(): string | undefined {
  if (!existsSync("/etc/debian_version")) return "npm run test:peers needs Debian or Ubuntu.";
  if (process.getuid?.() !== 0)
    return "npm run test:peers needs root: it installs packages and boots systems in namespaces.";
  return undefined;
}

async function runPeer(peer: Peer, signal: AbortSignal): Promise<PeerResult> {
  const since = performance.now();
  const outcome = await runSuite(suiteOf(peer), signal);
  report(peer.name, outcome, since);
  return { peer, passed: outcome.passed, failed: outcome.failed };
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { write: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const blocked = obstacle();
  if (blocked !== undefined) {
    console.error(blocked);
    return close([couldNotRun(blocked)]);
  }
  const chosen = await choosePeers(positionals);
  const signal = stopSignal();
  await ensureTools([...new Set(chosen.flatMap(({ tools }) => tools))], console.log);
  const results: PeerResult[] = [];
  for (const peer of chosen) results.push(await runPeer(peer, signal));
  if (values.write) {
    await writeFile(path.join(root, "docs/peers.md"), await peersDocument(results, new Date()));
    console.log("Written: docs/peers.md");
  }
  return close(results.map(({ passed, failed }): Outcome => ({ passed, failed, output: "" })));
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
