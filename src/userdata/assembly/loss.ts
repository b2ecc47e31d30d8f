/** What does not reach the VM as it is written, and why: the same words in findings and in "What the VM runs". */
import { say } from "../../l10n/sentence";
import type { Span } from "../script/text/mappedText";

export type LossCause = keyof typeof texts;

export interface Loss {
  readonly why: LossCause;
  /** What is lost, or the start of it. */
  readonly place: Span;
  /** A name that the sentence needs: a type, a key, an error. */
  readonly detail: string;
}

type Text = (detail: string) => string;

const texts = {
  gzip: () => say`This could not be unpacked as gzip, so cloud-init drops it.`,
  "gzip part": () =>
    say`This part says it is gzip and could not be unpacked. cloud-init fails here and drops the whole document.`,
  include: () =>
    say`The VM downloads the content of these addresses at boot. The content is not available here, so it was not checked.`,
  "part handler": () =>
    say`This is Python for cloud-init: it runs at every boot and may handle later parts. It was not checked.`,
  "no boundary": (type) =>
    say`This part says it is ${type}, but its boundary is missing or is never alone on a line. cloud-init drops all of it.`,
  "empty archive": () => say`This archive contains no parts.`,
  "broken archive": (problem) => say`cloud-init cannot read this archive and drops all of it: ${problem}`,
  "archive is no list": () =>
    say`A cloud-config-archive is a list of parts. cloud-init drops any other form.`,
  "archive entry": () =>
    say`cloud-init skips this entry: an entry must be a string, or a mapping with content.`,
  "archive content": (kind) =>
    say`The content of this entry is ${kind}, not a string. cloud-init fails here and drops the whole document.`,
  "archive type": (type) =>
    say`"${type}" is not a MIME type. cloud-init fails here and drops the whole document. Write, for example, text/cloud-config.`,
  "archive header": (key) =>
    say`The value of "${key}" is not a string. cloud-init fails here and drops the whole document.`,
  "too many": () => say`This document has more than 300 parts. The parts from here on were not read.`,
  "too deep": () => say`These parts are nested too deeply and were not read.`,
  "unhandled type": (type) => say`cloud-init has no handler for the type ${type}, so it drops this part.`,
  "no header": () =>
    say`cloud-init does not recognize this part: its first line is not a known header such as #cloud-config or #!. cloud-init drops the part.`,
  "not examined": (type) =>
    say`In an archive, the type counts, not the first line: ${type} has no handler, so cloud-init drops this entry.`,
  letters: () =>
    say`This part has non-ASCII characters and is not encoded in base64. Python's MIME reader damages them, and cloud-init drops the part.`,
  empty: () => say`This part is empty.`,
  "no file name": () =>
    say`No valid characters remain in this part's file name, so cloud-init cannot write the file.`,
  "jinja line": () =>
    say`cloud-init drops this template: "## template: jinja" must be its first line, alone and with nothing before it.`,
  "jinja syntax": (problem) => say`cloud-init drops this template. ${problem}`,
  "jinja kind": (type) =>
    say`cloud-init fills in only templates of cloud-configs and scripts, and drops this one (${type}).`,
  "empty config": () => say`cloud-init drops this cloud-config: it contains no key.`,
  "broken config": (problem) => say`cloud-init drops this cloud-config: ${problem}`,
  "config is no mapping": () => say`cloud-init drops this cloud-config: it is not a mapping of keys.`,
  "merge words": (words) =>
    say`cloud-init does not understand the merge "${words}" and drops this cloud-config.`,
  "merge without dict": (words) =>
    say`The merge "${words}" does not specify how mappings are merged (dict), so cloud-init drops this cloud-config.`,
  "merge fails": () =>
    say`These values cannot be merged as specified, so cloud-init drops this cloud-config.`,
  patch: () =>
    say`This is a JSON patch of the cloud-config merged before it. It was not analyzed, so the keys that it changes are not known.`,
} satisfies Readonly<Record<string, Text>>;

export function lossText({ why, detail }: Loss): string {
  return texts[why](detail);
}

/** Causes for which the document is not wrong: it holds what only the VM can read. */
export const unknownHere: ReadonlySet<LossCause> = new Set<LossCause>([
  "include",
  "part handler",
  "patch",
  "too many",
  "too deep",
]);
