import { endOfText, isBreak } from "./characters";

const toBreak = /[^\r\n\u0085\u2028\u2029]*/y;

/** A place in a text that moves forward and knows where its line started. */
export class Cursor {
  readonly text: string;
  offset: number;
  lineStart: number;

  constructor(text: string, offset = 0, lineStart = offset) {
    this.text = text;
    this.offset = offset;
    this.lineStart = lineStart;
  }

  /** Distance from the start of the line. */
  get column(): number {
    return this.offset - this.lineStart;
  }

  /** The code of the character `ahead` of this place, 0 past the end. */
  peek(ahead = 0): number {
    const at = this.offset + ahead;
    return at < this.text.length ? this.text.charCodeAt(at) : endOfText;
  }

  /** Goes over spaces, up to `limit`. */
  skipSpaces(limit = this.text.length): void {
    const { text } = this;
    let at = this.offset;
    while (at < limit && text.charCodeAt(at) === 32) at++;
    this.offset = at;
  }

  skipToBreak(): void {
    toBreak.lastIndex = this.offset;
    toBreak.test(this.text);
    this.offset = toBreak.lastIndex;
  }

  /** Takes one line break. Gives what it stands for: `\n`, U+2028, U+2029, or nothing where there is none. */
  takeBreak(): string {
    const code = this.peek();
    if (code === 10) {
      // Nearly all are.
      this.lineStart = ++this.offset;
      return "\n";
    }
    if (!isBreak(code)) return "";
    this.offset += code === 13 && this.peek(1) === 10 ? 2 : 1;
    this.lineStart = this.offset;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : "\n";
  }

  /** Whether `---` or `...` stands here, followed by blank or the end. The caller knows that a line starts here. */
  atDocumentMark(): boolean {
    const code = this.peek();
    if (code !== 45 && code !== 46) return false;
    if (this.peek(1) !== code || this.peek(2) !== code) return false;
    const after = this.peek(3);
    return after === 32 || after === 9 || after === endOfText || isBreak(after);
  }
}
