import type { ShellCommand } from "../command";
import type { WrittenFile } from "../files";
import { setOptions } from "./builtins";
import { isDull } from "./interest";
import type { MappedText } from "../text/mappedText";
import { joinedText } from "../text/mappedText";
import { argumentsOf } from "../options";
import type { Ending, FunctionCall, Shell, Walk } from "./shell";
import type { Dialect } from "../programs";
import { caught, changed, continues, deeper, spend } from "./shell";
import type { ShellFunction, ShellState, ShellWord } from "../state";
import type { Piece } from "../value";
import { literal, valueText, written } from "../value";
import { readSwitch } from "./wrappers";

const dialects: Readonly<Record<string, Dialect>> = {
  sh: "sh",
  dash: "sh",
  ash: "sh",
  bash: "bash",
  ksh: "bash",
  zsh: "bash",
};

/**
 * Follows what a command runs: a function, `bash -c`, a here-document into a shell, `eval`, `.`, a file that the user
 * data wrote. Gives nothing when it runs nothing that can be read.
 */
export function runNested(
  walk: Walk,
  shell: Shell,
  command: ShellCommand,
  plain: boolean,
): Ending | undefined {
  const { program } = command;
  if (program === undefined) return undefined;
  if (plain && command.wrappers.length === 0) {
    const called = callFunction(walk, shell, command, program);
    if (called !== undefined) return called;
  }
  switch (program) {
    case "eval":
      spend(shell.session, STARTING);
      return walk.text(shell, joinedWords(argumentsOf(command)), shell.dialect, "caller");
    case "source":
    case ".":
      return sourceFile(walk, shell, command);
    case "trap":
      noteTrap(shell, command);
      return undefined;
    case "su":
    case "runuser":
      return runSu(walk, shell, command);
  }
  const dialect = Object.hasOwn(dialects, program) ? dialects[program] : undefined;
  if (dialect !== undefined) return runShell(walk, shell, command, dialect);
  return runFile(walk, shell, command);
}

/** A function with more places to return from is no longer followed in all of them. */
const MAX_RETURNS = 20;

/** How often a call with the same arguments is followed. */
const WORTH = { dull: 1, telling: 4 } as const;

function callFunction(walk: Walk, shell: Shell, command: ShellCommand, name: string): Ending | undefined {
  const found = shell.state.getFunction(name);
  if (found === undefined || shell.calling.includes(name)) return undefined;
  const { followed } = shell.session;
  const known = followed.get(found) ?? {
    worth: isDull(shell.state, found) ? WORTH.dull : WORTH.telling,
    calls: new Map<string, { count: number; ending: Ending }>(),
  };
  followed.set(found, known);
  const key = known.worth === WORTH.dull ? "" : callKey(command);
  const before = known.calls.get(key);
  if (before !== undefined && before.count >= known.worth) return before.ending;
  const call = callOf(shell, command, name, found);
  const finish = (inside: Ending): Ending => {
    const ending = call.finish(inside);
    known.calls.set(key, { count: (before?.count ?? 0) + 1, ending });
    return ending;
  };
  return walk.call({ ...call, finish });
}

function callKey(command: ShellCommand): string {
  return argumentsOf(command)
    .map((word) => written(word.value).slice(0, 200))
    .join("\u0000");
}

function callOf(shell: Shell, command: ShellCommand, name: string, found: ShellFunction): FunctionCall {
  const { state } = shell;
  const before = state.positional;
  state.positional = argumentsOf(command);
  const outer = state.locals;
  state.locals = new Map();
  const returns: ShellState[] = [];
  const inner = deeper(shell, { source: found.source, calling: [...shell.calling, name], returns });
  const finish = (ending: Ending): Ending => {
    if (returns.length > 0) state.join([state.fork(), ...returns.slice(0, MAX_RETURNS)]);
    state.positional = before;
    state.endFunction(outer);
    return caught(ending, "returned");
  };
  return { shell: inner, body: found.body, finish };
}

function sourceFile(walk: Walk, shell: Shell, command: ShellCommand): Ending {
  const file = fileOf(shell, command.words[1]);
  if (file?.kind !== "text") return continues;
  return caught(walk.text(shell, file.content, shell.dialect, "caller"), "returned");
}

function fileOf(shell: Shell, word: ShellWord | undefined): WrittenFile | undefined {
  const path = word === undefined ? undefined : literal(word.value);
  return path === undefined ? undefined : shell.session.files.find(path);
}

/** `trap cleanup EXIT` runs when the shell ends. */
function noteTrap(shell: Shell, command: ShellCommand): void {
  const [, action, ...signals] = command.words;
  if (action === undefined || literal(action.value) === "-") return;
  const names = signals.map((word) => literal(word.value));
  if (names.includes("EXIT") || names.includes("0")) shell.exits.push(action.value);
}

function runSu(walk: Walk, shell: Shell, command: ShellCommand): Ending | undefined {
  const found = readSwitch(command.program ?? "", argumentsOf(command));
  if (found === undefined) return undefined;
  const { user: name, text, passage } = found;
  const user =
    name === undefined || name === "root" ? ({ kind: "root" } as const) : ({ kind: "other", name } as const);
  const state = shell.state.spawn();
  state.drop(passage.by, passage.kept, false);
  setUser(state, command);
  return runChild(walk, changed(shell, { user }), valueText(text.value), "sh", state);
}

/** What sudo, su and runuser set for the program that they run: the user's home and names. */
function setUser(state: ShellState, { span }: ShellCommand): void {
  for (const name of ["HOME", "USER", "LOGNAME"]) {
    const piece: Piece = { kind: "unknown", written: `$${name}`, id: `user:${name}`, span };
    state.set(name, { content: { kind: "scalar", value: [piece] }, exported: false, maybe: false, span });
  }
}

/** A new process of the command: with a user's variables where a wrapper sets them. */
function childState(shell: Shell, command: ShellCommand): ShellState {
  const changes = command.wrappers.some((each) => each === "sudo" || each === "doas" || each === "runuser");
  const state = shell.state.spawn();
  if (changes) setUser(state, command);
  return state;
}

/** `bash -c TEXT`, `bash FILE`, `bash <<EOF`, `… | bash`. */
function runShell(walk: Walk, shell: Shell, command: ShellCommand, dialect: Dialect): Ending | undefined {
  const words = argumentsOf(command);
  const state = childState(shell, command);
  setOptions(state, command.words);
  const index = words.findIndex(
    (word) => !(literal(word.value) ?? "").startsWith("-") && !followsO(words, word),
  );
  const first = words[index];
  const hasText = words
    .slice(0, index < 0 ? words.length : index)
    .some((word) => /^-[a-zA-Z]*c/u.test(literal(word.value) ?? ""));
  if (hasText && first !== undefined) {
    state.positional = words.slice(index + 2);
    return runChild(walk, shell, valueText(first.value), dialect, state);
  }
  if (first !== undefined) {
    const file = fileOf(shell, first);
    state.positional = words.slice(index + 1);
    return file?.kind === "text" ? runChild(walk, shell, file.content, dialect, state) : undefined;
  }
  const body = command.redirections.find((each) => each.operator === "here")?.body ?? command.input;
  return body === undefined ? undefined : runChild(walk, shell, valueText(body), dialect, state);
}

/** The word behind `-o` names an option: `bash -o pipefail -c …`. */
function followsO(words: readonly ShellWord[], word: ShellWord): boolean {
  const before = words[words.indexOf(word) - 1];
  return /^-[a-zA-Z]*o$/u.test(before === undefined ? "" : (literal(before.value) ?? ""));
}

/** Runs a file that the user data wrote, when it is called by its path. */
function runFile(walk: Walk, shell: Shell, command: ShellCommand): Ending | undefined {
  const path = literal(command.words[0]?.value ?? []);
  if (path?.includes("/") !== true) return undefined;
  const file = shell.session.files.find(path);
  if (file?.kind !== "text") return undefined;
  const interpreter = interpreterOf(file.content.text);
  if (interpreter === undefined) return undefined;
  const state = childState(shell, command);
  state.positional = argumentsOf(command);
  return runChild(walk, shell, file.content, interpreter, state);
}

/** The text behind the line `## template: jinja`, which cloud-init takes away. */
function withoutTemplateMark(text: string): string {
  return text.replace(/^\s*##\s*template:[^\n]*\n/iu, "");
}

/** The shell that a script's first line names; `sh` when it names none, nothing when it is no shell script. */
export function interpreterOf(text: string): Dialect | undefined {
  const line = /^#!\s*(.*)/u.exec(withoutTemplateMark(text))?.[1];
  if (line === undefined) return "sh";
  const name = line.split(/\s+/u).find((word) => !word.endsWith("/env") && !word.startsWith("-"));
  const base = name?.slice(name.lastIndexOf("/") + 1) ?? "";
  return Object.hasOwn(dialects, base) ? dialects[base] : undefined;
}

/** What it costs to put a text together and to start a shell with it, in steps. */
const STARTING = 20;

function runChild(walk: Walk, shell: Shell, source: MappedText, dialect: Dialect, state: ShellState): Ending {
  spend(shell.session, STARTING);
  runScript(
    walk,
    changed(shell, { state, piped: { input: undefined, pipedFrom: shell.pipedFrom } }),
    source,
    dialect,
  );
  return continues;
}

/** Runs a whole script in its own shell: with the options of its first line, and what it set for its end. */
export function runScript(walk: Walk, shell: Shell, source: MappedText, dialect: Dialect): void {
  setOwnOptions(shell.state, source.text);
  const inner = deeper(shell, { exits: [] });
  walk.text(inner, source, dialect, "script");
  runExits(walk, inner, dialect);
}

/** The options of the first line, as in `#!/bin/bash -eu`. */
export function setOwnOptions(state: ShellState, text: string): void {
  const line = /^#!\s*\S+\s+(?:\S*bash\s+|\S*sh\s+)?(-[a-z]+)/u.exec(withoutTemplateMark(text))?.[1];
  if (line?.includes("e") === true) state.options = { ...state.options, errexit: true };
  if (line?.includes("x") === true) state.options = { ...state.options, xtrace: true };
  if (line?.includes("u") === true) state.options = { ...state.options, nounset: true };
}

/** Runs what the shell set for its end. */
export function runExits(walk: Walk, shell: Shell, dialect: Dialect): void {
  const flow = { ...shell.flow, status: "ignored", reached: "maybe" } as const;
  const last = changed(shell, { flow, exits: [] });
  for (const action of shell.exits.slice(0, 5)) walk.text(last, valueText(action), dialect, "caller");
}

function joinedWords(words: readonly ShellWord[]): MappedText {
  const texts = words.map((word) => valueText(word.value));
  return joinedText(
    texts.flatMap((text, index) => {
      const run = { text: text.text, span: (from: number, to: number) => text.span(from, to) };
      const space = { text: " ", span: () => words[index]?.span ?? { start: 0, end: 0 } };
      return index === 0 ? [run] : [space, run];
    }),
  );
}
