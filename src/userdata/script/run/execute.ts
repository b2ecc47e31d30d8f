import type { Assignment, Command, Redirection as ParsedRedirection } from "unbash";
import { applyBuiltin, store } from "./builtins";
import type { Setting } from "./builtins";
import type { Assigned, Redirection, ShellCommand } from "../command";
import { expandBody, expandValue, expandWord, textOf } from "./evaluate";
import { recordFiles } from "./fileEffects";
import { exactPiece, literalPieces } from "./literals";
import type { Span } from "../text/mappedText";
import { runNested } from "./nested";
import type { Ending, Shell, Walk } from "./shell";
import { changed, continues, exited, leave, spend } from "./shell";
import type { ShellState, ShellWord } from "../state";
import type { Value } from "../value";
import { bounded } from "../value";
import { peel, programName, type Passage } from "./wrappers";

const declaring = new Set(["export", "declare", "typeset", "local", "readonly"]);

/** Runs one parsed simple command. */
export function runCommand(walk: Walk, shell: Shell, node: Command): Ending {
  const declares = node.args.length > 0 && node.name !== undefined && declaring.has(textOf(node.name));
  const settings: Setting[] = [];
  const words = node.name === undefined ? [] : expandWord(walk, shell, node.name);
  for (const arg of node.args) {
    if (!spend(shell.session, 1)) break;
    if (arg.type === "Word") for (const word of expandWord(walk, shell, arg)) words.push(word);
    else if (declares) settings.push(readSetting(walk, beforeDeclaration(shell, settings), arg));
    else words.push(assignmentWord(walk, shell, arg));
  }
  const prefix = readPrefix(walk, shell, node, words.length === 0);
  const redirections: Redirection[] = [];
  for (const each of node.redirects) redirections.push(...readRedirection(walk, shell, each));
  const span = shell.source.span(node.pos, node.end);
  return runWords(walk, shell, {
    form: shell.source.opaque === true ? "opaque" : "text",
    span,
    words,
    prefix,
    settings,
    redirections,
  });
}

/** The assignments in front of a command. Each sees those before it; without a command they are the shell's own. */
function readPrefix(walk: Walk, shell: Shell, node: Command, alone: boolean): Setting[] {
  if (node.prefix.length === 0) return [];
  const assignments = node.prefix.filter((item) => item.type === "Assignment");
  if (assignments.length === 0) return [];
  const own = alone || assignments.length === 1 ? shell : changed(shell, { state: shell.state.fork() });
  return assignments.map((item, index) => {
    const setting = readSetting(walk, own, item);
    if (index < assignments.length - 1) store(own.state, setting, false);
    return setting;
  });
}

/**
 * The shell as `export A=1 B=$A` sees it: all words are expanded before the first is assigned, so a variable that was
 * not set before is empty.
 */
function beforeDeclaration(shell: Shell, settings: readonly Setting[]): Shell {
  const unset = settings.filter(({ name }) => shell.state.get(name) === undefined);
  if (unset.length === 0) return shell;
  const state = shell.state.fork();
  for (const { name, span } of unset) store(state, { name, value: [], span }, false);
  return changed(shell, { state });
}

/** One command whose words are ready: from a script, or a list under `runcmd`. */
export interface ReadyCommand {
  readonly form: ShellCommand["form"];
  readonly span: Span;
  readonly words: readonly ShellWord[];
  readonly prefix: readonly Setting[];
  readonly settings: readonly Setting[];
  readonly redirections: readonly Redirection[];
}

export function runWords(walk: Walk, shell: Shell, ready: ReadyCommand): Ending {
  const { state, session } = shell;
  if (!spend(session, 2)) {
    leave(session, "too much", ready.span);
    return exited;
  }
  if (ready.words.length === 0) {
    for (const setting of ready.prefix) store(state, setting, false);
  }
  const peeled = peel(ready.words);
  const program = programName(peeled.words[0]);
  const before = peeled.assignments.length === 0 ? ready.prefix : [...ready.prefix, ...peeled.assignments];
  const own = ready.words.length > 0 && before.length > 0 ? state.fork() : state;
  if (own !== state) for (const setting of before) store(own, setting, true);
  const reached = passed(own, peeled.passages);
  const exported = reached.exported();
  if (exported !== session.exported) spend(session, exported.size >> 3);
  session.exported = exported;
  const command: ShellCommand = {
    form: ready.form,
    span: placeOf(ready),
    program,
    words: peeled.words,
    wrappers: peeled.wrappers,
    assignments: ready.settings.length === 0 ? before : [...before, ...ready.settings],
    redirections: ready.redirections,
    user: peeled.user ?? shell.user,
    exported,
    lost: reached.lost,
    options: state.options,
    flow: peeled.guarded ? { ...shell.flow, guarded: true } : shell.flow,
    place: shell.place,
    input: shell.input,
    pipedFrom: shell.pipedFrom,
  };
  session.commands.push(command);
  if (program === undefined) return continues;
  // A builtin runs in the shell itself; behind `sudo` there is no such thing.
  const builtin = peeled.wrappers.every((name) => name === "command" || name === "builtin");
  const keeps = shell.dialect === "sh" && keepsAssignments.has(program) && peeled.wrappers.length === 0;
  if (keeps) for (const setting of ready.prefix) store(state, setting, false);
  if (builtin) applyBuiltin(state, program, peeled.words, ready.settings);
  recordFiles(session.files, command);
  const { user, flow } = command;
  const same = reached === state && user === shell.user && flow === shell.flow;
  const inner = same ? shell : changed(shell, { user, flow, state: reached });
  const behind =
    own === state || reached !== own
      ? undefined
      : (): void => {
          takeOver(state, own, keeps ? [] : before);
        };
  const nested = behind === undefined ? walk : finishedBy(walk, behind);
  const ending = runNested(nested, inner, command, ready.settings.length === 0);
  behind?.();
  if (ending !== undefined) return ending;
  if (builtin) return endingOf(program, peeled);
  return peeled.wrappers.includes("exec") ? exited : continues;
}

/** The state that a program behind `sudo`, `env -i` and their kin sees; the same one where they keep everything. */
function passed(state: ShellState, passages: readonly Passage[]): ShellState {
  if (passages.length === 0 || passages.every(({ kept, doubtful }) => kept.kind === "all" && !doubtful))
    return state;
  const reached = state.fork();
  for (const { by, kept, doubtful, assignments } of passages) {
    reached.drop(by, kept, doubtful);
    for (const setting of assignments) store(reached, setting, true);
  }
  return reached;
}

/** The walk that does something more when a function that it was handed has run; it may run later than it is called. */
function finishedBy(walk: Walk, behind: () => void): Walk {
  return {
    ...walk,
    call: (call) =>
      walk.call({
        ...call,
        finish: (inside) => {
          const ending = call.finish(inside);
          behind();
          return ending;
        },
      }),
  };
}

/** What `eval`, `.` or a function set stays; the assignments in front of it do not. */
function takeOver(state: ShellState, inner: ShellState, assigned: readonly Assigned[]): void {
  const kept = assigned.map(({ name }) => [name, state.get(name)] as const);
  state.join([inner]);
  for (const [name, variable] of kept) {
    if (variable === undefined) state.unset(name);
    else state.set(name, variable);
  }
}

/** In dash an assignment before one of these stays (POSIX.1-2024, 2.15); in bash it is gone behind the command. */
const keepsAssignments: ReadonlySet<string> = new Set(
  ": . eval exec export readonly set shift times trap unset".split(" "),
);

/** A command that a wrapper function runs through `"$@"` is shown where its words stand. */
function placeOf(ready: ReadyCommand): Span {
  if (ready.form === "list") return ready.span;
  const first = ready.words[0]?.span;
  const last = ready.words.at(-1)?.span ?? first;
  if (first === undefined || last === undefined) return ready.span;
  if (first.start >= ready.span.start && first.end <= ready.span.end) return ready.span;
  return { start: first.start, end: Math.max(first.end, last.end) };
}

function endingOf(program: string, peeled: { readonly words: readonly ShellWord[] }): Ending {
  if (program === "exit") return exited;
  if (program === "return") return ["returned"];
  if (program === "break" || program === "continue") return ["broke"];
  return program === "exec" && peeled.words.length > 1 ? exited : continues;
}

function readSetting(walk: Walk, shell: Shell, node: Assignment): Setting {
  const { name } = node;
  const before = node.append === true ? shell.state.get(name)?.content : undefined;
  const fallback = shell.source.span(node.pos, node.end);
  if (node.value.type === "ArrayValue") {
    const words = node.value.elements.flatMap((element) => expandWord(walk, shell, element));
    const kept = before?.kind === "array" ? before.words : [];
    return { name, value: [], words: appended(shell, kept, words), span: fallback };
  }
  const value = expandValue(walk, shell, node.value);
  if (node.index !== undefined) {
    const words = shell.state.get(name)?.content;
    const kept = words?.kind === "array" ? words.words : [];
    return {
      name,
      value,
      words: appended(shell, kept, [{ value, span: fallback, spreads: true }]),
      span: fallback,
    };
  }
  const span = shell.source.span(node.value.pos, node.value.end);
  if (before?.kind === "scalar") {
    return { name, value: bounded([...before.value, ...value], `long:${node.pos}`), span };
  }
  return { name, value, span };
}

/** Words beyond this are not kept: a loop of appending must not take the square of its length. */
const MAX_APPENDED = 400;

function appended(
  shell: Shell,
  before: readonly ShellWord[],
  more: readonly ShellWord[],
): readonly ShellWord[] {
  spend(shell.session, before.length >> 4);
  return before.length < MAX_APPENDED ? [...before, ...more].slice(0, MAX_APPENDED) : before;
}

/** `NAME=value` behind a command that declares nothing is an ordinary word. */
function assignmentWord(walk: Walk, shell: Shell, node: Assignment): ShellWord {
  const { source } = shell;
  const span = source.span(node.pos, node.end);
  if (node.value.type === "ArrayValue") {
    return { value: [exactPiece(source, node.pos, node.end)], span, spreads: false };
  }
  const start = literalPieces(
    source,
    node.pos,
    node.value.pos,
    "bare",
    source.text.slice(node.pos, node.value.pos),
  );
  return { value: [...start, ...expandValue(walk, shell, node.value)], span, spreads: false };
}

function readRedirection(walk: Walk, shell: Shell, node: ParsedRedirection): Redirection[] {
  if (node.type === "HereDoc") {
    return [{ operator: "here", target: [], body: hereBody(walk, shell, node) }];
  }
  if (node.target === undefined) return [];
  const target = expandValue(walk, shell, node.target);
  if (node.type === "HereString") return [{ operator: "here", target: [], body: target }];
  switch (node.operator) {
    case ">":
    case ">|":
    case "&>":
      return isError(node) ? [] : [{ operator: ">", target, body: undefined }];
    case ">>":
    case "&>>":
      return isError(node) ? [] : [{ operator: ">>", target, body: undefined }];
    case "<":
      return [{ operator: "<", target, body: undefined }];
    case "<>":
    case "<&":
    case ">&":
      return [];
  }
}

/** `2>file` says nothing about where the output goes. */
function isError(node: Extract<ParsedRedirection, { type: "Redirect" }>): boolean {
  return node.descriptor?.type === "FileDescriptor" && node.descriptor.value !== 1;
}

/** The variables of a longer here-document are left as written. */
const MAX_EXPANDED_LENGTH = 50_000;

function hereBody(walk: Walk, shell: Shell, node: Extract<ParsedRedirection, { type: "HereDoc" }>): Value {
  const { pos, end, text } = node.body;
  const expands = node.delimiter?.quoted !== true && text.length < MAX_EXPANDED_LENGTH;
  const parts = expands ? node.body.parts : undefined;
  if (parts !== undefined) return expandBody(walk, shell, parts);
  return literalPieces(shell.source, pos, end, "here", text);
}
