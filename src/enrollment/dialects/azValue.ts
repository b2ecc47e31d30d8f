import { quoteForShell } from "./quote";

/**
 * A value as one shell word that az takes as it is.
 *
 * az reads a file where an argument, or what follows the first `=` in it, starts with `@`, and has a notation of its own for objects and
 * lists in which quotes, commas and `null` mean something. Both are avoided by JSON, which az takes for every object, dictionary and
 * list (azure-cli 2.45 and 2.91: `azure.cli.core.commands`, `azure.cli.core.aaz`).
 */
export function azJson(value: unknown): string {
  return quoteForShell(hideFileNames(JSON.stringify(value)));
}

/** JSON with no `@` behind a `=`. Both can stand in JSON inside texts only, where `\u0040` is the same character. */
export function hideFileNames(json: string): string {
  return json.replaceAll("=@", "=\\u0040");
}

/** Who reads an option: the commands that are generated (aaz), such as those of networkcloud, or a command of azure-cli's own. */
export type AzReader = "aaz" | "core";

/**
 * A plain text as one shell word. Generated commands read `null`, `??` and a leading `'` as their own notation, in which a
 * text stands between `'`, and `'/` is one `'`. A leading `@`, too, hides there.
 */
export function azText(value: string, reader: AzReader): string {
  const special = value === "null" || value === "??" || /^['@]/.test(value);
  return quoteForShell(reader === "aaz" && special ? `'${value.replaceAll("'", "'/")}'` : value);
}
