/**
 * Any text as one line of Markdown that shows just this text: what comes from Azure, or from a file, makes no link, image, HTML, table
 * cell or code block. For reports, which people read unrendered too; tooltips escape more (`rows/markdown.ts`).
 */
export function plainMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_[\]<>|~]/g, String.raw`\$&`);
}

/** VS Code makes links of `[words](command:…)` in notifications and below a text box, and runs their commands. This text makes none. */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}
