/**
 * The first thing that cloud-init does with user data: it takes the document apart into attachments. gzip is unpacked,
 * MIME and archives are taken apart, and each part gets its type and its file name.
 * Source: `user_data.py` of cloud-init 22.4.2 and 26.2, which agree.
 */
import type { MappedText, Span } from "../../script/text/mappedText";
import type { YamlDocument } from "../../yaml/nodes";
import { archiveEntries } from "./archive";
import {
  announcedType,
  archiveType,
  examinedTypes,
  gzipTypes,
  includeTypes,
  notMultipart,
} from "./contentTypes";
import type { Loss } from "../loss";
import { fileName, headerValue, type MimeHeader } from "./mimeHeaders";
import { readMessage, type MimeMessage } from "./mimeMessage";
import { decodedPayload, fromBytes, gzipBytes, plainPayload, unpacked, type Payload } from "./payload";

/** One part of the document, ready for the handler of its type. */
export interface Attachment extends Payload {
  /** In small letters: `text/x-shellscript`. */
  readonly type: string;
  /** The file that it gets, as given or `part-001`. */
  readonly name: string;
  /** By their names as written. */
  readonly headers: readonly MimeHeader[];
  /** The whole part in the document. */
  readonly place: Span;
  /** Whether it is an entry of an archive, whose first line counts for nothing. */
  readonly archived: boolean;
}

export interface Attachments {
  readonly found: readonly Attachment[];
  readonly losses: readonly Loss[];
  /** Set where cloud-init gives the whole document up. */
  readonly failure: Loss | undefined;
  /** Whether the document holds parts, or is gzip, so that it is more than its own text. */
  readonly composed: boolean;
}

/** Far more than any document has that a person or a tool writes. */
const maxParts = 300;

/** cloud-init looks for `MIME-Version:` in the first 4,096 bytes. */
const mimeWindow = 4096;

/** `yaml` is the tree of an archive where the caller has read it already. */
export function attachments(source: MappedText, yaml?: YamlDocument): Attachments {
  const opener = new Opener();
  const bytes = gzipBytes(source.text);
  const inner = bytes && unpacked(bytes);
  if (inner !== undefined) opener.document(fromBytes(inner, source).text);
  else if (bytes !== undefined) opener.lose("gzip", source);
  else opener.document(source, yaml);
  const composed = opener.composed || inner !== undefined;
  return { found: opener.found, losses: opener.losses, failure: opener.failure, composed };
}

/** Whether cloud-init reads a text as MIME. */
export function isMime(text: string): boolean {
  const start = text.slice(0, mimeWindow);
  if (!start.toLowerCase().includes("mime-version:")) return false;
  return Buffer.from(start)
    .subarray(0, mimeWindow)
    .toString("latin1")
    .toLowerCase()
    .includes("mime-version:");
}

class Opener {
  readonly found: Attachment[] = [];
  readonly losses: Loss[] = [];
  failure: Loss | undefined;
  composed = false;

  lose(why: Loss["why"], at: MappedText, detail = ""): void {
    this.losses.push({ why, place: at.span(0, Math.min(at.text.length, firstLine(at.text))), detail });
  }

  document(source: MappedText, yaml?: YamlDocument): void {
    if (!isMime(source.text)) {
      this.#examine({ text: source, bytes: undefined, harm: undefined }, notMultipart, [], source, yaml);
      return;
    }
    this.composed = true;
    const message = readMessage(source.text);
    this.#message(message, source, true);
  }

  #message(message: MimeMessage, source: MappedText, outermost: boolean): void {
    const { type, content, headers } = message;
    if (content.kind === "messages") {
      if (type.startsWith("message/")) this.#twice(content.messages, source);
      else for (const each of content.messages) this.#message(each, source, false);
      return;
    }
    const body = slice(source, content.start, content.end);
    const whole = slice(source, message.start, message.end);
    if (content.kind === "too deep") {
      this.lose("too deep", whole);
      return;
    }
    if (type.startsWith("multipart/")) {
      this.lose("no boundary", whole, type);
      return;
    }
    const encoding = headerValue(headers, "content-transfer-encoding") ?? "";
    const payload = decodedPayload(body, encoding);
    // cloud-init writes the type of the document's own message again, and its parameters go.
    const kept = outermost ? withType(headers, type) : headers;
    if (gzipTypes.has(type)) this.#compressed(payload, kept, whole);
    else this.#examine(payload, type, kept, whole);
  }

  /** A message within a part counts as a part, and what it holds is handled twice. */
  #twice(messages: readonly MimeMessage[], source: MappedText): void {
    const before = this.found.length;
    for (const each of messages) this.#message(each, source, false);
    const again = this.found.slice(before);
    this.found.push(...again);
  }

  #compressed(payload: Payload, headers: readonly MimeHeader[], whole: MappedText): void {
    const inner = unpacked(payload.bytes ?? Buffer.from(payload.text.text, "latin1"));
    const text = inner && fromBytes(inner, payload.text);
    if (text === undefined || text.harm !== undefined) {
      this.failure ??= { why: "gzip part", place: whole.span(0, firstLine(whole.text)), detail: "" };
      return;
    }
    // Of the headers only the file name is kept, and the letters suffer as those of a plain part do.
    const name = fileName(headers);
    const kept =
      name !== undefined && name !== ""
        ? [{ name: "Content-Disposition", value: `attachment; filename="${name}"` }]
        : [];
    const type = announcedType(text.text.text);
    this.#examine(type === archiveType ? text : plainPayload(text.text), "text/plain", kept, whole);
  }

  #examine(
    payload: Payload,
    given: string,
    headers: readonly MimeHeader[],
    whole: MappedText,
    yaml?: YamlDocument,
  ): void {
    const type = (examinedTypes.has(given) ? announcedType(payload.text.text) : undefined) ?? given;
    if (includeTypes.has(type)) this.lose("include", whole);
    else if (type === archiveType) this.#archive(payload, whole, yaml);
    else this.#attach(payload, type, type === given ? headers : withType(headers, type), whole);
  }

  #archive(payload: Payload, whole: MappedText, yaml: YamlDocument | undefined): void {
    this.composed = true;
    const { entries, losses, failure } = archiveEntries(payload, yaml);
    this.losses.push(...losses);
    this.failure ??= failure;
    for (const entry of entries)
      this.#attach(entry.payload, entry.type, entry.headers, entry.payload.text, true);
    if (entries.length === 0 && losses.length === 0 && failure === undefined)
      this.lose("empty archive", whole);
  }

  #attach(
    payload: Payload,
    type: string,
    headers: readonly MimeHeader[],
    whole: MappedText,
    archived = false,
  ): void {
    if (this.found.length >= maxParts) {
      if (this.found.length === maxParts) this.lose("too many", whole);
      return;
    }
    const number = String(this.found.length + 1).padStart(3, "0");
    const given = fileName(headers) ?? "";
    const name = given === "" ? `part-${number}` : given;
    const { text, bytes, harm } = payload;
    const place = whole.span(0, whole.text.length);
    this.found.push({ text, bytes, harm, type, name, headers, place, archived });
  }
}

function withType(headers: readonly MimeHeader[], type: string): MimeHeader[] {
  const others = headers.filter(({ name }) => name.toLowerCase() !== "content-type");
  return [...others, { name: "Content-Type", value: type }];
}

/** A range of a text, as a text. */
export function slice(source: MappedText, start: number, end: number): MappedText {
  if (start === 0 && end === source.text.length) return source;
  return {
    text: source.text.slice(start, end),
    ...(source.opaque && { opaque: source.opaque }),
    span: (from, to) => source.span(start + from, start + to),
  };
}

function firstLine(text: string): number {
  const end = text.search(/[\r\n]/u);
  return Math.max(1, Math.min(end < 0 ? 80 : end, 80));
}
