/**
 * What a part of a document holds once its transfer encoding is undone, and where each character stands in the document.
 * Source: Python 3.11's `Message.get_payload`, cloud-init's `fully_decoded_payload` and `decomp_gzip` (22.4.2, 26.2).
 */
import { gunzipSync } from "node:zlib";
import { joinedText, opaqueText, type MappedText, type Run } from "../../script/text/mappedText";

/** The text of a part, and whether it got there unharmed. */
export interface Payload {
  readonly text: MappedText;
  /** Bytes where the encoding gives bytes. */
  readonly bytes: Buffer | undefined;
  /** `lost`: letters that are no UTF-8 any more; `changed`: letters that arrive as `\u2013`. */
  readonly harm: "lost" | "changed" | undefined;
}

/**
 * Undoes a transfer encoding. `encoding` is the header's value: what Python does not know stays as it is. Blanks behind it
 * do not count (Python 3.13; in Debian 12, Python 3.11 does not know `base64 `).
 */
export function decodedPayload(body: MappedText, encoding: string): Payload {
  switch (encoding.trim().toLowerCase()) {
    case "base64":
      return fromBytes(base64Bytes(body.text), body);
    case "quoted-printable":
      return quotedPrintable(body);
    default:
      return plainPayload(body);
  }
}

/** Bytes that stand in the document in another form. */
export function fromBytes(bytes: Buffer, body: MappedText): Payload {
  const text = bytes.toString("utf8");
  const whole = body.span(0, body.text.length);
  return { text: opaqueText(text, whole), bytes, harm: harmOf(text) };
}

function harmOf(decoded: string): "lost" | undefined {
  return decoded.includes("\ufffd") ? "lost" : undefined;
}

/** Text as it is. Python encodes letters beyond ASCII as it never should: Latin-1 where it can, `\uXXXX` elsewhere. */
export function plainPayload(body: MappedText): Payload {
  if (/^[\u0000-\u007f]*$/u.test(body.text)) return { text: body, bytes: undefined, harm: undefined };
  const runs: Run[] = [];
  let harm: Payload["harm"];
  for (const match of body.text.matchAll(/[\u0000-\u007f]+|[\u0080-\u00ff]+|[^\u0000-\u00ff]/gu)) {
    const [written] = match;
    const read = asRead(written);
    if (read.includes("\ufffd")) harm = "lost";
    else if (written.charCodeAt(0) > 0xff) harm ??= "changed";
    runs.push(runAt(body, match.index, written, read));
  }
  return { text: joinedText(runs), bytes: undefined, harm };
}

function asRead(written: string): string {
  const code = written.codePointAt(0) ?? 0;
  if (code < 0x80) return written;
  if (code <= 0xff) return Buffer.from(written, "latin1").toString("utf8");
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** A run that reads as `read` where `written` stands; character by character where the two are the same. */
function runAt(body: MappedText, at: number, written: string, read: string): Run {
  if (read === written) return { text: read, span: (from, to) => body.span(at + from, at + to) };
  return { text: read, span: () => body.span(at, at + written.length) };
}

/** Base64 as Python forgives it: other characters are passed over, and what follows the padding too. */
function base64Bytes(text: string): Buffer {
  const end = paddingEnd(text);
  const letters = text.slice(0, end).replace(/[^A-Za-z0-9+/]/gu, "");
  // One letter too many cannot be decoded; Python then keeps the text.
  return letters.length % 4 === 1 ? Buffer.from(text, "latin1") : Buffer.from(letters, "base64");
}

/** Where the first group of four ends that is filled up with `=`. */
function paddingEnd(text: string): number {
  let letters = 0;
  let padding = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "=") {
      if (letters % 4 >= 2 && (letters % 4) + ++padding >= 4) return at;
    } else if (/[A-Za-z0-9+/]/u.test(letter)) {
      letters++;
      padding = 0;
    }
  }
  return text.length;
}

/** What a sign of quoted-printable stands for: a byte, a line that continues, `=` itself, or text as it is. */
const quoted = /=([0-9A-Fa-f]{2})|=(?:\r[^\n]*)?(?:\n|$)|==|[^=]+|=/gu;

/** As Python's `binascii.a2b_qp`: white space at the end of a line stays. */
function quotedPrintable(body: MappedText): Payload {
  const runs: Run[] = [];
  let bytes: number[] = [];
  let began = 0;
  const flush = (end: number): void => {
    if (bytes.length === 0) return;
    const start = began;
    runs.push({ text: Buffer.from(bytes).toString("utf8"), span: () => body.span(start, end) });
    bytes = [];
  };
  for (const match of body.text.matchAll(quoted)) {
    const [written, hex] = match;
    if (hex !== undefined) {
      if (bytes.length === 0) began = match.index;
      bytes.push(Number.parseInt(hex, 16));
      continue;
    }
    flush(match.index);
    if (written.length > 1 && written.startsWith("=") && written !== "==") continue;
    if (written === "=" && match.index === body.text.length - 1) continue;
    runs.push(runAt(body, match.index, written, written === "==" ? "=" : written));
  }
  flush(body.text.length);
  const text = { ...joinedText(runs), opaque: true as const };
  return { text, bytes: Buffer.from(text.text, "utf8"), harm: harmOf(text.text) };
}

/** More than this is not unpacked: no platform takes user data of that size. */
const longest = 1_048_576;

/** Unpacks gzip; nothing where it is none, is damaged, or is too much. */
export function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: longest });
  } catch {
    return undefined;
  }
}

/** The bytes of a document that starts as gzip; they are read as Latin-1 (see `decodeUserData`). */
export function gzipBytes(text: string): Buffer | undefined {
  return text.startsWith("\u001f\u008b") ? Buffer.from(text, "latin1") : undefined;
}
