/**
 * A reader of `az networkcloud` calls, made from what its commands take: extension 4.x by `../shared/data/az/networkcloud-arguments.json`
 * (Azure/aaz, API 2025-09-01), extension 5.x by that and its differences. It reads values as azure-cli 2.45 and 2.91 do
 * (`azure.cli.core.aaz._utils`), but takes one JSON word for every object, dictionary and list.
 */
import { readFileSync } from "node:fs";
import { readObject } from "../../../src/arm/decode";
import { sharedFile } from "../sharedData";

export interface Argument {
  readonly type: string;
  readonly options?: readonly string[];
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly minimum?: number;
  readonly fields?: Readonly<Record<string, Argument>>;
  readonly element?: Argument;
}

/** By the arguments' own names, such as `memory_size_gib`. */
export type AzValues = Readonly<Record<string, unknown>>;

export interface AzCall {
  /** `virtualmachine create`. */
  readonly command: string;
  readonly values: AzValues;
}

/** What the extension's own code adds to the generated commands (azext_networkcloud/operations/common_ssh.py). */
const handWritten: Readonly<Record<string, Readonly<Record<string, Argument | undefined>>>> = {
  "virtualmachine create": {
    ssh_public_keys: undefined,
    ssh_key_values: {
      type: "AAZListArg",
      element: { type: "AAZStrArg" },
      options: ["--ssh-key-values"],
    },
    ssh_dest_key_path: {
      type: "AAZListArg",
      element: { type: "AAZStrArg" },
      options: ["--ssh-dest-key-path"],
    },
    generate_ssh_keys: { type: "AAZBoolArg", options: ["--generate-ssh-keys"] },
  },
};

/** Of the extension networkcloud. */
export const extensionVersions = ["4.x", "5.x"] as const;
export type ExtensionVersion = (typeof extensionVersions)[number];

const locationType = { "fields.type.enum": ["CustomLocation", "EdgeZone"] };
const credentials = { "fields.password.type": "AAZPasswordArg" };

/**
 * What API 2026-07-01 (extension 5.x) changes in the commands of the data, by argument and place in it. Names and options are the same.
 * Source: Azure/aaz at 2812ac7, all commands of `networkcloud virtualmachine` compared with API 2025-09-01.
 */
const changedIn5: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> = {
  "virtualmachine create": {
    extended_location: locationType,
    console_extended_location: locationType,
    network_data_content: { type: "AAZPasswordArg" },
    user_data_content: { type: "AAZPasswordArg" },
    vm_image_repository_credentials: credentials,
  },
  "virtualmachine update": {
    vm_image_repository_credentials: {
      ...credentials,
      "fields.password.required": false,
      "fields.registry_url.required": false,
      "fields.username.required": false,
    },
  },
  "virtualmachine console create": { extended_location: locationType },
};

/** Options that mean something without a value. */
const flags = new Set(["mi_system_assigned", "generate_ssh_keys"]);

/** Options of every command that take a value, and those that take none. */
const globalOptions = new Set(["--subscription", "--output", "-o", "--query"]);
const globalFlags = new Set(["--only-show-errors", "--debug", "--verbose", "--no-wait"]);

const commands = (
  JSON.parse(readFileSync(sharedFile("az", "networkcloud-arguments.json"), "utf8")) as {
    readonly commands: Readonly<Record<string, Readonly<Record<string, Argument>>>>;
  }
).commands;

/** The arguments of a command of `az networkcloud`; undefined where the data does not have it. */
export function argumentsOf(
  command: string,
  version: ExtensionVersion = "4.x",
): Readonly<Record<string, Argument>> | undefined {
  const own = commands[command];
  if (own === undefined) return undefined;
  const generated = version === "4.x" ? own : withChanges(own, changedIn5[command] ?? {});
  const all: Record<string, Argument | undefined> = { ...generated, ...handWritten[command] };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, argument]) => (argument === undefined ? [] : [[name, argument]])),
  );
}

/** Throws where the data has no such place. */
function withChanges(
  own: Readonly<Record<string, Argument>>,
  changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Readonly<Record<string, Argument>> {
  const changed = structuredClone(own) as Record<string, object | undefined>;
  for (const [name, places] of Object.entries(changes))
    for (const [place, value] of Object.entries(places)) {
      const steps = place.split(".");
      const key = steps.pop() ?? "";
      let at = changed[name];
      for (const step of steps) at = at && (Reflect.get(at, step) as object | undefined);
      if (at === undefined) throw new RangeError(`the data has no ${name}.${place}`);
      Reflect.set(at, key, value);
    }
  return changed as Readonly<Record<string, Argument>>;
}

/** Reads `az networkcloud …` as az does. Throws `AzRefusal` with what az would say, or that a value is not the one JSON word. */
export function readNetworkcloudCall(words: readonly string[], version: ExtensionVersion = "4.x"): AzCall {
  const [az, group, ...rest] = words;
  if (az !== "az" || group !== "networkcloud")
    throw new AzRefusal(`no call of networkcloud: ${words.join(" ")}`);
  const count = rest.findIndex((word) => word.startsWith("-"));
  const command = rest.slice(0, count === -1 ? rest.length : count).join(" ");
  const known = argumentsOf(command, version);
  if (known === undefined) throw new AzRefusal(`'${command}' is misspelled or not recognized by the system.`);
  const values = readOptions(rest.slice(command.split(" ").length), known);
  for (const [name, { required }] of Object.entries(known))
    if (required === true && !(name in values))
      throw new AzRefusal(`the following arguments are required: ${name}`);
  return { command, values };
}

export class AzRefusal extends Error {
  override readonly name = "AzRefusal";
}

function readOptions(words: readonly string[], known: Readonly<Record<string, Argument>>): AzValues {
  const values: Record<string, unknown> = {};
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? "";
    const [option = word, joined] = /^(--[a-z-]+)=(.*)$/s.exec(word)?.slice(1) ?? [];
    at += 1;
    const given: string[] = joined === undefined ? [] : [joined];
    while (joined === undefined && at < words.length && !/^-./.test(words[at] ?? "")) {
      given.push(words[at] ?? "");
      at += 1;
    }
    if (globalOptions.has(option) && given.length === 1) continue;
    if (globalFlags.has(option) && given.length === 0) continue;
    const [name, argument] =
      Object.entries(known).find(([, { options = [] }]) => options.includes(option)) ?? [];
    if (name === undefined || argument === undefined)
      throw new AzRefusal(`unrecognized arguments: ${option}`);
    if (name in values) throw new AzRefusal(`${option} is given twice`);
    const [value, ...more] = given;
    if (more.length > 0) throw new AzRefusal(`${option} has more than one word: ${given.join(" ")}`);
    if (value === undefined && !flags.has(name))
      throw new AzRefusal(`${option}: expected at least one argument`);
    values[name] = value === undefined ? true : inside(option, () => readWord(argument, value));
  }
  return values;
}

function inside<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof AzRefusal ? new AzRefusal(`${where}: ${error.message}`) : error;
  }
}

function readWord(argument: Argument, word: string): unknown {
  const file =
    /^[^=]*=(@.+)$/s.exec(word)?.[1] ?? (word.startsWith("@") && word.length > 1 ? word : undefined);
  if (file !== undefined) throw new AzRefusal(`az reads the file ${JSON.stringify(file.slice(1))}`);
  if (!isCompound(argument)) return readValue(argument, readAazText(word));
  let json: unknown;
  try {
    json = JSON.parse(word);
  } catch {
    throw new AzRefusal(`it is not JSON: ${word}`);
  }
  return readValue(argument, json);
}

/** A plain word in az's own notation: `null` is none, `'…'` a quotation. */
export function readAazText(word: string): string {
  if (word === "null" || word === "??") throw new AzRefusal(`az does not read ${word} as a text`);
  if (!word.startsWith("'")) return word;
  const inner = /^'((?:[^']|'\/)*)'$/s.exec(word)?.[1];
  if (inner === undefined)
    throw new AzRefusal(`a quotation mark is missing, or something follows it: ${word}`);
  return inner.replaceAll("'/", "'");
}

const isCompound = ({ type }: Argument): boolean => /^AAZ(Object|Dict|List)Arg$/.test(type);

function readValue(argument: Argument, value: unknown): unknown {
  switch (argument.type) {
    case "AAZObjectArg":
      return readFields(argument, objectOf(value));
    case "AAZDictArg":
      return mapValues(objectOf(value), (member) => readValue(element(argument), member));
    case "AAZListArg":
      if (!Array.isArray(value)) throw new AzRefusal(`a list is expected: ${JSON.stringify(value)}`);
      return value.map((member) => readValue(element(argument), member));
    case "AAZIntArg":
      return readInteger(argument, value);
    default:
      return readText(argument, value);
  }
}

function readFields({ fields = {} }: Argument, object: Readonly<Record<string, unknown>>): unknown {
  const read: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    const found = Object.entries(fields).find(([own, { options = [] }]) =>
      [own, camelCase(own), ...options].includes(key),
    );
    if (found === undefined) throw new AzRefusal(`the object has no field named '${key}'`);
    const [name, field] = found;
    read[name] = inside(key, () => readValue(field, value));
  }
  for (const [name, { required }] of Object.entries(fields))
    if (required === true && !(name in read)) throw new AzRefusal(`the field ${name} is required`);
  return read;
}

function readInteger({ minimum }: Argument, value: unknown): number {
  const number =
    typeof value === "number" ? value : /^-?\d+$/.test(String(value)) ? Number(value) : Number.NaN;
  if (!Number.isInteger(number)) throw new AzRefusal(`a whole number is expected: ${JSON.stringify(value)}`);
  if (minimum !== undefined && number < minimum) throw new AzRefusal(`it must be ${minimum} at least`);
  return number;
}

function readText(argument: Argument, value: unknown): string {
  if (typeof value !== "string") throw new AzRefusal(`a text is expected: ${JSON.stringify(value)}`);
  const { enum: choices, pattern, min_length: min = 0, max_length: max = Infinity } = argument;
  if (choices !== undefined) {
    const choice = choices.find((each) => each.toLowerCase() === value.toLowerCase());
    if (choice === undefined) throw new AzRefusal(`'${value}' is none of ${choices.join(", ")}`);
    return choice;
  }
  if (value.length < min || value.length > max) throw new AzRefusal(`'${value}' is too short or too long`);
  if (pattern !== undefined && !new RegExp(pattern).test(value))
    throw new AzRefusal(`'${value}' does not match ${pattern}`);
  return value;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new AzRefusal(`an object is expected: ${JSON.stringify(value)}`);
  return readObject(value);
}

function element({ element: own }: Argument): Argument {
  if (own === undefined) throw new RangeError("the data has no element");
  return own;
}

function mapValues(
  object: Readonly<Record<string, unknown>>,
  map: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}

export function camelCase(snake: string): string {
  return snake.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
