import type { Assigned } from "../command";
import type { ShellOptions, ShellState, ShellWord } from "../state";
import { literal } from "../value";
import { assignment } from "./wrappers";

/** An assignment as the builtin got it, with an array when it was one. */
export interface Setting extends Assigned {
  readonly words?: readonly ShellWord[];
}

/** What `export`, `declare`, `set`, `unset`, `read` and the like do to the shell. */
export function applyBuiltin(
  state: ShellState,
  name: string,
  words: readonly ShellWord[],
  settings: readonly Setting[],
): void {
  switch (name) {
    case "export":
      changeVariables(state, words, settings, !hasFlag(words, "n"));
      break;
    case "declare":
    case "typeset":
    case "local":
      declareLocals(state, words, settings);
      changeVariables(state, words, settings, hasFlag(words, "x"));
      break;
    case "readonly":
      changeVariables(state, words, settings, hasFlag(words, "x"));
      break;
    case "set":
      setOptions(state, words);
      break;
    case "unset":
      for (const word of words.slice(1)) state.unset(literal(word.value) ?? "");
      break;
    case "read":
      forget(state, words.slice(1));
      break;
    case "shift":
      shift(state, words[1]);
      break;
  }
}

/** Stores one assignment. An exported variable stays exported. */
export function store(state: ShellState, setting: Setting, exported: boolean): void {
  const before = state.get(setting.name);
  state.set(setting.name, {
    content:
      setting.words === undefined
        ? { kind: "scalar", value: setting.value }
        : { kind: "array", words: setting.words },
    exported: exported || before?.exported === true || state.options.allexport,
    maybe: false,
    span: setting.span,
  });
}

/** Within a function these variables end with it, unless `-g` says otherwise. */
function declareLocals(state: ShellState, words: readonly ShellWord[], settings: readonly Setting[]): void {
  if (state.locals === undefined || hasFlag(words, "g")) return;
  for (const { name } of settings) state.declareLocal(name);
  for (const word of words.slice(1)) {
    const name = assignment(word)?.name ?? literal(word.value);
    if (name !== undefined && /^[A-Za-z_]\w*$/u.test(name)) state.declareLocal(name);
  }
}

function changeVariables(
  state: ShellState,
  words: readonly ShellWord[],
  settings: readonly Setting[],
  exported: boolean,
): void {
  for (const setting of settings) store(state, setting, exported);
  for (const word of words.slice(1)) {
    const computed = assignment(word);
    if (computed !== undefined) {
      store(state, computed, exported);
      continue;
    }
    const name = literal(word.value);
    const variable = name === undefined ? undefined : state.get(name);
    if (name !== undefined && variable !== undefined && exported)
      state.set(name, { ...variable, exported: true });
  }
}

function hasFlag(words: readonly ShellWord[], letter: string): boolean {
  return words.some((word) => /^-[a-zA-Z]+/u.exec(literal(word.value) ?? "")?.[0].includes(letter) === true);
}

const longOptions: Readonly<Record<string, keyof ShellOptions>> = {
  errexit: "errexit",
  pipefail: "pipefail",
  xtrace: "xtrace",
  allexport: "allexport",
  nounset: "nounset",
};
const letters: Readonly<Record<string, keyof ShellOptions>> = {
  e: "errexit",
  x: "xtrace",
  a: "allexport",
  u: "nounset",
};

/** `set -euo pipefail`, `set +x`, `set -- a b`; the same words follow `bash` and stand in a `#!` line. */
export function setOptions(state: ShellState, words: readonly ShellWord[]): void {
  for (let i = 1; i < words.length; i++) {
    const text = literal(words[i]?.value ?? []);
    if (text === "--") {
      state.positional = words.slice(i + 1);
      return;
    }
    if (text === undefined || !/^[-+][a-zA-Z]+$/u.test(text)) return;
    const on = text.startsWith("-");
    for (const letter of text.slice(1)) {
      const name = letter === "o" ? longOptions[literal(words[i + 1]?.value ?? []) ?? ""] : letters[letter];
      if (name !== undefined) state.options = { ...state.options, [name]: on };
    }
    if (text.includes("o")) i++;
  }
}

function forget(state: ShellState, words: readonly ShellWord[]): void {
  for (const word of words) {
    const name = literal(word.value);
    if (name !== undefined && /^[A-Za-z_]\w*$/u.test(name)) state.unset(name);
  }
}

function shift(state: ShellState, count: ShellWord | undefined): void {
  const by = count === undefined ? 1 : Number(literal(count.value) ?? Number.NaN);
  state.positional = Number.isInteger(by) && by >= 0 ? state.positional?.slice(by) : undefined;
}
