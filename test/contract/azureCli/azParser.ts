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

interface Answer {
  readonly calls: readonly (string | null)[];
  readonly phrases: readonly AzPhrase[];
}

/** What az knows of the start of a phrase. */
export interface AzPhrase {
  /** As many words as are a command or a group of commands; "" for none. */
  readonly command: string;
  /** Every spelling of the command's options; none for a group. */
  readonly options: readonly string[];
}

/** What the parser of the machine's Azure CLI says of each call (`az` first) that it does not take. No command is run. */
export function azProblems(calls: readonly (readonly string[])[]): string[] {
  const unique = [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
  const lists = unique.map(([, ...words]) => words.map((word) => newer[`${words[0] ?? ""} ${word}`] ?? word));
  return ask({ calls: lists, phrases: [] }).calls.flatMap((problem, index) =>
    problem === null ? [] : [`${problem}: ${(unique[index] ?? []).join(" ")}`],
  );
}

/** What az knows of each phrase (without `az`). Options that are newer than the machine's az are among them. */
export function azPhrases(phrases: readonly (readonly string[])[]): AzPhrase[] {
  return ask({ calls: [], phrases }).phrases.map(({ command, options }) => ({
    command,
    options: [
      ...options,
      ...Object.keys(newer).flatMap((name) =>
        name.startsWith(`${command} --`) ? [name.slice(command.length + 1)] : [],
      ),
    ],
  }));
}

function ask(question: object): Answer {
  const folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-az-"));
  try {
    const answer = execFileSync(pythonOfAz(), [path.join(import.meta.dirname, "azParse.py")], {
      input: JSON.stringify(question),
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
    return JSON.parse(answer) as Answer;
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
