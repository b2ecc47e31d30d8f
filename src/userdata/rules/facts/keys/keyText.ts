/**
 * What the commands of a script make of a key: which half in which structure, and whether it is text, DER or base64. Only
 * what follows from the commands is told; a filter that is not known leaves nothing certain.
 */
import type { ShellCommand } from "../../../script/command";
import type { Span } from "../../../script/text/mappedText";
import { argumentsOf, hasSwitch, option } from "../../../script/options";
import type { Value } from "../../../script/value";
import { literal, written } from "../../../script/value";
import type { Subject } from "../../subject";
import type { Base64Use } from "./base64";
import { base64Of } from "./base64";
import type { KeyOutput } from "./openssl";
import { once } from "../once";
import { keyOutput, writesDer } from "./openssl";

export interface KeyText {
  /** `other`: only the encoding is known. */
  readonly structure: KeyOutput;
  /** `lines`: PEM text that a filter has taken lines or characters from. */
  readonly form: "pem" | "lines" | "der" | "base64 of PEM" | "base64 of DER" | "base64";
  /** The command that breaks its base64 into lines, where nothing after it can have joined them. */
  readonly wrappedBy?: ShellCommand;
  /** The command that wrote the key in this structure. */
  readonly origin: ShellCommand | undefined;
}

/** The keys in the outputs of a document's commands. */
export class KeyTexts {
  readonly #commands: readonly ShellCommand[];
  readonly #outputs = new Map<ShellCommand, KeyText>();

  constructor(commands: readonly ShellCommand[]) {
    this.#commands = commands;
    const files = new Map<string, KeyText>();
    for (const command of commands) {
      const made = mayWriteKey(command.program)
        ? outputOf(command, files, (from) => this.#outputs.get(from))
        : undefined;
      if (made !== undefined) this.#outputs.set(command, made);
      // A file that is not a key matters only where one may be overwritten.
      const path = made === undefined && files.size === 0 ? undefined : fileOf(command);
      if (path === undefined) continue;
      if (made === undefined) files.delete(path);
      else files.set(path, made);
    }
  }

  /** What a value is, when it is the output of one substitution and nothing else. */
  of(value: Value): KeyText | undefined {
    const [piece, ...more] = value;
    if (piece?.kind !== "unknown" || piece.ran === undefined || more.length > 0) return undefined;
    const ran = this.#commands.slice(...piece.ran);
    const last = ran.at(-1);
    const made = last && this.#outputs.get(last);
    return made !== undefined && isOnePipeline(ran, piece.span) ? made : undefined;
  }
}

/** The keys in a document. */
export const keyTexts = once(({ shell }: Subject) => new KeyTexts(shell.commands));

const makers = new Set(["openssl", "base64", "basenc", "ssh-keygen", "cat", "tee", "tr"]);

/** Whether a program can write a key; most cannot. */
export function mayWriteKey(program: string | undefined): boolean {
  return program !== undefined && (makers.has(program) || textFilters.has(program));
}

/** Whether the last command's output is all that a substitution prints. */
function isOnePipeline(ran: readonly ShellCommand[], inside: Span): boolean {
  const pipeline = new Set<ShellCommand>();
  for (let each = ran.at(-1); each !== undefined; each = each.pipedFrom) pipeline.add(each);
  return ran.every((command, index) => {
    if (pipeline.has(command) || printsNothing.has(command.program ?? "")) return true;
    // The call of a function comes before the commands of its body, which stands elsewhere.
    const next = ran[index + 1];
    return isWithin(command.span, inside) && next !== undefined && !isWithin(next.span, inside);
  });
}

const printsNothing = new Set([
  "local",
  "readonly",
  "set",
  "umask",
  "cd",
  "return",
  ":",
  "true",
  "[",
  "test",
]);

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

type Find<Key> = (key: Key) => KeyText | undefined;

function outputOf(
  command: ShellCommand,
  files: ReadonlyMap<string, KeyText>,
  outputs: Find<ShellCommand>,
): KeyText | undefined {
  const { program } = command;
  if (program === undefined) return undefined;
  const encoder = base64Of(command);
  if (encoder === undefined && program === "openssl") return opensslOutput(command);
  if (program === "ssh-keygen") return sshKey(command);
  const input = (): KeyText | undefined => {
    const path = inputFile(command);
    if (path !== undefined) return files.get(path);
    return command.pipedFrom && outputs(command.pipedFrom);
  };
  if (encoder !== undefined) return encoded(command, encoder, input());
  if (program === "cat" || program === "tee") return input();
  if (program === "tr") return translated(command, input());
  return textFilters.has(program) ? filtered(input()) : undefined;
}

function opensslOutput(command: ShellCommand): KeyText | undefined {
  const structure = keyOutput(command);
  return structure === "other"
    ? undefined
    : { structure, form: writesDer(command) ? "der" : "pem", origin: command };
}

/** `ssh-keygen -m PEM` and `-m PKCS8` write PEM; its own format is neither. */
function sshKey(command: ShellCommand): KeyText | undefined {
  const form = option(command, ["-m"]);
  const name = form.kind === "given" ? literal(form.value)?.toUpperCase() : undefined;
  if (name !== "PEM" && name !== "PKCS8") return undefined;
  return { structure: name === "PEM" ? "pkcs1-private" : "pkcs8-private", form: "pem", origin: command };
}

/** The form of base64, by what was encoded. */
const formOfBase64: Readonly<Record<KeyText["form"], KeyText["form"]>> = {
  pem: "base64 of PEM",
  der: "base64 of DER",
  lines: "base64",
  "base64 of PEM": "base64",
  "base64 of DER": "base64",
  base64: "base64",
};

function encoded(command: ShellCommand, use: Base64Use, input: KeyText | undefined): KeyText | undefined {
  if (use === "decodes") {
    const isDer = input?.form === "base64 of DER" || input?.form === "lines";
    return isDer ? { structure: input.structure, form: "der", origin: input.origin } : undefined;
  }
  const { structure, form, origin } = input ?? nothingKnown;
  const made = { structure, form: formOfBase64[form], origin };
  return use === "lines" ? { ...made, wrappedBy: command } : made;
}

const nothingKnown: KeyText = { structure: "other", form: "lines", origin: undefined };

/** `tr -d` of other characters than line breaks leaves the lines as they are. */
function translated(command: ShellCommand, input: KeyText | undefined): KeyText | undefined {
  if (input === undefined) return undefined;
  const [flag, set, ...more] = argumentsOf(command).map((word) => literal(word.value));
  const keepsLines =
    flag === "-d" &&
    set !== undefined &&
    more.length === 0 &&
    !/\n|\\n|\\0?12|\[:(?:space|cntrl):\]|-/u.test(set);
  return keepsLines ? input : filtered(input);
}

/** Programs that take lines and characters away or put them together, and so never change the structure of a key. */
const textFilters = new Set([
  "grep",
  "egrep",
  "sed",
  "awk",
  "gawk",
  "mawk",
  "head",
  "tail",
  "cut",
  "paste",
  "fold",
]);

function filtered(input: KeyText | undefined): KeyText | undefined {
  if (input === undefined) return undefined;
  const { structure, form, origin } = input;
  return { structure, form: form === "pem" ? "lines" : form, origin };
}

/** The file that a command reads: behind `<`, or as its only operand. */
function inputFile(command: ShellCommand): string | undefined {
  const redirected = command.redirections.find((each) => each.operator === "<");
  if (redirected !== undefined) return written(redirected.target);
  if (command.program === "openssl") {
    const file = option(command, ["-in"]);
    return file.kind === "given" ? written(file.value) : undefined;
  }
  if (command.program === "tr" || command.program === "tee") return undefined;
  const operands = operandsOf(command);
  const scripts = takesScript.has(command.program ?? "") && hasSwitch(command, ["-e", "-f"]) === "no" ? 1 : 0;
  return operands.length === scripts + 1 ? operands.at(-1) : undefined;
}

/** Filters whose first operand says what to do. */
const takesScript = new Set(["grep", "egrep", "sed", "awk", "gawk", "mawk"]);

function operandsOf(command: ShellCommand): string[] {
  const valued = valuedOptions[command.program ?? ""] ?? "";
  const operands: string[] = [];
  let [onlyOperands, valueFollows] = [false, false];
  for (const { value } of argumentsOf(command)) {
    const text = written(value);
    const isValue = valueFollows;
    valueFollows = false;
    if (isValue) continue;
    if (onlyOperands || !/^-./u.test(text)) operands.push(text);
    else if (text === "--") onlyOperands = true;
    else valueFollows = text.length === 2 && valued.includes(text.slice(1));
  }
  return operands;
}

/** The letters of the options whose value is a word of its own. */
const valuedOptions: Readonly<Record<string, string>> = {
  base64: "w",
  basenc: "w",
  grep: "efm",
  egrep: "efm",
  sed: "ef",
  awk: "Fvf",
  gawk: "Fvf",
  mawk: "Fvf",
  head: "nc",
  tail: "nc",
  cut: "dfcb",
  paste: "d",
  fold: "w",
};

/** The file that a command's output goes to. */
function fileOf(command: ShellCommand): string | undefined {
  const redirected = command.redirections.find((each) => each.operator === ">");
  if (redirected !== undefined) return written(redirected.target);
  if (command.program === "tee") return operandsOf(command)[0];
  const names = command.program === "openssl" ? ["-out"] : command.program === "ssh-keygen" ? ["-f"] : [];
  const named = names.length === 0 ? undefined : option(command, names);
  return named?.kind === "given" ? written(named.value) : undefined;
}
