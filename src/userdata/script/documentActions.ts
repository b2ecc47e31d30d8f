import type { UserDataDocument } from "../document";
import { readDocument } from "../document";
import { memberOf } from "../yaml/members";
import type { YamlDocument, YamlMapping, YamlNode } from "../yaml/nodes";
import { readYaml } from "../yaml/readYaml";
import type { Action } from "./analyse";
import { configActions } from "./configActions";
import type { MappedText, Span } from "./mappedText";
import { plainText } from "./mappedText";
import type { MimePart } from "./mime";
import { mimeParts } from "./mime";
import { interpreterOf } from "./nested";
import { scalarText } from "./scalarText";

/** A cloud-config of the document: the document itself, or a part of it. */
export interface ConfigPart {
  readonly root: YamlMapping;
  /** The text that the tree's offsets belong to. */
  readonly source: MappedText;
}

/** What a document does on the VM, and the cloud-configs in it. */
export interface DocumentActions {
  readonly actions: readonly Action[];
  readonly configs: readonly ConfigPart[];
  /** The parts of a MIME document or an archive. */
  readonly parts: readonly MimePart[];
  /** The first part that is too deep within others to be read. */
  readonly unread: Span | undefined;
}

/** Parts within parts beyond this are not read. */
const MOST_DEPTH = 3;

/** `yaml` is the document's own tree where the caller has read it already. */
export function documentActions(document: UserDataDocument, yaml?: YamlDocument): DocumentActions {
  const found: Found = { actions: [], configs: [], parts: [], unread: undefined };
  collect(document, plainText(document.text), yaml, found, 0);
  return found;
}

interface Found {
  readonly actions: Action[];
  readonly configs: ConfigPart[];
  readonly parts: MimePart[];
  unread: Span | undefined;
}

function collect(
  document: UserDataDocument,
  source: MappedText,
  yaml: YamlDocument | undefined,
  found: Found,
  depth: number,
): void {
  if (depth > MOST_DEPTH) {
    found.unread ??= source.span(0, Math.min(source.text.length, 80));
    return;
  }
  switch (document.kind) {
    case "shell-script":
    case "cloud-boothook":
      collectScript(source, found);
      break;
    case "cloud-config":
      collectConfig(source, yaml ?? readYaml(source.text), found);
      break;
    case "cloud-config-archive":
      collectArchive(source, (yaml ?? readYaml(source.text)).root, found, depth);
      break;
    case "mime-multipart":
      for (const part of mimeParts(source)) collectPart(part.type, part.body, found, depth);
      break;
    case "unknown":
      collectUnannounced(source, yaml, found);
      break;
    case "cloud-config-jsonp":
    case "part-handler":
    case "include":
    case "include-once":
    case "gzip":
    case "base64":
    case "empty":
      break;
  }
}

function collectScript(source: MappedText, found: Found): void {
  const dialect = interpreterOf(source.text.trimStart());
  if (dialect !== undefined)
    found.actions.push({ kind: "script", source, dialect, place: { kind: "script" } });
}

function collectConfig(source: MappedText, yaml: YamlDocument, found: Found): void {
  if (yaml.root?.kind !== "mapping") return;
  found.configs.push({ root: yaml.root, source });
  found.actions.push(...configActions(yaml.root, source));
}

function collectPart(type: string, body: MappedText, found: Found, depth: number): void {
  found.parts.push({ type, body });
  const document = readDocument(body.text);
  if (type === "text/x-shellscript" || type === "text/cloud-boothook") collectScript(body, found);
  else if (type === "text/cloud-config" && document.kind === "unknown")
    collectConfig(body, readYaml(body.text), found);
  else collect(document, body, undefined, found, depth + 1);
}

/** `#cloud-config-archive`: a list of parts with their types. */
function collectArchive(source: MappedText, root: YamlNode | undefined, found: Found, depth: number): void {
  if (root?.kind !== "sequence") return;
  for (const { node } of root.items) {
    if (node.kind === "scalar") collectPart("text/plain", scalarText(source, node), found, depth);
    if (node.kind !== "mapping") continue;
    const content = memberOf(node, "content")?.node;
    const type = memberOf(node, "type")?.node;
    if (content?.kind !== "scalar") continue;
    collectPart(
      type?.kind === "scalar" ? type.text : "text/plain",
      scalarText(source, content),
      found,
      depth,
    );
  }
}

const configKeys = /^(?:runcmd|bootcmd|write_files|packages|users):/mu;
const enrollingCommands = /\b(?:azcmagent|az (?:login|rest|networkcloud))\b/u;

/** A text without a header is refused by cloud-init; what it was meant to be is judged all the same. */
function collectUnannounced(source: MappedText, yaml: YamlDocument | undefined, found: Found): void {
  if (configKeys.test(source.text)) collectConfig(source, yaml ?? readYaml(source.text), found);
  else if (enrollingCommands.test(source.text))
    found.actions.push({ kind: "script", source, dialect: "bash", place: { kind: "script" } });
}
