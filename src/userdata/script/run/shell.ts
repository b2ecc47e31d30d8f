import type { ParsedScript } from "unbash";
import type { Flow, CommandSource, ShellCommand, User } from "../command";
import type { FileStore } from "../files";
import type { MappedText, Span } from "../text/mappedText";
import type { Unread } from "../parse";
import type { Dialect, Program } from "../programs";
import type { ShellFunction, ShellState, Variable } from "../state";
import type { Value } from "../value";

/** One script text that was read, whether or not it runs. */
export interface ReadScript {
  readonly source: MappedText;
  readonly place: CommandSource;
  readonly dialect: Dialect;
  readonly syntax: ParsedScript;
}

/** What the walk knows of a function. */
export interface Followed {
  /** How many calls with the same arguments are worth following. */
  readonly worth: number;
  /** The calls that were followed, by their arguments, and how they ended. */
  readonly calls: Map<string, { count: number; ending: Ending }>;
}

/** What all shells of one document share while they are walked. */
export interface DocumentWalk {
  readonly commands: ShellCommand[];
  readonly scripts: ReadScript[];
  /** The texts that a shell reads, each once: by the text, or by what puts it together. */
  readonly programs: Map<MappedText | (() => MappedText), Program>;
  readonly files: FileStore;
  /** Steps that the walk may still take; at 0 it stops, so that no document can hold it up. */
  steps: number;
  /** Below so many steps the walk lets others continue. */
  turn: number;
  /** What is known of the functions that were followed. */
  readonly followed: Map<ShellFunction, Followed>;
  /** Gives each command substitution its own id. */
  substitutions: number;
  /** Where the walk did not continue, and why. */
  readonly unfollowed: Unfollowed[];
  /** The exported variables of the last command; gathering others takes time. */
  exported: ReadonlyMap<string, Variable> | undefined;
}

/** A place of the document that was not followed. */
export interface Unfollowed {
  readonly why: "too much" | Unread;
  readonly span: Span;
}

/** Notes what is not followed; of each cause the first place says enough. */
export function leave(session: DocumentWalk, why: Unfollowed["why"], span: Span): void {
  if (!session.unfollowed.some((each) => each.why === why)) session.unfollowed.push({ why, span });
}

/** Takes steps from the budget; says whether there were any left. */
export function spend(session: DocumentWalk, steps: number): boolean {
  session.steps -= steps;
  return session.steps > 0;
}

/** Steps between two places where the walk may be left: far below a millisecond, and enough that leaving has no cost. */
const STEPS_OF_A_TURN = 100;

/** Whether the walk has taken enough steps since it was last left. */
export function endsTurn(session: DocumentWalk): boolean {
  if (session.steps > session.turn) return false;
  session.turn = session.steps - STEPS_OF_A_TURN;
  return true;
}

/** Whether the budget is used up, so that what goes through many parts stops at `at`; that place is noted. */
export function stopsAt(
  { session, source }: Shell,
  at: { readonly pos: number; readonly end: number },
): boolean {
  if (session.steps > 0) return false;
  leave(session, "too much", source.span(at.pos, at.end));
  return true;
}

/** What it costs to read text that the parser reads again, such as a substitution within a substitution. */
export function readingCost(length: number): number {
  return 1 + (length >> 4);
}

/** One shell while its script is walked. */
export interface Shell {
  readonly session: DocumentWalk;
  /** The shell that runs: it decides what `eval`, `.` and an assignment before a builtin do. */
  readonly dialect: Dialect;
  readonly source: MappedText;
  readonly state: ShellState;
  readonly place: CommandSource;
  readonly user: User;
  readonly flow: Flow;
  /** Functions and nested shells around this one: bounds recursion. */
  readonly depth: number;
  readonly calling: readonly string[];
  /** The states in which the function at hand may return before its end. */
  readonly returns: ShellState[];
  /** Commands to run when the shell ends (`trap … EXIT`). */
  readonly exits: Value[];
  /** What is piped into the shell's next command, when known. */
  readonly input: Value | undefined;
  readonly pipedFrom: ShellCommand | undefined;
}

/** A way in which statements end: by themselves, or by leaving a loop, a function or the shell. */
export type Exit = "continues" | "broke" | "returned" | "exited";

/** All ways in which statements may end; which one it is may be known only on the VM. */
export type Ending = readonly Exit[];

export const continues: Ending = ["continues"];
export const exited: Ending = ["exited"];

/** The ending when what follows `first` ends in `rest`. */
export function followedBy(first: Ending, rest: Ending): Ending {
  if (first === continues) return rest;
  const left = first.filter((exit) => exit !== "continues");
  return left.length === 0 ? rest : union([left, rest]);
}

/** All the ways of several endings. */
export function union(endings: readonly Ending[]): Ending {
  const [first = continues] = endings;
  return endings.every((ending) => ending === first) ? first : [...new Set(endings.flat())];
}

/** The ending with some ways caught: a loop catches `break`, a function `return`. */
export function caught(ending: Ending, ...exits: readonly Exit[]): Ending {
  if (!ending.some((exit) => exits.includes(exit))) return ending;
  return union([ending.filter((exit) => !exits.includes(exit)), continues]);
}

/** How a text comes to be read: as a program, or as one item of the script that cloud-init makes of several. */
export type TextForm = Program["form"] | "item";

/** The parts of the walk that call each other; handed around so that no module imports in a circle. */
export interface Walk {
  /** Runs the parsed script of a substitution in a subshell. */
  substitution(shell: Shell, script: ParsedScript, source: MappedText): void;
  /** Reads a text and runs it in the shell. */
  text(shell: Shell, source: MappedText, dialect: Dialect, form: TextForm): Ending;
  /** Runs a function that is called. */
  call(call: FunctionCall): Ending;
}

/** A call of a function, ready to be followed. */
export interface FunctionCall {
  /** The shell with the call's arguments. */
  readonly shell: Shell;
  readonly body: ShellFunction["body"];
  /** To be called with the body's ending: puts the caller's shell back and tells how the call ends. */
  readonly finish: (ending: Ending) => Ending;
}

/** Nesting of blocks, functions and shells beyond this is not followed. */
export const maxDepth = 120;

/** What may differ between a shell and one inside it. */
export interface ShellChanges extends Partial<
  Omit<Shell, "session" | "place" | "depth" | "input" | "pipedFrom">
> {
  /** What is piped in; left out, it stays. */
  readonly piped?: Pick<Shell, "input" | "pipedFrom">;
}

/** The shell with some things changed. Written out, for it is done for every command and spreading takes ten times as long. */
export function changed(shell: Shell, changes: ShellChanges, depth = shell.depth): Shell {
  const { input, pipedFrom } = changes.piped ?? shell;
  return {
    session: shell.session,
    dialect: changes.dialect ?? shell.dialect,
    source: changes.source ?? shell.source,
    place: shell.place,
    state: changes.state ?? shell.state,
    user: changes.user ?? shell.user,
    flow: changes.flow ?? shell.flow,
    depth,
    calling: changes.calling ?? shell.calling,
    returns: changes.returns ?? shell.returns,
    exits: changes.exits ?? shell.exits,
    input,
    pipedFrom,
  };
}

const none: ShellChanges = {};

/** The shell one level further in. */
export function deeper(shell: Shell, changes = none): Shell {
  return changed(shell, changes, shell.depth + 1);
}
