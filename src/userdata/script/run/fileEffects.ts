import type { ShellCommand } from "../command";
import type { FileStore } from "../files";
import { baseName } from "../files";
import { argumentsOf, option } from "../options";
import { printedBy } from "./substitution";
import type { Value } from "../value";
import { filled, literal, valueText } from "../value";

/** Notes the files that a command writes, downloads or copies, so that running them later is understood. */
export function recordFiles(files: FileStore, command: ShellCommand): void {
  const path = writtenPath(command);
  if (path !== undefined) writeText(files, path, printedBy(command, files) ?? command.input);
  const { program } = command;
  if (program === "tee") recordTee(files, command);
  if (program === "curl" || program === "wget") recordDownload(files, command, path);
  if (program === "cp" || program === "mv" || program === "install") recordCopy(files, command);
}

/** The file that the command's output goes to. */
function writtenPath({ redirections }: ShellCommand): string | undefined {
  for (const { operator, target } of redirections) {
    if (operator === ">" || operator === ">>") return literal(target);
  }
  return undefined;
}

function writeText(files: FileStore, path: string, value: Value | undefined): void {
  if (value === undefined) return;
  files.write({
    kind: "text",
    path,
    // Most files are never run.
    get content() {
      return valueText(value);
    },
  });
}

function recordTee(files: FileStore, command: ShellCommand): void {
  const here = command.redirections.find((each) => each.operator === "here")?.body;
  for (const word of argumentsOf(command)) {
    const path = literal(word.value);
    if (path?.startsWith("-") === false) writeText(files, path, here ?? command.input);
  }
}

function recordDownload(files: FileStore, command: ShellCommand, redirected: string | undefined): void {
  const urls = argumentsOf(command).filter((word) => /^(?:https?|ftp):\/\//u.test(filled(word.value, "")));
  const url = urls[0]?.value;
  if (url === undefined) return;
  const flags = command.program === "curl" ? ["-o", "--output"] : ["-O", "--output-document"];
  const named = option(command, flags);
  const path = named.kind === "given" ? literal(named.value) : undefined;
  const own = baseName(filled(url, "x")).replace(/[?#].*$/u, "");
  files.write({ kind: "downloaded", path: path ?? redirected ?? own, url });
}

function recordCopy(files: FileStore, command: ShellCommand): void {
  const paths = argumentsOf(command).flatMap((word) => {
    const path = literal(word.value);
    return path === undefined || path.startsWith("-") ? [] : [path];
  });
  const [from, to] = paths.slice(-2);
  const file = from === undefined ? undefined : files.find(from);
  if (file === undefined || from === undefined || to === undefined) return;
  files.write({ ...file, path: to.endsWith("/") ? to + baseName(from) : to });
}
