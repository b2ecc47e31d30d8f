/**
 * A jinja document as cloud-init reads it once it is filled in, as far as that can be told without values: the first line
 * goes, each block goes with the line break behind it (`trim_blocks`), of branches the first is taken, and a value is a
 * word of the same length.
 */
export interface JinjaText {
  readonly text: string;
  /** The same, with the marks of values as they are written. */
  readonly marked: string;
  /** Where a character of `text` comes from, as an offset in the document. */
  readonly originOf: (offset: number) => number;
}

/** Blocks whose content is not written where it stands. */
const silent: ReadonlySet<string> = new Set(["macro", "set"]);
const paired: ReadonlySet<string> = new Set(["if", "for", "call", "filter", "with", "autoescape", "macro"]);
const mark =
  /\{\{([-+]?)[\s\S]*?([-+]?)\}\}|\{%([-+]?)\s*(\w*)[\s\S]*?([-+]?)%\}|\{#([-+]?)[\s\S]*?([-+]?)#\}/g;

/** `document` is one that `jinjaMistake` finds nothing wrong with: each mark ends. Linear in its length. */
export function jinjaText(document: string): JinjaText {
  const writer = new Writer(document);
  const blocks = new Blocks();
  let at = document.indexOf("\n") + 1;
  if (at === 0) at = document.length;
  mark.lastIndex = at;
  for (let found = mark.exec(document); found !== null; found = mark.exec(document)) {
    const [all, valueBefore, valueAfter, before = "", name = "", after = "", noteBefore, noteAfter] = found;
    const { live } = blocks;
    const end = found.index + all.length;
    if (live) writer.text(at, found.index, (valueBefore ?? noteBefore ?? before) === "-");
    if (valueBefore !== undefined) {
      if (live) writer.value(found.index, end);
      writer.next = valueAfter === "-" ? "strip" : "keep";
    } else {
      const sign = noteAfter ?? after;
      writer.next = sign === "-" ? "strip" : sign === "+" ? "keep" : "trim";
    }
    at = end;
    if (valueBefore !== undefined || noteBefore !== undefined) continue;
    if (name === "raw") {
      const raw = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
      raw.lastIndex = end;
      const close = raw.exec(document);
      if (live) writer.text(end, close?.index ?? document.length, false);
      writer.next = "trim";
      at = close === null ? document.length : raw.lastIndex;
      mark.lastIndex = at;
    } else blocks.step(name, all);
  }
  if (blocks.live) writer.text(at, document.length, false);
  return writer.result();
}

/** The blocks around a place, and whether what stands in them is written. */
class Blocks {
  readonly #open: boolean[] = [];
  #hidden = 0;

  get live(): boolean {
    return this.#hidden === 0;
  }

  /** Opens, changes or closes a block. */
  step(name: string, tag: string): void {
    if (paired.has(name) || (name === "set" && !tag.includes("="))) this.#push(!silent.has(name));
    else if (name.startsWith("end")) this.#pop();
    else if (name === "else" || name === "elif") {
      this.#pop();
      this.#push(false);
    }
  }

  #push(live: boolean): void {
    this.#open.push(live);
    if (!live) this.#hidden++;
  }

  #pop(): void {
    if (this.#open.pop() === false) this.#hidden--;
  }
}

class Writer {
  /** What happens to the white space behind the last mark: all of it goes, one line break goes, or it stays. */
  next: "strip" | "trim" | "keep" = "keep";
  readonly #document: string;
  readonly #text: string[] = [];
  readonly #marked: string[] = [];
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];
  #length = 0;

  constructor(document: string) {
    this.#document = document;
  }

  text(from: number, to: number, stripEnd: boolean): void {
    let start = from;
    let end = to;
    if (this.next === "strip") while (start < end && isSpace(this.#document, start)) start++;
    else if (this.next === "trim")
      start += /^\r?\n/.exec(this.#document.slice(start, Math.min(end, start + 2)))?.[0].length ?? 0;
    if (stripEnd) while (end > start && isSpace(this.#document, end - 1)) end--;
    const piece = this.#document.slice(start, end);
    this.#write(start, piece, piece);
  }

  value(from: number, to: number): void {
    this.#write(from, "x".repeat(to - from), this.#document.slice(from, to).replace(/[\r\n]/g, " "));
  }

  result(): JinjaText {
    const starts = this.#starts;
    const origins = this.#origins;
    return {
      text: this.#text.join(""),
      marked: this.#marked.join(""),
      originOf: (offset) => {
        const piece = starts.findLastIndex((start) => start <= offset);
        return (origins[piece] ?? 0) + offset - (starts[piece] ?? 0);
      },
    };
  }

  #write(origin: number, text: string, marked: string): void {
    this.#starts.push(this.#length);
    this.#origins.push(origin);
    this.#text.push(text);
    this.#marked.push(marked);
    this.#length += text.length;
  }
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}
