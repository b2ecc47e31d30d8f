/**
 * Cuts a YAML 1.1 text into tokens, the way PyYAML does: what cloud-init refuses is refused here, at the same place.
 * Tokens are made only as far as the parser asks, because of two errors the one that PyYAML meets first must win.
 *
 * A key needs no mark in front (`name: value`), so the scanner remembers where a key could have started and, when the
 * `:` comes, puts the missing marks in front of the tokens that are already waiting.
 */
import { say } from "../../l10n/sentence";
import { readBlockScalar } from "./scalars/blockScalar";
import { endOfText, isBlankOrEnd, isWord } from "./characters";
import { Cursor } from "./cursor";
import { readPlainScalar, startsPlainScalar } from "./scalars/plainScalar";
import { readQuotedScalar } from "./scalars/quotedScalar";
import { ScalarText } from "./scalars/scalarText";
import { readDirective, readName, readTag } from "./tagsAndNames";
import type { MarkToken, ScalarToken, Token } from "./tokens";
import { shown, YamlError } from "./yamlError";

const hyphen = 45;

/** A key must end on its line and within this many characters. */
const maxKeyLength = 1024;

interface PossibleKey {
  readonly flowLevel: number;
  /** The number of the token that would be the key, counted from the start of the text. */
  readonly token: number;
  /** True where the indentation says that this must be a key. */
  readonly required: boolean;
  readonly offset: number;
  readonly lineStart: number;
}

/** Tokens that the parser has taken are thrown away in lots of this size. */
const lot = 1024;

export class Scanner {
  readonly #cursor: Cursor;
  readonly #tokens: Token[] = [];
  /** The next token that the parser takes, as an index into `#tokens`, and how many were thrown away before. */
  #head = 0;
  #thrown = 0;
  /** The token at `#head`, once it is certain that no mark is put in front of it: it is asked for several times. */
  #peeked: Token | undefined;
  #done = false;
  #indent = -1;
  readonly #indents: number[] = [];
  #flowLevel = 0;
  #keyAllowed = true;
  /** At most one for each flow level, in the order of the text: the last is the deepest. */
  readonly #possibleKeys: PossibleKey[] = [];

  constructor(text: string, offset = 0) {
    this.#cursor = new Cursor(text, offset);
  }

  /** The next token; it stays until `next`. The last one is always `stream-end`. */
  peek(): Token {
    return (this.#peeked ??= this.#look());
  }

  #look(): Token {
    while (this.#needsMore()) this.#fetch();
    const token = this.#tokens[this.#head];
    if (token === undefined) throw new RangeError("The tokens were read past their end.");
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    this.#head++;
    if (this.#head === lot) {
      this.#tokens.splice(0, lot);
      this.#thrown += lot;
      this.#head = 0;
    }
    return token;
  }

  #needsMore(): boolean {
    if (this.#done) return false;
    if (this.#head >= this.#tokens.length) return true;
    if (this.#possibleKeys.length === 0) return false;
    this.#forgetStaleKeys();
    return this.#possibleKeys[0]?.token === this.#thrown + this.#head;
  }

  #fetch(): void {
    const cursor = this.#cursor;
    this.#skipToToken();
    this.#forgetStaleKeys();
    this.#closeDeeperThan(cursor.column);
    const code = cursor.peek();
    if (code === endOfText) {
      this.#endStream();
    } else if (cursor.column === 0 && code === 37) {
      this.#closeDocument();
      this.#tokens.push(readDirective(cursor));
    } else if (cursor.column === 0 && cursor.atDocumentMark()) {
      this.#closeDocument();
      this.#mark(code === 45 ? "document-start" : "document-end", 3);
    } else {
      this.#fetchContent(code);
    }
  }

  #fetchContent(code: number): void {
    const cursor = this.#cursor;
    if (isWord(code) && code !== hyphen) {
      this.#plain();
      return;
    }
    const mark = String.fromCharCode(code);
    switch (mark) {
      case "[": {
        this.#openFlow("flow-sequence-start");
        return;
      }
      case "{": {
        this.#openFlow("flow-mapping-start");
        return;
      }
      case "]": {
        this.#closeFlow("flow-sequence-end");
        return;
      }
      case "}": {
        this.#closeFlow("flow-mapping-end");
        return;
      }
      case ",": {
        this.#flowEntry();
        return;
      }
      case "*":
      case "&": {
        this.#single(() => readName(cursor));
        return;
      }
      case "!": {
        this.#single(() => readTag(cursor));
        return;
      }
      case "'": {
        this.#quoted("single");
        return;
      }
      case '"': {
        this.#quoted("double");
        return;
      }
    }
    const alone = this.#flowLevel !== 0 || isBlankOrEnd(cursor.peek(1));
    if (mark === "-" && isBlankOrEnd(cursor.peek(1))) {
      this.#blockEntry();
      return;
    }
    if (mark === "?" && alone) {
      this.#key();
      return;
    }
    if (mark === ":" && alone) {
      this.#value();
      return;
    }
    if ((mark === "|" || mark === ">") && this.#flowLevel === 0) {
      this.#block(mark);
      return;
    }
    if (startsPlainScalar(cursor, this.#flowLevel !== 0)) {
      this.#plain();
      return;
    }
    throw new YamlError(cannotStart(cursor.text, cursor.offset), cursor.offset);
  }

  #skipToToken(): void {
    const cursor = this.#cursor;
    if (cursor.offset === 0 && cursor.peek() === 0xfeff) cursor.lineStart = cursor.offset = 1;
    for (;;) {
      cursor.skipSpaces();
      if (cursor.peek() === 35) cursor.skipToBreak();
      if (cursor.takeBreak() === "") return;
      if (this.#flowLevel === 0) this.#keyAllowed = true;
    }
  }

  #mark(type: MarkToken["type"], length: number): void {
    const start = this.#cursor.offset;
    this.#cursor.offset += length;
    this.#tokens.push({ type, start, end: start + length });
  }

  // Keys that need no mark

  #notePossibleKey(): void {
    if (!this.#keyAllowed) return;
    this.#forgetKey();
    const { offset, lineStart, column } = this.#cursor;
    const required = this.#flowLevel === 0 && this.#indent === column;
    const token = this.#thrown + this.#tokens.length;
    this.#possibleKeys.push({ flowLevel: this.#flowLevel, token, required, offset, lineStart });
  }

  /** The possible key of the level at hand. */
  #keyHere(): PossibleKey | undefined {
    const key = this.#possibleKeys.at(-1);
    return key?.flowLevel === this.#flowLevel ? key : undefined;
  }

  #forgetKey(): void {
    const key = this.#keyHere();
    if (key === undefined) return;
    this.#requireNothingOf(key);
    this.#possibleKeys.pop();
  }

  #forgetStaleKeys(): void {
    const { offset, lineStart } = this.#cursor;
    for (let key = this.#possibleKeys[0]; key !== undefined; key = this.#possibleKeys[0]) {
      // Behind one that may still be a key all others may.
      if (key.lineStart === lineStart && offset - key.offset <= maxKeyLength) return;
      this.#requireNothingOf(key);
      this.#possibleKeys.shift();
    }
  }

  #requireNothingOf(key: PossibleKey): void {
    if (!key.required) return;
    const message = say`A ":" is missing: this line is where a key of the mapping must be.`;
    throw new YamlError(message, this.#cursor.offset, key.offset);
  }

  // Indentation

  #closeDeeperThan(column: number): void {
    if (this.#flowLevel !== 0) return;
    while (this.#indent > column) {
      this.#indent = this.#indents.pop() ?? -1;
      this.#mark("block-end", 0);
    }
  }

  /** Gives true where a new, deeper collection starts. */
  #indentTo(column: number): boolean {
    if (this.#indent >= column) return false;
    this.#indents.push(this.#indent);
    this.#indent = column;
    return true;
  }

  #closeDocument(): void {
    this.#closeDeeperThan(-1);
    this.#forgetKey();
    this.#keyAllowed = false;
  }

  #endStream(): void {
    this.#closeDocument();
    this.#possibleKeys.length = 0;
    this.#mark("stream-end", 0);
    this.#done = true;
  }

  // Marks

  #openFlow(type: "flow-sequence-start" | "flow-mapping-start"): void {
    this.#notePossibleKey();
    this.#flowLevel++;
    this.#keyAllowed = true;
    this.#mark(type, 1);
  }

  #closeFlow(type: "flow-sequence-end" | "flow-mapping-end"): void {
    this.#forgetKey();
    this.#flowLevel--;
    this.#keyAllowed = false;
    this.#mark(type, 1);
  }

  #flowEntry(): void {
    this.#keyAllowed = true;
    this.#forgetKey();
    this.#mark("flow-entry", 1);
  }

  #blockEntry(): void {
    if (this.#flowLevel === 0) this.#openBlock("block-sequence-start", say`A list entry cannot start here.`);
    this.#keyAllowed = true;
    this.#forgetKey();
    this.#mark("entry", 1);
  }

  #key(): void {
    if (this.#flowLevel === 0) this.#openBlock("block-mapping-start", say`A key ("? ") cannot start here.`);
    this.#keyAllowed = this.#flowLevel === 0;
    this.#forgetKey();
    this.#mark("key", 1);
  }

  #openBlock(type: "block-sequence-start" | "block-mapping-start", refusal: string): void {
    if (!this.#keyAllowed) throw new YamlError(refusal, this.#cursor.offset);
    if (this.#indentTo(this.#cursor.column)) this.#mark(type, 0);
  }

  #value(): void {
    const key = this.#keyHere();
    if (key === undefined) {
      if (this.#flowLevel === 0) {
        const refusal = say`A second ": " on this line has no key. Quote the text if the colon belongs to it, or put a space after the first colon.`;
        this.#openBlock("block-mapping-start", refusal);
      }
      this.#keyAllowed = this.#flowLevel === 0;
      this.#forgetKey();
    } else {
      this.#possibleKeys.pop();
      this.#insertKey(key);
      this.#keyAllowed = false;
    }
    this.#mark("value", 1);
  }

  #insertKey({ token, offset, lineStart }: PossibleKey): void {
    const opens = this.#flowLevel === 0 && this.#indentTo(offset - lineStart);
    const at = token - this.#thrown;
    this.#tokens.splice(at, 0, { type: "key", start: offset, end: offset });
    if (opens) this.#tokens.splice(at, 0, { type: "block-mapping-start", start: offset, end: offset });
  }

  // Names, tags and scalars

  #single(read: () => Token): void {
    this.#notePossibleKey();
    this.#keyAllowed = false;
    this.#tokens.push(read());
  }

  #quoted(style: "single" | "double"): void {
    this.#single(() => {
      const start = this.#cursor.offset;
      const out = new ScalarText();
      readQuotedScalar(this.#cursor, style, out);
      return this.#scalar(style, out, start, this.#cursor.offset);
    });
  }

  #plain(): void {
    this.#notePossibleKey();
    const start = this.#cursor.offset;
    const out = new ScalarText();
    const { end, brokeLine } = readPlainScalar(this.#cursor, this.#indent, this.#flowLevel !== 0, out);
    this.#keyAllowed = brokeLine;
    this.#tokens.push(this.#scalar("plain", out, start, end));
  }

  #block(mark: "|" | ">"): void {
    this.#keyAllowed = true;
    this.#forgetKey();
    const start = this.#cursor.offset;
    const style = mark === "|" ? "literal" : "folded";
    const out = new ScalarText();
    const end = readBlockScalar(this.#cursor, style, this.#indent, out);
    this.#tokens.push(this.#scalar(style, out, start, end));
  }

  #scalar(style: ScalarToken["style"], out: ScalarText, start: number, end: number): ScalarToken {
    const { text } = out;
    return {
      type: "scalar",
      style,
      text,
      start,
      end,
      parentIndent: this.#indent,
      flow: this.#flowLevel !== 0,
    };
  }
}

function cannotStart(text: string, offset: number): string {
  if (text.charCodeAt(offset) === 9) {
    return say`A tab is not allowed here: YAML allows only spaces for indentation and after a colon.`;
  }
  if (text.charAt(offset) === "%" || text.charAt(offset) === "@" || text.charAt(offset) === "`") {
    return say`A text cannot start with ${shown(text, offset)} unless it is in quotes.`;
  }
  return say`${shown(text, offset)} cannot start anything here.`;
}
