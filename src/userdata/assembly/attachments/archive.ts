/**
 * Takes a cloud-config-archive apart. Its entries are not looked at again: a script that is announced as text/plain is
 * dropped, an archive within an archive too. Source: `_explode_archive` of cloud-init 22.4.2 and 26.2.
 */
import { say } from "../../../l10n/sentence";
import type { MappedText, Span } from "../../script/text/mappedText";
import { scalarText } from "../../script/text/scalarText";
import { memberOf, membersOf } from "../../yaml/members";
import type { YamlDocument, YamlMapping, YamlNode, YamlScalar } from "../../yaml/nodes";
import { readYaml } from "../../yaml/readYaml";
import { tagPrefix } from "../../yaml/scalars/scalarValue";
import { announcedType } from "./contentTypes";
import type { Loss } from "../loss";
import { typeOf, type MimeHeader } from "./mimeHeaders";
import { fromBytes, plainPayload, type Payload } from "./payload";

export interface ArchiveEntry {
  readonly payload: Payload;
  readonly type: string;
  readonly headers: readonly MimeHeader[];
}

export interface Archive {
  readonly entries: readonly ArchiveEntry[];
  readonly losses: readonly Loss[];
  /** Set where cloud-init gives up the whole document. */
  readonly failure: Loss | undefined;
}

/** `yaml` is the tree of the archive where the caller has read it already. */
export function archiveEntries({ text: source, harm }: Payload, yaml?: YamlDocument): Archive {
  const nothing = (loss: Loss): Archive => ({ entries: [], losses: [loss], failure: undefined });
  const top = source.span(0, Math.min(source.text.length, 22));
  if (harm === "lost") return nothing({ why: "letters", place: top, detail: "" });
  const { root, problem } = yaml ?? readYaml(source.text);
  if (problem !== undefined) {
    const place = source.span(problem.start, problem.end);
    return nothing({ why: "broken archive", place, detail: problem.message });
  }
  if (root === undefined) return { entries: [], losses: [], failure: undefined };
  if (root.kind !== "sequence") return nothing({ why: "archive is no list", place: top, detail: "" });
  const losses: Loss[] = [];
  const entries: ArchiveEntry[] = [];
  for (const { node } of root.items) {
    const place = source.span(node.start, node.end);
    const read = entryOf(node, source, place);
    if (read === undefined) losses.push({ why: "archive entry", place, detail: "" });
    else if ("why" in read) return { entries: [], losses, failure: read };
    else entries.push(read);
  }
  return { entries, losses, failure: undefined };
}

function isText(node: YamlNode): node is YamlScalar {
  return node.kind === "scalar" && node.value.type === "string";
}

function entryOf(node: YamlNode, source: MappedText, place: Span): ArchiveEntry | Loss | undefined {
  if (isText(node) && node.tag !== `${tagPrefix}binary`)
    return entry(plain(scalarText(source, node)), "", []);
  if (node.kind !== "mapping") return undefined;
  const content = memberOf(node, "content")?.node;
  const payload = content === undefined ? plain(nothingAt(place)) : contentOf(content, source);
  if (payload === undefined) return { why: "archive content", place, detail: kindOf(content) };
  const type = memberOf(node, "type")?.node;
  const given = type === undefined || isEmpty(type) ? "" : isText(type) ? type.text : undefined;
  if (given === undefined || (given !== "" && !given.includes("/")))
    return { why: "archive type", place, detail: type?.kind === "scalar" ? type.text : "" };
  const headers = headersOf(node);
  return typeof headers === "string"
    ? { why: "archive header", place, detail: headers }
    : entry(payload, given, headers);
}

function entry(payload: Payload, given: string, headers: readonly MimeHeader[]): ArchiveEntry {
  const missing = payload.bytes === undefined ? "text/cloud-config" : "application/octet-stream";
  if (given === "") return { payload, type: announcedType(payload.text.text) ?? missing, headers };
  // Only "text" in small letters is written so that letters beyond ASCII survive.
  const safe = given.startsWith("text/") || payload.bytes !== undefined;
  return { payload: safe ? payload : plainPayload(payload.text), type: typeOf(given), headers };
}

function plain(text: MappedText): Payload {
  return { text, bytes: undefined, harm: undefined };
}

function nothingAt(place: Span): MappedText {
  return { text: "", span: () => place };
}

function contentOf(node: YamlNode, source: MappedText): Payload | undefined {
  if (!isText(node)) return undefined;
  const text = scalarText(source, node);
  return node.tag === `${tagPrefix}binary` ? fromBytes(Buffer.from(node.text, "base64"), text) : plain(text);
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === "scalar" && (node.value.type === "null" || (isText(node) && node.text === ""));
}

function kindOf(node: YamlNode | undefined): string {
  if (node?.kind !== "scalar") return node?.kind === "mapping" ? say`a mapping` : say`a list`;
  return node.value.type === "null" ? "empty" : `a ${node.value.type}`;
}

/** Keys that are no headers. */
const ownKeys: ReadonlySet<string> = new Set([
  "content",
  "filename",
  "type",
  "launch-index",
  "content-disposition",
  "number-attachments",
  "content-type",
]);

/** The entry's other keys are headers; the name of the key whose value cannot be one. */
function headersOf(mapping: YamlMapping): MimeHeader[] | string {
  const headers: MimeHeader[] = [];
  for (const { name, named, node } of membersOf(mapping)) {
    if (named && name === "filename") {
      const value = node.kind === "scalar" && node.value.type !== "null" ? node.text : "None";
      headers.push({
        name: "Content-Disposition",
        value: `attachment; filename="${value.replace(/["\\]/gu, "")}"`,
      });
    }
    if (ownKeys.has(name.toLowerCase())) continue;
    const empty = node.kind === "scalar" && node.value.type === "null";
    if (!named || !(isText(node) || empty)) return name;
    headers.push({ name, value: empty ? "" : node.text });
  }
  return headers;
}
