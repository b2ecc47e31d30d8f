/**
 * Every `az …` that stands anywhere in our sources, documents, translations and manifest: such a command exists, and has the options that
 * are named with it. Judges: the commands of azure-cli 2.45 itself, and the data of `azArguments.ts` for networkcloud.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { argumentsOf } from "./azArguments";
import { azPhrases } from "./azParser";

const root = path.resolve(import.meta.dirname, "../../..");

interface Mention {
  readonly file: string;
  /** The words after `az`: a command, and often prose behind it. */
  readonly words: readonly string[];
  readonly options: readonly string[];
}

/** How sentences about az continue. Any other word behind `az` must be a command: a misspelled one stands out. */
const prose = new Set(
  "also and asks before connects could does finds gets go got has in inside is or over prints prompts reads refuses requests says sees stops takes that then through uses was writes".split(
    " ",
  ),
);

/** The titles of tests, which are sentences about az and no advice to a reader. */
const testReport = "docs/peers.md";

/** Options that texts name because az does not have them, or has them no longer. */
const namedAsWrong = new Set(["login --msi-resource-id"]);

/** Commands of other extensions (Azure/aaz, `connectedmachine`). */
const others: Readonly<Record<string, readonly string[]>> = {
  "connectedmachine show": ["--name", "-n", "--machine-name", "--resource-group", "-g"],
};

const globalOptions = ["--subscription", "--output", "-o", "--query", "--only-show-errors"];

describe("az, wherever it is mentioned", function () {
  this.timeout(120_000);
  const all = filesOf(
    "src",
    "webview",
    "docs",
    "README.md",
    "package.json",
    "package.nls.json",
    "l10n",
  ).flatMap((file) => mentionsIn(readFileSync(path.join(root, file), "utf8"), file));

  it("is followed by a command that it has, with options that the command has", () => {
    const misspelled = mentionsIn("Run az idenity create, then az identity create --nmae x.", "this test");
    const mentions = [...all, ...misspelled].filter(({ words: [first = ""] }) => !prose.has(first));
    assert.ok(mentions.length > 60, String(mentions.length));
    const known = azPhrases(mentions.map(({ words }) => words));
    const wrong = mentions.flatMap(({ file, words, options }, index) => {
      const extension = extensionCommand(words);
      const { command, options: own } = extension ?? known[index] ?? { command: "", options: [] };
      if (command === "") return [`${file}: az ${words.join(" ")}: no such command`];
      if (own.length === 0) return [];
      return options
        .filter((option) => ![...own, ...globalOptions].includes(option))
        .filter((option) => !namedAsWrong.has(`${command} ${option}`))
        .map((option) => `${file}: az ${command} has no ${option}`);
    });
    assert.deepEqual(
      [...new Set(wrong)],
      ["this test: az idenity create: no such command", "this test: az identity create has no --nmae"],
    );
  });

  it("is the same in every language", () => {
    const chinese = JSON.parse(
      readFileSync(path.join(root, "l10n/bundle.l10n.zh-cn.json"), "utf8"),
    ) as Record<string, string>;
    const commandsIn = (text: string): string[] =>
      [...text.matchAll(/\baz [a-z]+(?: [a-z-]+)*|--[a-z][a-z-]+/g)]
        .map(([found]) => found.split(" ").slice(0, 2).join(" "))
        .sort();
    for (const [english, translated] of Object.entries(chinese)) {
      const wanted = commandsIn(english).filter((found) => !prose.has(found.split(" ")[1] ?? ""));
      for (const found of wanted) assert.ok(translated.includes(found), `${english}\n${translated}`);
    }
  });
});

function filesOf(...places: readonly string[]): string[] {
  const listed = execFileSync("git", ["ls-files", ...places], { cwd: root, encoding: "utf8" });
  return listed.split("\n").filter((file) => /\.(ts|md|json)$/.test(file) && file !== testReport);
}

function mentionsIn(text: string, file: string): Mention[] {
  const joined = text.replace(/\\+\n\s*/g, " ");
  return [
    ...joined.matchAll(
      /(?<![\w./@-])az ((?:[a-z][a-z0-9-]*)(?: (?!az )[a-z][a-z0-9-]*)*)([^\n]*?)(?=\baz |\n|$)/g,
    ),
  ].map(([, words = "", rest = ""]) => ({
    file,
    words: words.split(" "),
    // Up to the end of the sentence, of the quotation, or of the command.
    options: [
      ...rest.split(/[.;:,)] |`|\\n|, then | [|] |\$\(|"?,$/)[0]!.matchAll(/(?<=\s)--?[a-z][a-z-]*/g),
    ].map(([option]) => option),
  }));
}

/** A command of an extension, as `azPhrases` would have it. */
function extensionCommand(words: readonly string[]) {
  const whole = words.join(" ");
  const other = Object.entries(others).find(([command]) => whole.startsWith(command));
  if (other !== undefined) return { command: other[0], options: other[1] };
  if (words[0] !== "networkcloud") return undefined;
  for (let count = words.length; count > 1; count -= 1) {
    const own = argumentsOf(words.slice(1, count).join(" "));
    if (own === undefined) continue;
    const options = Object.values(own).flatMap((argument) => argument.options ?? []);
    return { command: words.slice(0, count).join(" "), options };
  }
  return ["networkcloud", "networkcloud virtualmachine", "networkcloud needs its extension"].includes(whole)
    ? { command: whole, options: [] }
    : undefined;
}
