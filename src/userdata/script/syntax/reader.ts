import type { Grammar } from "./dialects";
import type { OpenDocument, Opened, Reason } from "./problem";
import { SyntaxStop, TooDeep } from "./problem";

/** A here-document that was announced on the line at hand. */
export interface HereDocument {
  /** Where `<<` stands. */
  readonly at: number;
  readonly delimiter: string;
  /** Whether leading tabs do not count (`<<-`). */
  readonly tabs: boolean;
  /** Whether the delimiter is quoted, so that nothing in the body is expanded. */
  readonly quoted: boolean;
}

/** What `next` found. Operators are told apart by `token`'s text where one kind holds several. */
export type TokenKind =
  | "word"
  | "newline"
  | "end"
  | "redirect"
  | ";"
  | "&"
  | "&&"
  | "||"
  | "|"
  | "|&"
  | ";;"
  | ";&"
  | ";;&"
  | "("
  | ")";

/** Reads the commands of a substitution up to its `)`, or of a text up to its end; handed in, for words hold commands. */
export type ReadCommands = (reader: Reader, until: ")" | "end") => void;

/** Constructs within constructs beyond this are not read: the reader calls itself for each. */
const maxDepth = 300;

/** A text while its tokens are read: where the reader stands, the token at hand, and what is open. */
export class Reader {
  at = 0;
  kind: TokenKind = "newline";
  /** Where the token starts and ends. */
  start = 0;
  end = 0;
  /** Whether the token is a word without quotes and expansions, so that it can be a keyword. */
  plain = false;
  /** Whether a `=` stands in the word outside of quotes. */
  equals = false;
  /** Which here-document the redirection at hand starts. */
  document: "<<" | "<<-" | undefined;
  /** Whether `name=(` starts an array here. */
  assignable = false;
  /** `shopt -s extglob` was read. */
  extendedPatterns = false;
  /** Here-documents whose bodies start behind the line at hand. */
  documents: HereDocument[] = [];
  /** The first here-document that the text does not close. */
  openDocument: OpenDocument | undefined;
  /** Where a line of the top level starts that only says `exit`; Infinity where there is none. */
  exit = Infinity;
  /** Where each `((` that was tried as arithmetic ends; -1 where it is two subshells. */
  readonly arithmetic = new Map<number, number>();
  /** What is open, outermost first. */
  readonly opened: Opened[] = [];
  /** Where the command of the top level starts that is being read. */
  command = 0;
  depth = 0;

  readonly text: string;
  readonly grammar: Grammar;
  readonly commands: ReadCommands;

  constructor(text: string, grammar: Grammar, commands: ReadCommands) {
    this.text = text;
    this.grammar = grammar;
    this.commands = commands;
  }

  /** Whether the token is of this kind. */
  has(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Notes what is opened at `at`; `close` takes it back. */
  open(word: string, at: number, closer: string): void {
    if (this.opened.length + this.depth > maxDepth) throw new TooDeep();
    this.opened.push({ word, at, closer });
  }

  /** Says what the innermost open construct needs next. */
  expect(closer: string): void {
    const last = this.opened.at(-1);
    if (last !== undefined) last.closer = closer;
  }

  close(): void {
    this.opened.pop();
  }

  /** Ends the reading at the token at hand. */
  unexpected(reason: Reason = "unexpected"): never {
    const { kind, start, end } = this;
    if (kind === "end") return this.unclosed();
    throw new SyntaxStop({ start, end, reason, open: this.opened.at(-1) });
  }

  /** Ends the reading at the end of the text. */
  unclosed(): never {
    const { length } = this.text;
    throw new SyntaxStop({ start: length, end: length, reason: "unclosed", open: this.opened.at(-1) });
  }

  /** The token's text. */
  get token(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Whether the token is this unquoted word. */
  is(word: string): boolean {
    return (
      this.kind === "word" &&
      this.plain &&
      this.end - this.start === word.length &&
      this.text.startsWith(word, this.start)
    );
  }
}
