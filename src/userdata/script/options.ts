import type { ShellCommand } from "./command";
import type { Span } from "./text/mappedText";
import type { ShellWord } from "./state";
import type { Value } from "./value";
import { knownStart, literal, valueSpan } from "./value";

/** What a command line says about one option. */
export type OptionUse =
  | { readonly kind: "absent" }
  /** Not among the certain words, but words that only the VM knows may hold it. */
  | { readonly kind: "unclear" }
  | { readonly kind: "flag"; readonly word: ShellWord }
  | { readonly kind: "given"; readonly word: ShellWord; readonly value: Value; readonly valueSpan: Span };

/** The words behind the program. */
export function argumentsOf(command: ShellCommand): readonly ShellWord[] {
  return command.words.slice(1);
}

/**
 * Finds an option that takes a value, by any of its names: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value`.
 * The last one wins, as it does for `az` and `azcmagent`.
 */
export function option(command: ShellCommand, names: readonly string[]): OptionUse {
  const { words } = command;
  for (let i = words.length - 1; i > 0; i--) {
    const word = words[i];
    if (word === undefined) continue;
    const text = knownStart(word.value);
    if (!text.startsWith("-")) continue;
    if (literal(word.value) === text && names.includes(text)) {
      const next = words[i + 1];
      if (next === undefined || isOption(next)) return { kind: "flag", word };
      return { kind: "given", word, value: next.value, valueSpan: next.span };
    }
    const joined = names.find((name) => name.startsWith("--") && text.startsWith(`${name}=`));
    if (joined !== undefined) return attached(word, joined.length + 1);
    const short = names.find(
      (name) => /^-[A-Za-z]$/u.test(name) && text.startsWith(name) && !text.startsWith("--"),
    );
    if (short !== undefined && text.length > 2)
      return attached(word, text[2] === "=" && splits(command) ? 3 : 2);
  }
  return spreads(command) ? { kind: "unclear" } : { kind: "absent" };
}

/** Whether a switch (an option without a value) is on the command line. */
export function hasSwitch(command: ShellCommand, names: readonly string[]): "yes" | "no" | "unclear" {
  for (const word of argumentsOf(command)) {
    const text = literal(word.value);
    if (text !== undefined && names.some((name) => text === name || text.startsWith(`${name}=`)))
      return "yes";
  }
  return spreads(command) ? "unclear" : "no";
}

/** Whether words that only the VM knows may add options: `"$@"`, an unquoted `$FLAGS` that is no option's value. */
export function spreads(command: ShellCommand): boolean {
  return command.words.some((word, index) => {
    if (!word.spreads) return false;
    const before = command.words[index - 1];
    const takesIt =
      before !== undefined && isOption(before) && !(literal(before.value)?.includes("=") ?? true);
    return !takesIt;
  });
}

function isOption(word: ShellWord): boolean {
  return /^-{1,2}[A-Za-z]/u.test(knownStart(word.value));
}

/** `-g=value`: Python's argparse and Go's pflag take the sign for a separator, curl and others for the value's first character. */
function splits({ program }: ShellCommand): boolean {
  return program === "az" || program === "azcmagent";
}

function attached(word: ShellWord, skip: number): OptionUse {
  let left = skip;
  const value = word.value.flatMap((piece) => {
    if (left === 0 || piece.kind === "unknown") return [piece];
    const cut = Math.min(left, piece.text.length);
    left -= cut;
    if (cut === piece.text.length) return [];
    return [{ ...piece, text: piece.text.slice(cut), start: piece.exact ? piece.start + cut : piece.start }];
  });
  return { kind: "given", word, value, valueSpan: valueSpan(value) ?? word.span };
}

/** The place of a command without its redirections: from its first word to its last. */
export function wordsSpan(command: ShellCommand): Span {
  const first = command.words[0]?.span;
  const last = command.words.at(-1)?.span;
  if (first === undefined || last === undefined || last.end < first.start) return command.span;
  return { start: Math.min(command.span.start, first.start), end: last.end };
}
