import { keptBy, type Kept, type KeeperId, type KeeperOptions } from "../../../arm/proxies/keepers";
import type { Assigned, User } from "../command";
import { baseName } from "../files";
import type { ShellWord } from "../state";
import type { Value } from "../value";
import { knownStart, literal } from "../value";

/** A command without the programs in front of it that only run it. */
export interface Peeled {
  readonly words: readonly ShellWord[];
  readonly wrappers: readonly string[];
  /** `NAME=value` arguments of `env` and `sudo`. */
  readonly assignments: readonly Assigned[];
  /** Set when a wrapper changes the user. */
  readonly user: User | undefined;
  /** What each wrapper does to the exported variables, in their order. */
  readonly passages: readonly Passage[];
  /** Whether a wrapper remembers that the command ran before. */
  readonly guarded: boolean;
}

/** What one wrapper lets through of the exported variables, and what it sets. */
export interface Passage {
  /** As written, with the options that matter: `sudo -i`. */
  readonly by: string;
  readonly kept: Kept;
  /** Whether sudo-rs keeps less than sudo. */
  readonly doubtful: boolean;
  readonly assignments: readonly Assigned[];
}

interface Wrapper {
  /** Short and long options that take the next word. */
  readonly valued: readonly string[];
  /** Words between the options and the command. */
  readonly operands: number;
  readonly assigns?: boolean;
}

const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: {
    valued: [
      "-u",
      "--user",
      "-g",
      "--group",
      "-h",
      "--host",
      "-p",
      "--prompt",
      "-C",
      "-D",
      "-R",
      "-T",
      "-r",
      "-t",
    ],
    operands: 0,
    assigns: true,
  },
  doas: { valued: ["-u", "-C"], operands: 0 },
  env: { valued: ["-u", "--unset", "-C", "--chdir"], operands: 0, assigns: true },
  nohup: { valued: [], operands: 0 },
  setsid: { valued: [], operands: 0 },
  time: { valued: ["-o", "-f"], operands: 0 },
  nice: { valued: ["-n", "--adjustment"], operands: 0 },
  ionice: { valued: ["-c", "-n", "--class", "--classdata"], operands: 0 },
  stdbuf: { valued: ["-i", "-o", "-e"], operands: 0 },
  timeout: { valued: ["-s", "--signal", "-k", "--kill-after"], operands: 1 },
  flock: { valued: ["-w", "--timeout", "-E"], operands: 1 },
  command: { valued: [], operands: 0 },
  builtin: { valued: [], operands: 0 },
  exec: { valued: ["-a"], operands: 0 },
  runuser: { valued: ["-u", "--user", "-g", "--group", "-G"], operands: 0 },
  setpriv: { valued: ["--reuid", "--regid", "--groups", "--inh-caps", "--bounding-set"], operands: 0 },
  chroot: { valued: [], operands: 1 },
  "systemd-run": {
    valued: [
      "-p",
      "--property",
      "-u",
      "--unit",
      "-E",
      "--setenv",
      "--description",
      "--slice",
      "--uid",
      "--gid",
    ],
    operands: 0,
  },
  "cloud-init-per": { valued: [], operands: 2 },
};

/** More wrappers around each other than this is no honest script. */
const MAX_WRAPPERS = 12;

const none: readonly never[] = [];

function unwrapped(words: readonly ShellWord[]): Peeled {
  return { words, wrappers: none, assignments: none, user: undefined, passages: none, guarded: false };
}

/** Takes `sudo`, `env`, `timeout` and the like off the front of a command. */
export function peel(words: readonly ShellWord[]): Peeled {
  const first = programName(words[0]);
  if (first === undefined || !Object.hasOwn(wrappers, first)) return unwrapped(words);
  let rest = words;
  const names: string[] = [];
  const assignments: Assigned[] = [];
  let user: User | undefined;
  const passages: Passage[] = [];
  while (names.length < MAX_WRAPPERS) {
    const name = programName(rest[0]);
    const wrapper = name === undefined || !Object.hasOwn(wrappers, name) ? undefined : wrappers[name];
    if (name === undefined || wrapper === undefined || !runsAnother(name, rest)) break;
    const options = readOptions(rest.slice(1), wrapper, name);
    const after = options.rest.slice(wrapper.operands);
    if (after.length === 0) break;
    names.push(name);
    assignments.push(...options.assignments);
    user = wrapperUser(name, options.values) ?? user;
    passages.push({ ...passageOf(name, options), assignments: options.assignments });
    rest = after;
  }
  return {
    words: rest,
    wrappers: names,
    assignments,
    user,
    passages,
    guarded: names.includes("cloud-init-per"),
  };
}

/** The base name of the program that a word names, when it is certain. */
export function programName(word: ShellWord | undefined): string | undefined {
  const text = word === undefined ? undefined : literal(word.value);
  if (text !== undefined) return text === "" ? undefined : baseName(text);
  return undefined;
}

/** `command -v az`, `sudo -l`, `time` alone: these run nothing else. */
function runsAnother(name: string, words: readonly ShellWord[]): boolean {
  const first = words[1] === undefined ? undefined : literal(words[1].value);
  if (name === "command") return first !== "-v" && first !== "-V";
  if (name === "sudo") return first !== "-l" && first !== "-v" && first !== "-K" && first !== "-k";
  // `runuser USER -c …` works as `su` does; only the form with `-u` runs its arguments.
  if (name === "runuser") return first === "-u" || first?.startsWith("--user") === true;
  return words.length > 1;
}

interface Options extends KeeperOptions {
  readonly rest: readonly ShellWord[];
  readonly assignments: readonly Assigned[];
}

function readOptions(words: readonly ShellWord[], wrapper: Wrapper, name: string): Options {
  const flags: string[] = [];
  const values = new Map<string, (string | undefined)[]>();
  const assignments: Assigned[] = [];
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const text = literal(word.value);
    const assigned = wrapper.assigns === true ? assignment(word) : undefined;
    if (assigned !== undefined) {
      assignments.push(assigned);
      continue;
    }
    if (text === "--") {
      index++;
      break;
    }
    if (text === undefined || !text.startsWith("-") || (text === "-" && name !== "env")) break;
    const [flag, attached] = splitFlag(text);
    flags.push(flag);
    if (attached !== undefined) values.set(flag, [...(values.get(flag) ?? []), attached]);
    else if (wrapper.valued.includes(flag)) {
      index++;
      const next = words[index];
      values.set(flag, [...(values.get(flag) ?? []), next && literal(next.value)]);
    }
  }
  return { rest: words.slice(index), flags, values, assignments };
}

function splitFlag(text: string): [string, string?] {
  const equals = text.startsWith("--") ? text.indexOf("=") : -1;
  return equals < 0 ? [text] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** Reads a word of the form `NAME=value`. */
export function assignment(word: ShellWord): Assigned | undefined {
  const match = /^([A-Za-z_]\w*)=/u.exec(knownStart(word.value));
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  return { name, value: dropStart(word.value, match[0].length), span: word.span };
}

/** The value without its first `count` characters, which are certain. */
function dropStart(value: Value, count: number): Value {
  let left = count;
  return value.flatMap((piece) => {
    if (piece.kind === "unknown" || left === 0) return [piece];
    const cut = Math.min(left, piece.text.length);
    left -= cut;
    if (cut === piece.text.length) return [];
    return [{ ...piece, text: piece.text.slice(cut), start: piece.exact ? piece.start + cut : piece.start }];
  });
}

function wrapperUser(name: string, values: KeeperOptions["values"]): User | undefined {
  if (name !== "sudo" && name !== "doas" && name !== "runuser") return undefined;
  for (const flag of ["-u", "--user"]) {
    if (!values.has(flag)) continue;
    const user = values.get(flag)?.at(-1);
    return user === undefined || user === "root" || user === "#0"
      ? { kind: "root" }
      : { kind: "other", name: user };
  }
  return { kind: "root" };
}

/** Options that decide about the environment; others do not help a reader to find the cause. */
const telling = /^(?:-|-[a-zA-Z]*[iElc][a-zA-Z]*|--login|--ignore-environment|--reset-env|--preserve-env)$/u;

function passageOf(name: string, options: KeeperOptions): Omit<Passage, "assignments"> {
  const id = name as KeeperId;
  const kept = keptBy(id, options);
  const by = [name, ...options.flags.filter((flag) => telling.test(flag))].join(" ");
  const doubtful = name === "sudo" && (kept.kind !== "only" || kept.names.length > 0);
  return { by, kept, doubtful };
}

/** What `su` and `runuser` with `-c` do: whose shell it is, the command, and what it sees of the exported variables. */
export interface SwitchedUser {
  readonly user: string | undefined;
  readonly text: ShellWord;
  readonly passage: Omit<Passage, "assignments">;
}

const suValued = [
  "-c",
  "--command",
  "-s",
  "--shell",
  "-g",
  "--group",
  "-G",
  "--supp-group",
  "-w",
  "--whitelist-environment",
];

/** Reads the options of `su` and `runuser`, which may stand before and behind the user's name. */
export function readSwitch(name: string, words: readonly ShellWord[]): SwitchedUser | undefined {
  const flags: string[] = [];
  const values = new Map<string, (string | undefined)[]>();
  const operands: string[] = [];
  let command: ShellWord | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const text = word && literal(word.value);
    if (text === undefined) continue;
    if (!text.startsWith("-")) {
      operands.push(text);
      continue;
    }
    const [flag, attached] = splitFlag(text);
    const runs = /^(?:--command|-([a-z]*)c)$/u.exec(flag);
    if (runs === null) flags.push(flag);
    else if (runs[1] !== undefined && runs[1] !== "") flags.push(`-${runs[1]}`);
    const takesNext = attached === undefined && (runs !== null || suValued.includes(flag));
    if (takesNext) index++;
    const value = takesNext ? words[index] : undefined;
    if (runs !== null) command = value ?? command;
    else if (takesNext || attached !== undefined)
      values.set(flag, [attached ?? (value && literal(value.value))]);
  }
  if (command === undefined) return undefined;
  return { user: operands[0], text: command, passage: passageOf(name, { flags, values }) };
}
