import { bypasses } from "../arm/proxies/decide";
import type { ProxyReader } from "../arm/proxies/reader";
import { readers } from "../arm/proxies/readers";
import { LineIndex } from "./lineIndex";
import type { Hover } from "./cloudConfig/editor/hover";

const variable = /(?<![\w$-])(?:https?|all|no)_proxy(?!\w)/giu;

/** Which programs read the proxy variable at an offset of any user data; undefined where there is none. */
export function proxyHover(text: string, offset: number): Hover | undefined {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const line = text.slice(from, end < 0 ? text.length : end);
  for (const match of line.matchAll(variable)) {
    const [name] = match;
    const start = from + match.index;
    if (offset < start || offset > start + name.length) continue;
    if (name !== name.toUpperCase() && name !== name.toLowerCase()) return undefined;
    return { range: new LineIndex(text).range(start, start + name.length), markdown: describe(name) };
  }
  return undefined;
}

function describe(name: string): string {
  const isList = /^no_/iu.test(name);
  const uses = (reader: ProxyReader): boolean => {
    const groups = isList ? reader.exceptions : [...reader.http, ...reader.https];
    return groups.some(({ names }) => names.includes(name));
  };
  const lines = [
    `\`${name}\` is read by ${inWords(readers.filter(uses))}.`,
    `Not read by ${inWords(readers.filter((reader) => !uses(reader)))}.`,
    ...(isList
      ? [`Ranges such as \`10.0.0.0/8\` are understood by ${inWords(readers.filter(takesRanges))}.`]
      : []),
  ];
  return lines.filter((line) => !line.includes("by nothing")).join("\n\n");
}

function takesRanges(reader: ProxyReader): boolean {
  const list = "10.0.0.0/8";
  return bypasses(reader, { no_proxy: list, NO_PROXY: list }, new URL("http://10.1.2.3/"));
}

/** Programs by name; the versions only where a program's versions differ. */
function inWords(found: readonly ProxyReader[]): string {
  if (found.length === 0) return "nothing";
  const names = new Set(
    found.map(({ name, versions }) => {
      const all = readers.filter((reader) => reader.name === name);
      return all.every((reader) => found.includes(reader)) ? name : `${name} (${versions})`;
    }),
  );
  return [...names].join(", ");
}
