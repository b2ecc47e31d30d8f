/** Markdown paragraphs, without the empty ones. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** One line a fact, `**label**: value`; facts without a value are left out. The values are escaped. */
export function factLines(facts: readonly (readonly [label: string, value: string | undefined])[]): string {
  return facts
    .flatMap(([label, value]) =>
      value === undefined || value === "" ? [] : [`**${escapeMarkdown(label)}**: ${escapeMarkdown(value)}`],
    )
    .join("  \n");
}

/**
 * Any text as Markdown that shows just this text: names come from Azure and may hold links, icons or markup.
 * Every ASCII punctuation character can be escaped (CommonMark 0.31, section 2.4), which also keeps bare URLs
 * and VS Code's `$(icon)` from being read. Line breaks become blanks.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/gu, " ").replace(/[!-/:-@[-`{-~]/gu, String.raw`\$&`);
}
