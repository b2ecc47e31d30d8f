import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ReaderId } from "../../src/arm/proxies/reader";
import { readerOf } from "../../src/arm/proxies/readers";
import { seed } from "../seed";
import { addresses, drawCells, names, predicted, type Tool } from "./proxies/cells";
import { proxyHosts } from "./proxies/observer";

/**
 * The real programs of Debian 12, our own table beside them. `NEXUS_ARC_PEERS_ROOT` names the root of another system whose curl,
 * wget, apt and Python are run instead; `NEXUS_ARC_SEED` draws other cells.
 */
const root = process.env["NEXUS_ARC_PEERS_ROOT"] ?? "/";

const tools: readonly Tool[] = [
  ...(["curl", "wget", "requests", "go", "azure-core", "nexus-arc"] as const),
  ...(["curl", "wget", "requests", "go", "azure-core", "nexus-arc"] as const),
  "apt",
];

/** The row that holds for what this system has. */
function rowOf(tool: Tool, curl: ReaderId): ReaderId {
  return tool === "curl" ? curl : tool;
}

describe("proxy variables as the real programs read them", function () {
  this.timeout(600_000);
  let folder = "";

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-proxies-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("2,000 cells of program, variables, NO_PROXY and host go the way that the table says", () => {
    const program = path.join(folder, "route");
    run("go", ["build", "-o", program, fileURLToPath(new URL("proxies/route.go", import.meta.url))]);
    const cells = drawCells(seed, 2000, tools);
    const outcomes = observed(cells, program, folder);
    assert.equal(outcomes.length, cells.length);
    const curl = curlRow();
    const wrong = cells.flatMap((cell, index) => {
      const expected = predicted(cell, readerOf(rowOf(cell.tool, curl)));
      const seen = outcomes[index];
      return seen === expected ? [] : [`${JSON.stringify(cell)}: table ${expected}, program ${seen ?? ""}`];
    });
    assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of ${cells.length} differ`);
    // A network in which nothing arrives, or everything the same way, would prove nothing.
    const seen = new Set(outcomes);
    for (const way of ["direct", "nothing", ...proxyHosts.map((host) => `http://${host}:3128`)])
      assert.ok(seen.has(way), way);
  });
});

/** Runs the cells in a network that holds nothing but this machine, with every address and name of theirs. */
function observed(cells: readonly unknown[], program: string, folder: string): readonly string[] {
  const hosts = path.join(folder, "hosts");
  const lines = [...Object.entries(names).map(([name, address]) => `${address} ${name}`), "::1 localhost"];
  const questions = path.join(folder, "cells.json");
  writeFileSync(questions, JSON.stringify(cells));
  writeFileSync(hosts, `${lines.join("\n")}\n`);
  const all = [...proxyHosts, ...Object.values(names), ...addresses].filter((each) => each !== "127.0.0.1");
  const setUp = [
    "ip link set lo up",
    ...all.map((each) =>
      each.includes(":") ? `ip addr add ${each}/128 dev lo nodad` : `ip addr add ${each}/32 dev lo`,
    ),
    ...["/", root].map((system) => `mount --bind '${hosts}' '${path.join(system, "etc/hosts")}'`),
    'exec "$@"',
  ].join("\n");
  const network = fileURLToPath(new URL("proxies/network.ts", import.meta.url));
  const command = [process.execPath, "--import", "tsx", network, questions, program, root];
  const output = run("unshare", ["--net", "--mount", "bash", "-ec", setUp, "bash", ...command]);
  return JSON.parse(output) as string[];
}

function curlRow(): ReaderId {
  const version = run("chroot", [root, "curl", "--version"]);
  const [, major = "", minor = ""] = /^curl (\d+)\.(\d+)/u.exec(version) ?? [];
  if (Number(major) >= 8) return "curl";
  return Number(minor) >= 86 ? "curl-7.88" : "curl-7.85";
}

function run(program: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  if (error !== undefined) throw error;
  assert.equal(status, 0, `${program}: ${stderr}`);
  return stdout;
}
