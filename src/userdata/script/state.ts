import type { CompoundCommand, CompoundList, Redirected } from "unbash";
import type { MappedText, Span } from "./mappedText";
import type { Value } from "./value";
import { compareValues } from "./value";

/** One word of a command after expansion. */
export interface ShellWord {
  readonly value: Value;
  readonly span: Span;
  /** Whether the word may become no word or several at run time, as `"$@"` or an unquoted `$FLAGS` can. */
  readonly spreads: boolean;
}

export type Content =
  | { readonly kind: "scalar"; readonly value: Value }
  | { readonly kind: "array"; readonly words: readonly ShellWord[] };

/** A shell variable as the walk knows it. */
export interface Variable {
  readonly content: Content;
  readonly exported: boolean;
  /** Whether only some ways through the script set it so. */
  readonly maybe: boolean;
  /** Where its value was written. */
  readonly span: Span;
}

/** A function's body, with the text that its offsets belong to. */
export interface ShellFunction {
  readonly body: CompoundCommand | Redirected | CompoundList;
  readonly source: MappedText;
}

/** The shell options that decide what happens to a failing command, and what is logged. */
export interface ShellOptions {
  readonly errexit: boolean;
  readonly pipefail: boolean;
  readonly xtrace: boolean;
  readonly allexport: boolean;
}

const NO_OPTIONS: ShellOptions = { errexit: false, pipefail: false, xtrace: false, allexport: false };

/** Names beyond this are not tracked, so that each command's picture of its variables stays cheap. */
const MOST_VARIABLES = 500;

/** What one shell process holds while the walk goes through its script. */
export class ShellState {
  options: ShellOptions;
  positional: readonly ShellWord[] | undefined;
  readonly functions: Map<string, ShellFunction>;
  private variables: ReadonlyMap<string, Variable>;
  private shared = true;

  constructor(
    variables: ReadonlyMap<string, Variable> = new Map(),
    functions: ReadonlyMap<string, ShellFunction> = new Map(),
    options: ShellOptions = NO_OPTIONS,
    positional?: readonly ShellWord[],
  ) {
    this.variables = variables;
    this.functions = new Map(functions);
    this.options = options;
    this.positional = positional;
  }

  /** A subshell or a branch: everything is copied. */
  fork(): ShellState {
    return new ShellState(this.snapshot(), this.functions, this.options, this.positional);
  }

  /** A new process: it sees the exported variables only. */
  spawn(): ShellState {
    const exported = [...this.variables].filter(([, variable]) => variable.exported);
    return new ShellState(new Map(exported));
  }

  get(name: string): Variable | undefined {
    return this.variables.get(name);
  }

  set(name: string, variable: Variable): void {
    if (!this.variables.has(name) && this.variables.size >= MOST_VARIABLES) return;
    this.writable().set(name, variable);
  }

  unset(name: string): void {
    if (this.variables.has(name)) this.writable().delete(name);
  }

  /** The variables as they are now; later changes do not show in it. */
  snapshot(): ReadonlyMap<string, Variable> {
    this.shared = true;
    return this.variables;
  }

  /** Takes what the ways through an `if` or `case` leave behind. */
  join(branches: readonly ShellState[]): void {
    const names = new Set(branches.flatMap((branch) => [...branch.variables.keys()]));
    for (const name of names) {
      const found = branches.map((branch) => branch.variables.get(name));
      const first = found[0];
      if (found.every((variable) => variable === first)) {
        if (first !== undefined) this.set(name, first);
        continue;
      }
      const set = found.filter((variable) => variable !== undefined);
      this.set(name, mixed(name, set, set.length < found.length));
    }
    for (const branch of branches)
      for (const [name, body] of branch.functions) this.functions.set(name, body);
    const all = branches.map((branch) => branch.options);
    const any = (pick: (options: ShellOptions) => boolean): boolean => all.some(pick);
    this.options = {
      errexit: any((options) => options.errexit),
      pipefail: any((options) => options.pipefail),
      xtrace: any((options) => options.xtrace),
      allexport: any((options) => options.allexport),
    };
  }

  private writable(): Map<string, Variable> {
    const copy = this.shared || !(this.variables instanceof Map) ? new Map(this.variables) : this.variables;
    this.variables = copy;
    this.shared = false;
    return copy as Map<string, Variable>;
  }
}

/** One variable that the branches set differently. A value that only one branch gives is taken as likely. */
function mixed(name: string, set: readonly Variable[], missing: boolean): Variable {
  const last = set[set.length - 1];
  if (last === undefined) throw new Error(`no branch sets ${name}`);
  const exported = set.some((variable) => variable.exported);
  const same = set.every((variable) => sameContent(variable.content, last.content));
  if (same || (missing && set.length === 1)) return { ...last, exported, maybe: missing || last.maybe };
  const { span } = last;
  const id = `branch:${name}:${span.start}`;
  return {
    content: { kind: "scalar", value: [{ kind: "unknown", written: `$${name}`, id, span }] },
    exported,
    maybe: true,
    span,
  };
}

function sameContent(left: Content, right: Content): boolean {
  if (left === right) return true;
  if (left.kind !== "scalar" || right.kind !== "scalar") return false;
  return compareValues(left.value, right.value) === "same";
}
