import type { DoubleQuotedChild, ParameterExpansionPart, ParsedScript, Word, WordPart } from "unbash";
import { literalPieces, decodedPiece } from "./literals";
import type { MappedText } from "../text/mappedText";
import { opaqueText } from "../text/mappedText";
import type { Shell, Walk } from "./shell";
import { readingCost, spend, stopsAt } from "./shell";
import type { ShellWord, Variable } from "../state";
import { outputOf, programOf } from "./substitution";
import type { Piece, Value } from "../value";
import { bounded, literal, valueSpan } from "../value";

/** A part of a word after expansion. Arrays and unquoted text may end the word and start another. */
type Fragment =
  | { readonly kind: "value"; readonly value: Value; readonly splits: boolean; readonly spreads: boolean }
  | { readonly kind: "words"; readonly words: readonly ShellWord[] };

/** Expands a word as an argument: it may become several words, or none. */
export function expandWord(walk: Walk, shell: Shell, word: Word): ShellWord[] {
  const parts = partsIn(word);
  if (parts === undefined) return [plainWord(shell, word)];
  const words: ShellWord[] = [];
  let open: { pieces: Piece[]; spreads: boolean } | undefined;
  const span = shell.source.span(word.pos, word.end);
  const close = (): void => {
    if (open === undefined) return;
    spend(shell.session, open.pieces.length >> 2);
    const value = bounded(open.pieces, `long:${word.pos}`);
    words.push({ value, span, spreads: open.spreads });
    open = undefined;
  };
  const add = (value: Value, spreads: boolean): void => {
    open ??= { pieces: [], spreads: false };
    open.pieces.push(...value);
    open.spreads ||= spreads;
  };
  const found = fragments(walk, shell, word, parts);
  for (const part of found) {
    if (part.kind === "value" && !part.splits) add(part.value, part.spreads);
    else if (part.kind === "value") splitWords(part.value, part.spreads, add, close);
    else if (part.words.length > 0) {
      close();
      words.push(...part.words);
    }
  }
  // `""` is one empty word; an unquoted empty variable is none.
  if (found.length === 0) words.push({ value: [], span, spreads: false });
  close();
  return words;
}

/**
 * A text of these stands for itself, or for files that only the VM knows. The parser reads a word again to tell its
 * parts, and most words are such texts.
 */
const plain = /^[\w./:@%+,=*?-]*$/u;

function partsIn(word: Word): readonly WordPart[] | undefined {
  return plain.test(word.text) ? undefined : word.parts;
}

/** What a word is without expansions. */
export function textOf(word: Word): string {
  return plain.test(word.text) ? word.text : word.value;
}

/** Most words have nothing to expand. */
function plainWord({ source, session }: Shell, word: Word): ShellWord {
  const { pos, end } = word;
  const pieces = literalPieces(source, pos, end, "bare", textOf(word));
  if (pieces.length > 1) spend(session, pieces.length >> 2);
  return { value: bounded(pieces, `long:${pos}`), span: source.span(pos, end), spreads: false };
}

/** Expands a word where it stays one word: an assignment, a redirection. */
export function expandValue(walk: Walk, shell: Shell, word: Word): Value {
  const parts = partsIn(word);
  if (parts === undefined) return plainWord(shell, word).value;
  const pieces = fragments(walk, shell, word, parts).flatMap((part) =>
    part.kind === "value" ? part.value : part.words.flatMap((each) => each.value),
  );
  spend(shell.session, pieces.length >> 2);
  return bounded(pieces, `long:${word.pos}`);
}

/** Expands the body of a here-document whose delimiter is not quoted. */
export function expandBody(walk: Walk, shell: Shell, parts: readonly WordPart[]): Value {
  const pieces = partsOf(walk, shell, parts, "here").flatMap((each) =>
    each.kind === "value" ? each.value : [],
  );
  return bounded(pieces, `long:${parts[0]?.pos ?? 0}`);
}

function fragments(walk: Walk, shell: Shell, word: Word, parts: readonly WordPart[]): Fragment[] {
  if (!spend(shell.session, parts.length >> 2)) {
    return [fixed([unknown(shell, word, word.text, `long:${word.pos}`)])];
  }
  return partsOf(walk, shell, parts, "bare");
}

/** The fragments of a word's parts in their order; what stands behind the last step is not looked at. */
function partsOf(
  walk: Walk,
  shell: Shell,
  parts: readonly (WordPart | DoubleQuotedChild)[],
  where: Where,
): Fragment[] {
  const found: Fragment[] = [];
  for (const part of parts) {
    if (stopsAt(shell, part)) break;
    found.push(...fragmentsOf(walk, shell, part, where));
  }
  return found;
}

function fixed(value: Value): Fragment {
  return { kind: "value", value, splits: false, spreads: false };
}

type Where = "bare" | "double" | "here";

function fragmentsOf(walk: Walk, shell: Shell, part: WordPart | DoubleQuotedChild, where: Where): Fragment[] {
  const { source } = shell;
  switch (part.type) {
    case "Literal":
      return [fixed(literalPieces(source, part.pos, part.end, where, part.value))];
    case "SingleQuoted":
      return [fixed(literalPieces(source, part.pos + 1, part.end - 1, "here", part.value))];
    case "AnsiCQuoted":
      return [fixed([decodedPiece(source, part.pos, part.end, part.value)])];
    case "DoubleQuoted":
    case "LocaleString": {
      if (!spend(shell.session, part.parts.length >> 2)) {
        return [fixed([unknown(shell, part, part.text, `long:${part.pos}`)])];
      }
      const inner = partsOf(walk, shell, part.parts, "double");
      return inner.length === 0 ? [fixed([])] : inner;
    }
    case "Glob":
      return [fixed(literalPieces(source, part.pos, part.end, "bare", part.text))];
    case "SimpleExpansion":
      return variableFragments(shell, part.text.slice(1), part, where);
    case "ParameterExpansion":
      return parameterFragments(walk, shell, part, where);
    case "CommandExpansion":
      return [
        { kind: "value", value: commandOutput(walk, shell, part), splits: false, spreads: where === "bare" },
      ];
    case "ProcessSubstitution":
      runProcess(walk, shell, part);
      return [fixed([unknown(shell, part, part.text, `process:${part.pos}`)])];
    case "ArithmeticExpansion":
    case "ExtendedGlob":
    case "BraceExpansion":
      return [fixed([unknown(shell, part, part.text, `text:${part.text}`)])];
  }
}

interface Placed {
  readonly pos: number;
  readonly end: number;
}

function unknown(shell: Shell, at: Placed, written: string, id: string): Piece {
  return { kind: "unknown", written, id, span: shell.source.span(at.pos, at.end) };
}

function commandOutput(
  walk: Walk,
  shell: Shell,
  part: Extract<WordPart, { type: "CommandExpansion" }>,
): Value {
  const id = `command:${shell.session.substitutions++}`;
  const script = spend(shell.session, readingCost(part.end - part.pos)) ? part.script : undefined;
  if (script === undefined) return [unknown(shell, part, part.text, id)];
  const first = shell.session.commands.length;
  walk.substitution(shell, script, sourceOf(shell, script, part));
  const made = shell.session.commands.slice(first);
  const known = outputOf(made, shell.session.files);
  if (known !== undefined) return known;
  const program = programOf(made);
  const piece = unknown(shell, part, part.text, id);
  if (program === undefined || piece.kind !== "unknown") return [piece];
  return [{ ...piece, program, ran: [first, first + made.length] }];
}

function runProcess(
  walk: Walk,
  shell: Shell,
  part: Extract<WordPart, { type: "ProcessSubstitution" }>,
): void {
  const script = spend(shell.session, readingCost(part.end - part.pos)) ? part.script : undefined;
  if (script !== undefined) walk.substitution(shell, script, sourceOf(shell, script, part));
}

/** Escaped backticks make the parser decode the text first; its offsets then belong to that decoded text. */
function sourceOf(shell: Shell, script: ParsedScript, part: Placed): MappedText {
  if (script.source === undefined) return shell.source;
  return opaqueText(script.source, shell.source.span(part.pos, part.end));
}

function variableFragments(shell: Shell, name: string, at: Placed, where: Where): Fragment[] {
  if (name === "@" || name === "*") return positionals(shell, at);
  const variable = lookUp(shell, name);
  if (variable === undefined) {
    return [
      { kind: "value", value: [unknownVariable(shell, name, at)], splits: false, spreads: where === "bare" },
    ];
  }
  const { content } = variable;
  const value = content.kind === "scalar" ? content.value : (content.words[0]?.value ?? []);
  return [{ kind: "value", value, splits: where === "bare", spreads: where === "bare" }];
}

function unknownVariable(shell: Shell, name: string, at: Placed): Piece {
  const written = shell.source.text.slice(at.pos, at.end);
  const changes = /^[?!#$_-]$|^(?:RANDOM|SECONDS|LINENO|BASHPID|EPOCHSECONDS|EPOCHREALTIME|SRANDOM)$/u.test(
    name,
  );
  const id = changes ? `changing:${shell.session.substitutions++}` : `variable:${name}`;
  return unknown(shell, at, written, id);
}

function positionals(shell: Shell, at: Placed): Fragment[] {
  const { positional } = shell.state;
  if (positional !== undefined) return [{ kind: "words", words: positional }];
  return [{ kind: "value", value: [unknownVariable(shell, "@", at)], splits: false, spreads: true }];
}

function lookUp(shell: Shell, name: string): Variable | undefined {
  const { positional } = shell.state;
  if (!/^[1-9]\d*$/u.test(name)) return shell.state.get(name);
  const word = positional?.[Number(name) - 1];
  if (word === undefined) return undefined;
  return { content: { kind: "scalar", value: word.value }, exported: false, maybe: false, span: word.span };
}

function parameterFragments(
  walk: Walk,
  shell: Shell,
  part: ParameterExpansionPart,
  where: Where,
): Fragment[] {
  const { parameter } = part;
  const index = part.index?.text;
  if (part.prefix !== undefined || !spend(shell.session, readingCost(part.end - part.pos)))
    return [fixed([unknown(shell, part, part.text, `text:${part.text}`)])];
  if (index === "@" || index === "*") return arrayFragments(shell, parameter, part);
  if (index !== undefined) return [fixed([unknown(shell, part, part.text, `text:${part.text}`)])];
  const { operation } = part;
  if (operation === undefined) return variableFragments(shell, parameter, part, where);
  if (operation.type !== "Default") {
    return [
      {
        kind: "value",
        value: [unknown(shell, part, part.text, `text:${part.text}`)],
        splits: false,
        spreads: false,
      },
    ];
  }
  // A first boot starts with a clean environment, so a variable that the script never sets takes its default.
  const variable = lookUp(shell, parameter);
  const operand = (): Fragment => ({
    kind: "value",
    value: expandValue(walk, shell, operation.operand),
    splits: where === "bare",
    spreads: where === "bare",
  });
  const isSet = variable !== undefined && !isEmpty(variable, operation.operator);
  switch (operation.operator) {
    case "+":
    case ":+":
      return isSet ? [operand()] : [fixed([])];
    case "?":
    case ":?":
      return variableFragments(shell, parameter, part, where);
    case "-":
    case ":-":
    case "=":
    case ":=": {
      if (isSet) return variableFragments(shell, parameter, part, where);
      const fragment = operand();
      if (operation.operator.endsWith("=") && fragment.kind === "value")
        assign(shell, parameter, fragment.value, part);
      return [fragment];
    }
  }
}

function assign(shell: Shell, name: string, value: Value, at: Placed): void {
  const span = valueSpan(value) ?? shell.source.span(at.pos, at.end);
  const exported = shell.state.get(name)?.exported ?? false;
  shell.state.set(name, { content: { kind: "scalar", value }, exported, maybe: false, span });
}

function isEmpty(variable: Variable, operator: string): boolean {
  return (
    operator.startsWith(":") && variable.content.kind === "scalar" && literal(variable.content.value) === ""
  );
}

function arrayFragments(shell: Shell, name: string, part: Placed): Fragment[] {
  if (name === "@" || name === "*") return positionals(shell, part);
  const content = shell.state.get(name)?.content;
  if (content?.kind === "array") return [{ kind: "words", words: content.words }];
  const value = content?.value ?? [unknownVariable(shell, name, part)];
  return [{ kind: "value", value, splits: false, spreads: content === undefined }];
}

/** Splits unquoted text at white space, as the shell does with `$FLAGS`. */
function splitWords(
  value: Value,
  spreads: boolean,
  add: (value: Value, spreads: boolean) => void,
  close: () => void,
): void {
  for (const piece of value) {
    if (piece.kind === "unknown") {
      add([piece], spreads);
      continue;
    }
    for (const match of piece.text.matchAll(/\s+|\S+/gu)) {
      const [text] = match;
      if (/\s/u.test(text[0] ?? "")) close();
      else add([slicePiece(piece, match.index, text)], false);
    }
  }
}

function slicePiece(piece: Extract<Piece, { kind: "text" }>, from: number, text: string): Piece {
  if (!piece.exact) return { ...piece, text };
  return { ...piece, text, start: piece.start + from, end: piece.start + from + text.length };
}
