/**
 * Takes a MIME message apart as Python's email library does (Python 3.11, `email.feedparser`; RFC 2046): the same
 * texts give the same parts, also where boundaries, headers or blank lines are not as the standard wants them.
 */
import { boundaryOf, contentType, type MimeHeader } from "./mimeHeaders";

export interface MimeMessage {
  readonly headers: readonly MimeHeader[];
  /** In small letters and without parameters. */
  readonly type: string;
  /** Where the message stands in the text: from its headers up to its end. */
  readonly start: number;
  readonly end: number;
  /** The text of the message, or the messages in it. */
  readonly content:
    | { readonly kind: "text" | "too deep"; readonly start: number; readonly end: number }
    | { readonly kind: "messages"; readonly messages: readonly MimeMessage[] };
}

/** Messages within messages beyond this are not taken apart. */
const maxDepth = 20;

/** A line that is a header or continues with one. */
const headerLine = /^(?:From |[!-9;-~]*:|[\t ])/u;

export function readMessage(text: string): MimeMessage {
  return read(new Lines(text), "text/plain", 0);
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The lines of a text, one after the other; a boundary of a message around the one at hand ends them. */
class Lines {
  readonly boundaries: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get place(): number {
    return this.#at;
  }

  /** The next line with its line break. */
  next(): Line | undefined {
    const line = this.#line();
    if (
      line === undefined ||
      this.boundaries.some((boundary) => boundaryIn(line.text, boundary) !== undefined)
    )
      return undefined;
    this.#at = line.end;
    return line;
  }

  back(line: Line): void {
    this.#at = line.start;
  }

  /** How long the line break at the end of a range is. */
  breakBefore(start: number, end: number): number {
    return /(?:\r\n|\r|\n)$/u.exec(this.#text.slice(Math.max(start, end - 2), end))?.[0].length ?? 0;
  }

  /** Past all lines up to the end. */
  rest(): void {
    while (this.next() !== undefined);
  }

  #line(): Line | undefined {
    const start = this.#at;
    if (start >= this.#text.length) return undefined;
    const lineBreak = /\r\n|\r|\n/gu;
    lineBreak.lastIndex = start;
    const end = lineBreak.test(this.#text) ? lineBreak.lastIndex : this.#text.length;
    return { start, end, text: this.#text.slice(start, end) };
  }
}

/** Whether a line is a boundary, and whether it is the closing one. */
function boundaryIn(line: string, boundary: string): "between" | "closing" | undefined {
  if (!line.startsWith(`--${boundary}`)) return undefined;
  const rest = line.slice(boundary.length + 2).replace(/[ \t]*(?:\r\n|\r|\n)?$/u, "");
  return rest === "" ? "between" : rest === "--" ? "closing" : undefined;
}

function read(lines: Lines, missingType: string, depth: number): MimeMessage {
  const start = lines.place;
  const headers = readHeaders(lines);
  const type = contentType(headers, missingType);
  const content = readContent(lines, type, headers, depth);
  return { headers, type, start, end: lines.place, content };
}

function readHeaders(lines: Lines): MimeHeader[] {
  const found: string[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (!headerLine.test(line.text)) {
      if (!/^[\r\n]/u.test(line.text)) lines.back(line);
      break;
    }
    if (/^[\t ]/u.test(line.text)) {
      // A line that continues before there is a header belongs to none.
      if (found.length > 0) found.push((found.pop() ?? "") + line.text);
    } else if (!line.text.startsWith("From ")) found.push(line.text);
  }
  return found.map((text) => {
    const colon = text.indexOf(":");
    return {
      name: text.slice(0, colon),
      value: text
        .slice(colon + 1)
        .replace(/^[ \t]+/u, "")
        .replace(/[\r\n]+$/u, ""),
    };
  });
}

function readContent(
  lines: Lines,
  type: string,
  headers: readonly MimeHeader[],
  depth: number,
): MimeMessage["content"] {
  const start = lines.place;
  const holdsMessages = type.startsWith("multipart/") || type.startsWith("message/");
  if (holdsMessages && depth >= maxDepth) {
    lines.rest();
    return { kind: "too deep", start, end: lines.place };
  }
  const boundary = type.startsWith("multipart/") ? boundaryOf(headers) : undefined;
  if (type.startsWith("message/"))
    return { kind: "messages", messages: [read(lines, "text/plain", depth + 1)] };
  if (boundary === undefined) {
    lines.rest();
    return { kind: "text", start, end: lines.place };
  }
  const missingType = type === "multipart/digest" ? "message/rfc822" : "text/plain";
  const messages = readParts(lines, boundary, missingType, depth);
  // Whatever follows the closing boundary belongs to no part.
  lines.rest();
  return messages === undefined ? { kind: "text", start, end: lines.place } : { kind: "messages", messages };
}

/** The parts between the boundaries; nothing where the boundary never stands in a line of its own. */
function readParts(
  lines: Lines,
  boundary: string,
  missingType: string,
  depth: number,
): MimeMessage[] | undefined {
  const messages: MimeMessage[] = [];
  let begun = false;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const mark = boundaryIn(line.text, boundary);
    if (mark === undefined) continue;
    if (mark === "closing") return begun ? messages : undefined;
    begun = true;
    skipBoundaries(lines, boundary);
    lines.boundaries.push(boundary);
    const message = read(lines, missingType, depth + 1);
    lines.boundaries.pop();
    messages.push(withoutLastBreak(message, lines));
  }
  return begun ? messages : undefined;
}

/** Boundaries that follow each other hold no part between them. */
function skipBoundaries(lines: Lines, boundary: string): void {
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (boundaryIn(line.text, boundary) !== undefined) continue;
    lines.back(line);
    return;
  }
}

/** The line break before a boundary belongs to the boundary, not to the text before it. */
function withoutLastBreak(message: MimeMessage, lines: Lines): MimeMessage {
  const { content } = message;
  if (content.kind === "messages") {
    if (!message.type.startsWith("message/")) return message;
    const messages = content.messages.map((each) => withoutLastBreak(each, lines));
    return { ...message, content: { ...content, messages } };
  }
  if (message.type.startsWith("multipart/")) return message;
  const end = content.end - lines.breakBefore(content.start, content.end);
  return { ...message, end, content: { ...content, end } };
}
