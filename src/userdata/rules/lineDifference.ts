/**
 * What changes between two short texts, line by line, as a reader of `diff` knows it: `-` for lines of the first, `+` for
 * lines of the second, with `context` lines around each change and `…` for what is left out. Long lines are cut.
 */
export function lineDifference(before: string, after: string, context: number): string {
  const lines = difference(before.trimEnd().split("\n"), after.trimEnd().split("\n"));
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some((line) => line.mark !== " "),
  );
  const shown: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (near[index] === true) shown.push(cut(`${line.mark} ${visible(line.text)}`.trimEnd()));
    else if (near[index - 1] !== false) shown.push("  …");
  }
  return limited(shown).join("\n");
}

interface Line {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/** The longest common lines stay; the table is small because the texts are. */
function difference(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > 4_000_000) throw new RangeError("These texts are too long to compare.");
  const table = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const next = cell(table, i + 1, j + 1) + 1;
      const row = table[i];
      if (row !== undefined)
        row[j] = before[i] === after[j] ? next : Math.max(cell(table, i + 1, j), cell(table, i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      lines.push({ mark: " ", text: old });
      i++;
      j++;
    } else if (old !== undefined && (now === undefined || cell(table, i + 1, j) >= cell(table, i, j + 1))) {
      lines.push({ mark: "-", text: old });
      i++;
    } else {
      lines.push({ mark: "+", text: now ?? "" });
      j++;
    }
  }
  return lines;
}

function cell(table: readonly Uint16Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function visible(text: string): string {
  return text.replaceAll("\r", "␍");
}

function cut(line: string): string {
  return line.length > 140 ? `${line.slice(0, 120)}…` : line;
}

/** Some examples are long on purpose (size); a page shows their first lines. */
function limited(lines: readonly string[]): readonly string[] {
  return lines.length > 40 ? [...lines.slice(0, 12), "  …"] : lines;
}
