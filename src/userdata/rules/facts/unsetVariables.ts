/** Uses of variables that are not set where cloud-init runs commands: HOME and its like. */
import type { ShellCommand } from "../../script/command";
import type { Span } from "../../script/mappedText";
import type { Piece, Value } from "../../script/value";
import type { Subject } from "../subject";

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
export function* unsetUses(subject: Subject): Generator<UnsetUse> {
  const { shell } = subject;
  if (!mayHold(subject, /\b(?:HOME|LOGNAME|USER)\b/u)) return;
  for (const command of shell.commands) {
    if (command.user.kind !== "root") continue;
    for (const value of valuesOf(command)) yield* usesIn(value, command);
  }
}

/** Whether any script of the document may hold such a text; most documents do not, and need no search. */
export function mayHold({ document, assembly }: Subject, text: RegExp): boolean {
  return text.test(document.text) || assembly.composed || /^\s*(?:-\s+)?encoding:/mu.test(document.text);
}

function* valuesOf({ words, assignments, redirections }: ShellCommand): Generator<Value> {
  for (const { value } of words) yield value;
  for (const { value } of assignments) yield value;
  for (const { target, body } of redirections) {
    yield target;
    if (body !== undefined) yield body;
  }
}

function* usesIn(value: Value, command: ShellCommand): Generator<UnsetUse> {
  for (const [index, piece] of value.entries()) {
    if (piece.kind !== "unknown") continue;
    const name = Object.hasOwn(unset, piece.id) ? unset[piece.id] : undefined;
    if (name === undefined) continue;
    yield { name, span: piece.span, beginsPath: index === 0 && isPath(value[1]), command };
  }
}

function isPath(next: Piece | undefined): boolean {
  return next?.kind === "text" && next.text.startsWith("/");
}
