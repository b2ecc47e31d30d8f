import type { CompoundCommand, CompoundList, Redirected } from "unbash";
import { keeps, type Kept } from "../../arm/proxies/keepers";
import type { MappedText, Span } from "./text/mappedText";
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
  /** Whether a variable that is not set ends the script (`set -u`). */
  readonly nounset: boolean;
}

/** The exported variables in front of a program that does not pass all of them on. */
export interface LostVariables {
  /** As written: `sudo`, `env -i`. */
  readonly by: string;
  /** Whether sudo-rs keeps back what it passes on here; the model still has that. */
  readonly doubtful: boolean;
  readonly variables: ReadonlyMap<string, Variable>;
}

const NO_OPTIONS: ShellOptions = {
  errexit: false,
  pipefail: false,
  xtrace: false,
  allexport: false,
  nounset: false,
};

const NOTHING_EXPORTED: ReadonlyMap<string, Variable> = new Map();

/** Names beyond this are not tracked. */
const MAX_VARIABLES = 500;

/**
 * What one shell process holds while the walk goes through its script. A fork keeps only what it changes and looks up the
 * rest in its parent, which stands still meanwhile.
 */
export class ShellState {
  options: ShellOptions = NO_OPTIONS;
  lost: LostVariables | undefined;
  positional: readonly ShellWord[] | undefined;
  /** What the variables were that the function at hand declared as its own; nothing outside of functions. */
  locals: Map<string, Variable | undefined> | undefined;
  readonly #parent: ShellState | undefined;
  /** Undefined stands for a variable that was unset here. Most states change nothing, so the maps are made when they do. */
  #variables: Map<string, Variable | undefined> | undefined;
  #functions: Map<string, ShellFunction> | undefined;
  #exported: ReadonlyMap<string, Variable> | undefined;

  constructor(parent?: ShellState) {
    this.#parent = parent;
    if (parent === undefined) return;
    this.options = parent.options;
    this.lost = parent.lost;
    this.positional = parent.positional;
    this.locals = parent.locals;
  }

  /** A subshell or a branch: it sees everything, and what it changes is its own. */
  fork(): ShellState {
    return new ShellState(this);
  }

  /** A new process: it sees the exported variables only. */
  spawn(): ShellState {
    const child = new ShellState();
    child.lost = this.lost;
    for (const [name, variable] of this.exported()) child.set(name, variable);
    return child;
  }

  get(name: string): Variable | undefined {
    const own = this.#variables?.get(name);
    if (own !== undefined) return own;
    return this.#variables?.has(name) === true ? undefined : this.#parent?.get(name);
  }

  set(name: string, variable: Variable): void {
    const variables = (this.#variables ??= new Map<string, Variable | undefined>());
    if (!variables.has(name) && variables.size >= MAX_VARIABLES) return;
    if (variable.exported || this.get(name)?.exported === true) this.#exported = undefined;
    variables.set(name, variable);
  }

  unset(name: string): void {
    if (this.get(name) === undefined) return;
    this.#exported = undefined;
    (this.#variables ??= new Map<string, Variable | undefined>()).set(name, undefined);
  }

  /** Notes a variable that ends with the function at hand. */
  declareLocal(name: string): void {
    if (this.locals?.has(name) === false) this.locals.set(name, this.get(name));
  }

  /** Gives the variables back that a function declared as its own. */
  endFunction(outer: ShellState["locals"]): void {
    const { locals = [] } = this;
    this.locals = outer;
    for (const [name, before] of locals) {
      if (before === undefined) this.unset(name);
      else this.set(name, before);
    }
  }

  /** Takes away the exported variables that a program such as `sudo` does not pass on. */
  drop(by: string, kept: Kept, doubtful: boolean): void {
    if (kept.kind === "all" && !doubtful) return;
    const variables = this.exported();
    const gone = [...variables.keys()].filter((name) => !keeps(kept, name));
    if (gone.length === 0 && !doubtful) return;
    this.lost = { by, doubtful, variables };
    for (const name of gone) this.unset(name);
  }

  getFunction(name: string): ShellFunction | undefined {
    return this.#functions?.get(name) ?? this.#parent?.getFunction(name);
  }

  setFunction(name: string, body: ShellFunction): void {
    const functions = (this.#functions ??= new Map<string, ShellFunction>());
    if (functions.size < MAX_VARIABLES) functions.set(name, body);
  }

  /** The exported variables as they are now; later changes do not show in it. */
  exported(): ReadonlyMap<string, Variable> {
    this.#exported ??= this.#collectExported();
    return this.#exported;
  }

  /** Takes what the ways through an `if` or `case` leave behind; each way ran in a fork of this state. */
  join(ways: readonly ShellState[]): void {
    const changed = ways.map((way) => way.#changedSince(this));
    const names = new Set(changed.flatMap((each) => [...each.variables.keys()]));
    if (names.size > 0) this.#joinVariables(ways, names);
    for (const each of changed) for (const [name, body] of each.functions) this.setFunction(name, body);
    if (ways.every((way) => way.options === this.options)) return;
    const any = (option: keyof ShellOptions): boolean => ways.some((way) => way.options[option]);
    this.options = {
      errexit: any("errexit"),
      pipefail: any("pipefail"),
      xtrace: any("xtrace"),
      allexport: any("allexport"),
      nounset: any("nounset"),
    };
  }

  #joinVariables(ways: readonly ShellState[], names: ReadonlySet<string>): void {
    // All are looked up before the first is set, for a way may look them up here.
    const merged = [...names].map((name) => {
      const found = ways.map((way) => way.get(name));
      return [name, merge(name, found)] as const;
    });
    for (const [name, variable] of merged) {
      if (variable === undefined) this.unset(name);
      else this.set(name, variable);
    }
  }

  #collectExported(): ReadonlyMap<string, Variable> {
    const base = this.#parent?.exported() ?? NOTHING_EXPORTED;
    if (this.#variables === undefined) return base;
    const changes = [...this.#variables].filter(
      ([name, variable]) => variable?.exported === true || base.has(name),
    );
    if (changes.length === 0) return base;
    const all = new Map(base);
    for (const [name, variable] of changes) {
      if (variable?.exported === true) all.set(name, variable);
      else all.delete(name);
    }
    return all;
  }

  /** What this fork and those between it and `ancestor` changed. */
  #changedSince(ancestor: ShellState): Changes {
    if (this === ancestor) return NO_CHANGES;
    const variables = this.#variables ?? NO_CHANGES.variables;
    const functions = this.#functions ?? NO_CHANGES.functions;
    if (this.#parent === undefined || this.#parent === ancestor) return { variables, functions };
    const before = this.#parent.#changedSince(ancestor);
    return {
      variables: new Map([...before.variables, ...variables]),
      functions: new Map([...before.functions, ...functions]),
    };
  }
}

interface Changes {
  readonly variables: ReadonlyMap<string, Variable | undefined>;
  readonly functions: ReadonlyMap<string, ShellFunction>;
}

const NO_CHANGES: Changes = { variables: new Map(), functions: new Map() };

/** What is left of a variable after several ways. */
function merge(name: string, found: readonly (Variable | undefined)[]): Variable | undefined {
  const first = found[0];
  if (found.every((variable) => variable === first)) return first;
  const set = found.filter((variable) => variable !== undefined);
  return mixed(name, set, set.length < found.length);
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
