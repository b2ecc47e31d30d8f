/** Uses of variables that are not set where cloud-init runs commands: HOME and its like. */
import type { ShellCommand } from "../../script/command";
import type { Span } from "../../script/text/mappedText";
import type { Piece, Value } from "../../script/value";
import type { UserDataDocument } from "../../document";
import type { Subject } from "../subject";
import { once } from "./once";

export interface UnsetUse {
  readonly name: "HOME" | "LOGNAME" | "USER";
  readonly span: Span;
  /** Whether a path follows, as in `$HOME/.azure`. */
  readonly beginsPath: boolean;
  readonly command: ShellCommand;
}

/**
 * cloud-init's services are units without a user, so systemd sets no HOME and no LOGNAME for them; USER is root from
 * systemd 262 on and not set in Debian 12 (systemd 252). Seen in real boots of cloud-init 22.4.2 and 26.2.
 */
const unset: Readonly<Record<string, UnsetUse["name"]>> = {
  "variable:HOME": "HOME",
  "variable:LOGNAME": "LOGNAME",
  "variable:USER": "USER",
};

/** Every use, in the order of the run; where the script sets the variable itself there is none. */
export const unsetUses = once(readUses);

function readUses(subject: Subject): readonly UnsetUse[] {
  if (!mayHold(subject, /\b(?:HOME|LOGNAME|USER)\b/u)) return [];
  const uses: UnsetUse[] = [];
  for (const command of subject.shell.commands) {
    if (command.user.kind !== "root") continue;
    const { words, assignments, redirections } = command;
    for (const { value } of words) addUses(value, command, uses);
    for (const { value } of assignments) addUses(value, command, uses);
    for (const { target, body } of redirections) {
      addUses(target, command, uses);
      if (body !== undefined) addUses(body, command, uses);
    }
  }
  return uses;
}

/** Whether any script of the document may hold such a text; most documents do not, and need no search. */
export function mayHold({ document, assembly }: Subject, text: RegExp): boolean {
  return text.test(document.text) || assembly.composed || holdsEncodedFile(document);
}

/** Whether a file of `write_files` may stand in the document in another form. */
const holdsEncodedFile = once(({ text }: UserDataDocument): boolean => {
  return text.includes("encoding:") && /^\s*(?:-\s+)?encoding:/mu.test(text);
});

function addUses(value: Value, command: ShellCommand, uses: UnsetUse[]): void {
  for (let index = 0; index < value.length; index++) {
    const piece = value[index];
    if (piece?.kind !== "unknown") continue;
    const name = Object.hasOwn(unset, piece.id) ? unset[piece.id] : undefined;
    if (name === undefined) continue;
    uses.push({ name, span: piece.span, beginsPath: index === 0 && isPath(value[1]), command });
  }
}

function isPath(next: Piece | undefined): boolean {
  return next?.kind === "text" && next.text.startsWith("/");
}
