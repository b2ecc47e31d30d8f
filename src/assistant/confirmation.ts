import type { ToolPreview } from "./tool";

/** What a person is asked before a tool changes something: a question, and the whole request as Markdown. */
export interface Confirmation {
  readonly title: string;
  readonly markdown: string;
}

export function confirmationOf({ title, method, path, apiVersion, body }: ToolPreview): Confirmation {
  const request = `${method} ${path}?api-version=${apiVersion}\n\n${JSON.stringify(body, undefined, 2)}`;
  return {
    title: `${title}?`,
    markdown: `This is sent to Azure Resource Manager:\n\n${fenced(request)}`,
  };
}

/** A fence that is longer than any in the text, so that no value can end it. */
function fenced(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}http\n${text}\n${fence}`;
}
