import { languageServerLint } from "./languageServer";

/** The first answer of yaml-language-server, for `first.mjs`. */
export async function lintFirst(text: string, schemaFile: string): Promise<unknown> {
  const lint = await languageServerLint(schemaFile);
  return lint(text);
}
