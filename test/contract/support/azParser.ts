import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { requireTool } from "../../../scripts/lib/debian";

/**
 * Options that azure-cli 2.45, which judges here, does not have yet (release notes of azure-cli): read as if they were the option beside
 * them, which it has.
 */
const newer: Readonly<Record<string, string>> = {
  "login --resource-id": "--username", // since 2.69
  "login --client-id": "--username",
};

/** What the parser of the machine's Azure CLI says of each call (`az` first) that it does not take. No command is run. */
export function azProblems(calls: readonly (readonly string[])[]): string[] {
  const unique = [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
  const lists = unique.map(([, ...words]) => words.map((word) => newer[`${words[0] ?? ""} ${word}`] ?? word));
  const folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-az-"));
  try {
    const answer = execFileSync(pythonOfAz(), [path.join(import.meta.dirname, "azParse.py")], {
      input: JSON.stringify(lists),
      encoding: "utf8",
      maxBuffer: 1 << 26,
      stdio: ["pipe", "pipe", "ignore"],
      env: {
        ...process.env,
        AZURE_CONFIG_DIR: folder,
        AZURE_EXTENSION_DIR: path.join(folder, "extensions"),
        AZURE_CORE_COLLECT_TELEMETRY: "false",
      },
    });
    const problems = JSON.parse(answer) as (string | null)[];
    return problems.flatMap((problem, index) =>
      problem === null ? [] : [`${problem}: ${(unique[index] ?? []).join(" ")}`],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The Python that `az` is written for: the first line of its script. */
function pythonOfAz(): string {
  const python = /^#!(\S*python\S*)/.exec(readFileSync(requireTool("az"), "utf8"))?.[1];
  if (python === undefined) throw new Error("az is not Debian's: its first line names no Python.");
  return python;
}
