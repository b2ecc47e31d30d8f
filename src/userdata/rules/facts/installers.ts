/** Commands that run a script which was downloaded: what such a script does needs the network as a rule. */
import type { ShellCommand } from "../../script/command";
import type { FileStore } from "../../script/files";
import { argumentsOf } from "../../script/options";
import { knownStart, literal, written } from "../../script/value";

const shell = /^(?:ba|da|k|z)?sh$/u;

/** Whether a command is a script, or a shell that runs one; not a package manager. */
export function runsScript({ program = "" }: ShellCommand): boolean {
  return shell.test(program) || /\.sh$|^install/u.test(program);
}

/** Whether an option gives the script its proxy, as `--proxy` and `-p` do for that of azcmagent. */
export function namesProxy(command: ShellCommand): boolean {
  return argumentsOf(command).some((word) => /proxy|^-p$/iu.test(knownStart(word.value)));
}

/** Whether a command is a downloaded file, or a shell that reads its script from one or from a download's pipe. */
export function runsDownload(command: ShellCommand, files: FileStore): boolean {
  const { program, words } = command;
  if (program === undefined) return false;
  if (!shell.test(program)) {
    const path = written(words[0]?.value ?? []);
    // Without a slash it is a program of PATH.
    return path.includes("/") && isDownloaded(path, files);
  }
  const given = argumentsOf(command).map((word) => literal(word.value) ?? written(word.value));
  const script = given.find((word) => !word.startsWith("-"));
  const piped = script === undefined || script === "/dev/stdin" || given.includes("-s");
  return piped ? isDownload(command.pipedFrom) : isDownloaded(script, files);
}

function isDownloaded(path: string, files: FileStore): boolean {
  return files.find(path)?.kind === "downloaded";
}

function isDownload(command: ShellCommand | undefined): boolean {
  return command?.program === "curl" || command?.program === "wget";
}
