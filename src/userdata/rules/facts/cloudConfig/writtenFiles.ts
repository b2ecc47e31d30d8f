import { say } from "../../../../l10n/sentence";
import type { MergedConfig } from "../../../assembly/merge/mergedConfig";
import { isOpen } from "../../../template/templates";
import { memberOf } from "../../../yaml/members";
import type { YamlMapping, YamlScalar } from "../../../yaml/nodes";
import type { Repair } from "../../rule";
import type { Subject } from "../../subject";
import { isTrue, mappingsUnder } from "./config";
import { once } from "../once";

/** One entry of a `write_files` list. */
export interface FileEntry {
  readonly config: MergedConfig;
  readonly entry: YamlMapping;
  readonly deferred: boolean;
  /** How many entries follow that cloud-init writes in the same run: a failure takes them with it. */
  readonly following: number;
}

/** The files that `write_files` lists. */
export const fileEntries = once(({ configs }: Subject): readonly FileEntry[] => configs.flatMap(entriesOf));

function entriesOf(config: MergedConfig): FileEntry[] {
  const following = { now: 0, deferred: 0 };
  return mappingsUnder(config, "write_files")
    .map((entry) => ({ entry, deferred: isTrue(entry, "defer") }))
    .reverse()
    .map(({ entry, deferred }) => {
      const run = deferred ? "deferred" : "now";
      return { config, entry, deferred, following: following[run]++ };
    })
    .reverse();
}

/** A text under a key of a file; nothing where a template is still to fill it in. */
export function certainText({ config, entry }: FileEntry, key: string): YamlScalar | undefined {
  const node = memberOf(entry, key)?.node;
  if (node?.kind !== "scalar" || node.value.type === "null") return undefined;
  return isOpen(config.sourceOf(node).text, node.start, node.end) || isOpen(node.text, 0, node.text.length)
    ? undefined
    : node;
}

/** What else a failure at this file costs; a sentence with a blank in front, or nothing. */
export function lostFiles({ following }: FileEntry): string {
  if (following === 0) return "";
  const what = following === 1 ? say`the file after it is` : say`the ${following} files after it are`;
  return say` cloud-init stops here, so ${what} not written.`;
}

/** Adds `defer: true` behind a value of the entry. Nothing where the value's key does not stand in its line. */
export function deferAfter({ document }: Subject, { entry }: FileEntry, end: number): Repair[] {
  const { lines } = document;
  if (memberOf(entry, "defer") !== undefined) return [];
  const title = say`Add defer: true`;
  if (entry.flow) return [{ title, edits: [{ span: { start: end, end }, text: ", defer: true" }] }];
  const line = lines.lineAt(end);
  const key = /^(\s*(?:-\s+)*)[\w-]+:/u.exec(lines.lineText(line));
  if (key === null) return [];
  const at = lines.startOf(line) + lines.lineText(line).length;
  const indent = (key[1] ?? "").replaceAll("-", " ");
  return [{ title, edits: [{ span: { start: at, end: at }, text: `\n${indent}defer: true` }] }];
}
