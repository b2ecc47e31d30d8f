import { say } from "../../l10n/sentence";
import type { ShellCommand } from "../script/command";
import type { Span } from "../script/text/mappedText";
import { wordsSpan } from "../script/options";
import type { Repair } from "./rule";
import type { ShellWord } from "../script/state";
import type { Subject } from "./subject";
import { textAt } from "./subject";

/** Replaces `was` by `text`, where the span holds just that, in quotes or not; nothing where it is written otherwise. */
export function replacement(subject: Subject, span: Span, was: string, text: string): readonly Repair[] {
  const stands = textAt(subject, span);
  const title = say`Change to ${text}`;
  if (stands === was) return [{ title, edits: [{ span, text }] }];
  if (stands !== `"${was}"` && stands !== `'${was}'`) return [];
  return [{ title, edits: [{ span: { start: span.start + 1, end: span.end - 1 }, text }] }];
}

/** The place of an option in its word: without the value in `--option=value`. */
export function optionSpan(subject: Subject, word: ShellWord, name: string): Span {
  const { start, end } = word.span;
  const begins = subject.document.text.startsWith(name, start);
  return begins ? { start, end: Math.min(end, start + name.length) } : word.span;
}

/**
 * Adds words to the end of a command. Gives nothing for a list under `runcmd`, where a word needs YAML around it.
 * The words must read the same inside any quotes: letters, digits, `-`, `/`, `.`, `:`, `,`, `=`, `$NAME` and spaces.
 */
export function addedWords(command: ShellCommand, words: string): readonly Repair[] {
  if (command.form !== "text") return [];
  const { end } = wordsSpan(command);
  return [{ title: say`Add ${words}`, edits: [{ span: { start: end, end }, text: ` ${words}` }] }];
}

/** Puts a line in front of a command that starts its line in a script; nothing where a YAML dash or quote stands before it. */
export function lineBefore(
  subject: Subject,
  command: ShellCommand,
  line: string,
  title: string,
): readonly Repair[] {
  const { text, lines } = subject.document;
  const start = lines.startOf(lines.lineAt(command.span.start));
  const before = text.slice(start, command.span.start);
  if (command.form !== "text" || !/^[ \t]*$/u.test(before)) return [];
  return [{ title, edits: [{ span: { start, end: start }, text: `${before}${line}\n` }] }];
}

/** Takes a span away, with the space in front of it. */
export function removal(subject: Subject, title: string, span: Span): Repair {
  const { text } = subject.document;
  const start = text[span.start - 1] === " " ? span.start - 1 : span.start;
  return { title, edits: [{ span: { start, end: span.end }, text: "" }] };
}
