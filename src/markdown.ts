/**
 * Any text as one line of Markdown that shows just this text: what comes from Azure, or from a file, makes no link, image, HTML, table
 * cell or code block. For reports, which people read unrendered too; tooltips escape more (`views/tree/markdown.ts`).
 */
export function plainMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_[\]<>|~]/g, String.raw`\$&`);
}
