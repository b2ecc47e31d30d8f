/**
 * Any text as Markdown that shows just this text: names come from Azure and may hold links, icons or markup.
 * Every ASCII punctuation character can be escaped (CommonMark 0.31, section 2.4), which also keeps bare URLs
 * and VS Code's `$(icon)` from being read. Line breaks become blanks.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/gu, " ").replace(/[!-/:-@[-`{-~]/gu, String.raw`\$&`);
}
