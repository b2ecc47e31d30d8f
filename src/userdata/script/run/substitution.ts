import type { ShellCommand } from "../command";
import type { FileStore } from "../files";
import { exactPiece } from "./literals";
import { opaqueText } from "../text/mappedText";
import type { Piece, Value } from "../value";
import { literal, withoutTrailingNewlines } from "../value";

/**
 * What the commands of a substitution print, when that is certain: `$(cat <<EOF …)`, `$(echo …)`, `$(cat FILE)` of a
 * file that the user data wrote.
 */
export function outputOf(commands: readonly ShellCommand[], files: FileStore): Value | undefined {
  const [command] = commands;
  if (command === undefined || commands.length > 1) return undefined;
  if (command.redirections.some((each) => each.operator === ">" || each.operator === ">>")) return undefined;
  const printed = printedBy(command, files);
  return printed === undefined ? undefined : withoutTrailingNewlines(printed);
}

/** The last program of a substitution: the one whose output it is. */
export function programOf(commands: readonly ShellCommand[]): string | undefined {
  return commands.at(-1)?.program;
}

/** What one command prints, when that is certain; where it goes is the caller's business. */
export function printedBy(command: ShellCommand, files: FileStore): Value | undefined {
  if (command.program === "cat") return catOutput(command, files);
  return command.program === "echo" ? echoed(command) : undefined;
}

function catOutput(command: ShellCommand, files: FileStore): Value | undefined {
  const [, path, ...more] = command.words;
  if (more.length > 0) return undefined;
  if (path === undefined) return command.redirections.find((each) => each.operator === "here")?.body;
  const name = literal(path.value);
  const file = name === undefined ? undefined : files.find(name);
  if (file?.kind !== "text") return undefined;
  return [exactPiece(file.content, 0, file.content.text.length)];
}

function echoed(command: ShellCommand): Value | undefined {
  const words = command.words.slice(1);
  if (words.some((word) => word.spreads || literal(word.value)?.startsWith("-") === true)) return undefined;
  return words.flatMap((word, index): Piece[] => {
    if (index === 0) return [...word.value];
    return [exactPiece(opaqueText(" ", word.span), 0, 1), ...word.value];
  });
}
