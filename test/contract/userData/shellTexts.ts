/** Shell texts for tests that compare with real shells: those of the shared data and of the rules' examples, and mutations of them. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { readDocument } from "../../../src/userdata/document";
import { rules } from "../../../src/userdata/rules/index";
import { prepare } from "../../../src/userdata/rules/prepare";
import { wholeCode } from "../../../src/userdata/rules/wholeCode";
import type { Dialect } from "../../../src/userdata/script/programs";
import { checkSyntax } from "../../../src/userdata/script/syntax/check";
import { finish } from "../../../src/userdata/slices";
import { sharedPath } from "../sharedData";

export interface ShellText {
  /** Where it stands. */
  readonly from: string;
  readonly text: string;
  readonly dialect: Dialect;
}

/** Every text that a shell reads in the corpus, in the seeds and in the rules' examples, each once. */
export function shellTexts(): ShellText[] {
  const files = [sharedPath("corpus"), sharedPath("../../seeds")].flatMap(filesUnder);
  const documents = [
    ...files.map((file) => [path.basename(file), readFileSync(file, "utf8")] as const),
    ...rules.flatMap((rule) => [[rule.id, rule.bad] as const, [rule.id, rule.good] as const]),
  ];
  const found = new Map<string, ShellText>();
  for (const [from, document] of documents) {
    const { shell } = finish(prepare(readDocument(document), wholeCode)).subject;
    for (const { source, dialect = "sh" } of shell.programs) {
      found.set(`${dialect} ${source.text}`, { from, text: source.text, dialect });
    }
  }
  return [...found.values()];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

interface Judgement {
  readonly refused: boolean;
  readonly words: string;
}

/**
 * What `bash -n` or `dash -n` says. bash ends with 0 after an error in `[[ ]]`, so its words count too, but for warnings;
 * it takes patterns of `shopt -s extglob` only where the option is set from the start.
 */
function judgedByShell(text: string, dialect: Dialect): Judgement {
  const options = text.includes("extglob") && dialect === "bash" ? ["-O", "extglob", "-n"] : ["-n"];
  const shell = dialect === "bash" ? "bash" : "dash";
  const { status, stderr, error } = spawnSync(shell, options, { input: text, encoding: "utf8" });
  if (error !== undefined && status === null) throw error;
  const words = stderr.split("\n").filter((line) => !line.includes("warning:"));
  return { refused: status !== 0 || words.some((line) => line !== ""), words: words.join(" ").trim() };
}

/** Where our verdict and the shell's differ, for a failed test to show. */
export function differences(texts: readonly ShellText[]): string[] {
  return texts.flatMap(({ from, text, dialect }) => {
    const { problem } = checkSyntax(text, dialect);
    const { refused, words } = judgedByShell(text, dialect);
    if (refused === (problem !== undefined)) return [];
    return [`${dialect}, ${from}: the shell says "${words}", we say ${JSON.stringify(problem)}`];
  });
}

const token =
  /\n|[ \t]+|\\\n|\\.|'|"|`|\$\(\(|\$\(|\$\{|\)\)|;;|&&|\|\||<<-?|>>|[;&|<>(){}[\]!$]|\w+|[^\s\w]/gu;

/** Texts with one token deleted, doubled or swapped with the one behind it. */
export function mutations(texts: readonly ShellText[]): fc.Arbitrary<ShellText> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.constantFrom("delete", "double", "swap"))
    .map(([{ from, text, dialect }, at, how]) => {
      const tokens: string[] = text.match(token) ?? [];
      const solid = [...tokens.keys()].filter((index) => !/^[ \t]+$/u.test(tokens[index] ?? ""));
      const index = solid[at % solid.length] ?? 0;
      const other = solid[(at + 1) % solid.length] ?? 0;
      const [one = "", next = ""] = [tokens[index], tokens[other]];
      if (how === "delete") tokens.splice(index, 1);
      else if (how === "double") tokens.splice(index, 0, one);
      else [tokens[index], tokens[other]] = [next, one];
      return { from: `${from}: ${how} ${JSON.stringify(one)}`, text: tokens.join(""), dialect };
    });
}
