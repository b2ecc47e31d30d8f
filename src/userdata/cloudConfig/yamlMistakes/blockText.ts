import type { LineIndex } from "../../lineIndex";

/** The end of a line that opens a block of text: `content: |`, `- >-`. */
const opensBlock = /(?:^|[:\s-])[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:#.*)?$/u;

/** An entry or a key. */
const structure = /^\s*(?:-(?:\s|$)|["']?[\w.-]+["']?:(?:\s|$))/u;

/** How far up the head of a block is looked for. */
const farthest = 300;

/**
 * The line that opens the block of text which stands right above a line and which that line was meant to belong to; nothing
 * where the line before it belongs to something else.
 */
export function blockAbove(lines: LineIndex, number: number): number | undefined {
  const own = indentOf(lines.lineText(number));
  for (let at = number - 1; at >= Math.max(0, number - farthest); at--) {
    const text = lines.lineText(at);
    if (text.trim() === "") continue;
    if (opensBlock.test(text)) return own <= childIndent(text) ? at : undefined;
    // Text that is not indented either belongs to the same block.
    if (indentOf(text) <= own && structure.test(text)) return undefined;
  }
  return undefined;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** The column of the key or dash that a block belongs to; its text must stand deeper. */
function childIndent(text: string): number {
  const dashes = /^\s*(?:-\s+)*/u.exec(text)?.[0].length ?? 0;
  return text.slice(dashes).startsWith("|") || text.slice(dashes).startsWith(">") ? indentOf(text) : dashes;
}
