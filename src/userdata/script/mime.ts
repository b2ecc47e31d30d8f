import { decodedText } from "./decodedText";
import type { MappedText } from "./mappedText";
import { joinedText } from "./mappedText";

/** One part of a MIME multipart document. */
export interface MimePart {
  /** In small letters and without parameters: `text/x-shellscript`. */
  readonly type: string;
  readonly body: MappedText;
}

/** More parts than this are not read. */
const MOST_PARTS = 100;

/**
 * Takes a multipart document apart (RFC 2046). Bodies in base64 are decoded; quoted-printable ones are left out, for
 * cloud-init users do not write them by hand.
 */
export function mimeParts(source: MappedText): MimePart[] {
  const { text } = source;
  const head = headEnd(text, 0);
  const boundary = /boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;]+))/iu.exec(text.slice(0, head.start));
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return [];
  const lines = boundaryLines(text, mark);
  return lines.slice(0, -1).flatMap((line, index) => {
    const next = lines[index + 1];
    if (next === undefined || line.closes || index >= MOST_PARTS) return [];
    return readPart(source, line.end, next.start);
  });
}

interface BoundaryLine {
  readonly start: number;
  readonly end: number;
  readonly closes: boolean;
}

function boundaryLines(text: string, mark: string): BoundaryLine[] {
  const found: BoundaryLine[] = [];
  for (let at = text.indexOf(`--${mark}`); at >= 0; at = text.indexOf(`--${mark}`, at + 2)) {
    if (at > 0 && text[at - 1] !== "\n") continue;
    const lineEnd = text.indexOf("\n", at);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    found.push({ start: at, end, closes: text.startsWith("--", at + mark.length + 2) });
  }
  const last = found.at(-1);
  if (last !== undefined && !last.closes) found.push({ start: text.length, end: text.length, closes: true });
  return found;
}

/** The empty line between headers and body: where it starts, and where the body does. */
function headEnd(text: string, from: number): { start: number; body: number } {
  const match = /\r?\n\r?\n/u.exec(text.slice(from, from + 8192));
  if (match === null) return { start: text.length, body: text.length };
  return { start: from + match.index, body: from + match.index + match[0].length };
}

function readPart(source: MappedText, from: number, to: number): MimePart[] {
  const { text } = source;
  const bare = /^\r?\n/u.exec(text.slice(from, from + 2))?.[0].length;
  const head = bare === undefined ? headEnd(text, from) : { start: from, body: from + bare };
  if (head.body > to) return [];
  const headers = text.slice(from, head.start);
  const type = /^content-type\s*:\s*([^\s;]+)/imu.exec(headers)?.[1]?.toLowerCase() ?? "text/plain";
  const encoding = /^content-transfer-encoding\s*:\s*(\S+)/imu.exec(headers)?.[1]?.toLowerCase() ?? "7bit";
  const end = Math.max(head.body, text[to - 1] === "\n" ? to - 1 : to);
  const body = joinedText([
    { text: text.slice(head.body, end), span: (a, b) => source.span(head.body + a, head.body + b) },
  ]);
  if (encoding === "base64") return [{ type, body: decodedText(body) }];
  return encoding === "quoted-printable" ? [] : [{ type, body }];
}
