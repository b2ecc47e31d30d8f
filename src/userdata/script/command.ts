import type { ScriptFolder } from "../assembly/handled";
import type { Span } from "./text/mappedText";
import type { LostVariables, ShellOptions, ShellWord, Variable } from "./state";
import type { Value } from "./value";

/** Where in the user data a command stands. */
export type CommandSource =
  /** A script of its own: user data, a part, a boothook. */
  | { readonly kind: "script"; readonly folder: ScriptFolder; readonly everyBoot: boolean }
  | { readonly kind: "bootcmd" }
  | { readonly kind: "runcmd" }
  /** cloud-init's own installation of the `packages` of a cloud-config, written as the command that it comes to. */
  | { readonly kind: "packages" }
  | { readonly kind: "file"; readonly path: string };

/** Who runs the command: user data runs as root unless the script says otherwise. */
export type User = { readonly kind: "root" } | { readonly kind: "other"; readonly name: string };

/**
 * What becomes of the command's exit status.
 * `plain`: the shell's options decide. `checked`: something looks at it (`if`, `|| exit`).
 * `chained`: it only decides whether the next command of a `&&` list runs. `ignored`: it is thrown away.
 */
export type StatusUse = "plain" | "checked" | "chained" | "ignored";

/** How the flow of the script reaches the command. */
export interface Flow {
  readonly status: StatusUse;
  /** Whether every run of the script gets here, or only some. */
  readonly reached: "always" | "maybe";
  readonly background: boolean;
  /** Whether what it prints reaches the boot's log, or is taken by a pipe, a substitution or a file. */
  readonly output: "log" | "taken";
  /** Set within `$(…)` of bash under `set -e`: a failure does not stop what is in there, only the last status counts. */
  readonly lenient?: true;
  /** Whether something remembers that it ran before (`cloud-init-per`, an `if` that asks first). */
  readonly guarded: boolean;
}

export interface Redirection {
  readonly operator: ">" | ">>" | "<" | "here";
  readonly target: Value;
  /** The text of a here-document or here-string. */
  readonly body: Value | undefined;
}

export interface Assigned {
  readonly name: string;
  readonly value: Value;
  readonly span: Span;
}

/** One simple command, at the point of the run where it is executed. */
export interface ShellCommand {
  /** A text for the shell, a list of words under `runcmd`, or a text that stands encoded in the document. */
  readonly form: "text" | "list" | "opaque";
  /** The command as written, with its prefixes and redirections. */
  readonly span: Span;
  /** The base name of the program when it is certain; prefixes such as `sudo` and `env` are peeled. */
  readonly program: string | undefined;
  /** The program and its arguments. */
  readonly words: readonly ShellWord[];
  /** Prefixes that were peeled: `sudo`, `env`, `timeout`, … */
  readonly wrappers: readonly string[];
  /** Variables that the command sets, or gets in front of it. */
  readonly assignments: readonly Assigned[];
  readonly redirections: readonly Redirection[];
  readonly user: User;
  /** The exported variables that reach the program, with those in front of it. */
  readonly exported: ReadonlyMap<string, Variable>;
  /** What `sudo`, `env -i`, `su -` and their kin kept from the program, or may have kept from it. */
  readonly lost: LostVariables | undefined;
  readonly options: ShellOptions;
  readonly flow: Flow;
  readonly place: CommandSource;
  /** What is piped into it, when that is known. */
  readonly input: Value | undefined;
  /** The program whose output is piped into it. */
  readonly pipedFrom: ShellCommand | undefined;
}
