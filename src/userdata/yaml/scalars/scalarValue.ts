/** What a scalar means in YAML 1.1, as PyYAML's safe loader has it: `yes` is true, `0644` octal, `1:30` base 60. */
import { say } from "../../../l10n/sentence";
import type { ScalarValue } from "../nodes";

export const tagPrefix = "tag:yaml.org,2002:";
const stringTag = `${tagPrefix}str`;
const booleanTag = `${tagPrefix}bool`;
const floatTag = `${tagPrefix}float`;
const integerTag = `${tagPrefix}int`;
const nothingTag = `${tagPrefix}null`;
const timeTag = `${tagPrefix}timestamp`;
const mergeTag = `${tagPrefix}merge`;
const valueTag = `${tagPrefix}value`;
const binaryTag = `${tagPrefix}binary`;

/** A text that its tag cannot be. Only for base64 does PyYAML tell the place; else an exception of Python's own ends the reading. */
export interface Unconstructable {
  readonly type: "unconstructable";
  readonly message: string;
  readonly placed: boolean;
}

/** Texts that are something else than texts, word for word. */
const meanings: ReadonlyMap<string, string> = new Map([
  ...["yes", "Yes", "YES", "no", "No", "NO"].map((word) => [word, booleanTag] as const),
  ...["true", "True", "TRUE", "false", "False", "FALSE"].map((word) => [word, booleanTag] as const),
  ...["on", "On", "ON", "off", "Off", "OFF"].map((word) => [word, booleanTag] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, nothingTag] as const),
  ["<<", mergeTag],
  ["=", valueTag],
]);
/** What every number, date and time starts with. */
const numeric = /^[-+.0-9]/;
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const integer =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const date = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const time =
  /^([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:[Tt]|[ \t]+)([0-9][0-9]?):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?$/;

/** The tag of a plain scalar without a tag of its own. */
export function implicitTag(text: string): string {
  return meanings.get(text) ?? (numeric.test(text) ? numericTag(text) : stringTag);
}

function numericTag(text: string): string {
  if (float.test(text)) return floatTag;
  if (integer.test(text)) return integerTag;
  return date.test(text) || time.test(text) ? timeTag : stringTag;
}

/** Whether an implicit tag gives a text a meaning as a key only. */
export function isUnusual(tag: string): boolean {
  return tag === mergeTag || tag === valueTag;
}

/** The value of a scalar with this tag. A tag that is not YAML's own gives the text. */
export function scalarValue(tag: string, text: string): ScalarValue | Unconstructable {
  switch (tag) {
    case stringTag:
      return { type: "string", string: text };
    case nothingTag:
      return { type: "null" };
    case booleanTag:
      return booleanOf(text);
    case integerTag:
      return integerOf(text);
    case floatTag:
      return floatOf(text);
    case timeTag:
      return timestampOf(text);
    case binaryTag:
      return binaryOf(text);
    default:
      return { type: "string", string: text };
  }
}

function fail(message: string, placed = false): Unconstructable {
  return { type: "unconstructable", message, placed };
}

function booleanOf(text: string): ScalarValue | Unconstructable {
  const word = text.toLowerCase();
  if (["yes", "true", "on"].includes(word)) return { type: "boolean", boolean: true };
  if (["no", "false", "off"].includes(word)) return { type: "boolean", boolean: false };
  return fail(say`"${text}" is not a boolean.`);
}

/** Python refuses longer decimal numbers. */
const maxNumberLength = 4300;

function integerOf(written: string): ScalarValue | Unconstructable {
  const text = written.includes("_") ? written.replaceAll("_", "") : written;
  const signed = text.startsWith("-") || text.startsWith("+");
  const digits = signed ? text.slice(1) : text;
  const value = digits.length > maxNumberLength ? undefined : magnitude(digits);
  if (value === undefined) return fail(say`"${written.slice(0, 40)}" is not a whole number.`);
  return { type: "integer", integer: text.startsWith("-") ? -value : value };
}

/** So many characters of base 60 are below 2^53, where plain numbers are exact and far faster. */
const SAFE = 12;

function magnitude(digits: string): bigint | undefined {
  if (digits.startsWith("0")) {
    if (/^0b[01]+$/.test(digits) || /^0x[0-9a-fA-F]+$/.test(digits)) return BigInt(digits);
    if (!/^0[0-7]*$/.test(digits)) return undefined;
    return digits === "0" ? 0n : BigInt(`0o${digits.slice(1)}`);
  }
  if (/^[0-9]+$/.test(digits)) return BigInt(digits);
  if (!/^[0-9]+(?::[0-9]+)+$/.test(digits)) return undefined;
  const parts = digits.split(":");
  if (digits.length <= SAFE) return BigInt(parts.reduce((sum, part) => sum * 60 + Number(part), 0));
  return parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

function floatOf(written: string): ScalarValue | Unconstructable {
  const text = written.replaceAll("_", "").toLowerCase();
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replace(/^[-+]/, "");
  if (digits === ".inf") return { type: "float", float: sign * Infinity };
  if (digits === ".nan") return { type: "float", float: NaN };
  const parts = digits.split(":");
  if (!parts.every((part) => /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/.test(part))) {
    return fail(say`"${written.slice(0, 40)}" is not a number.`);
  }
  return { type: "float", float: sign * parts.reduce((sum, part) => sum * 60 + Number(part), 0) };
}

function timestampOf(text: string): ScalarValue | Unconstructable {
  if (date.test(text)) {
    const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
    return isDay(year, month, day) ? { type: "other", name: "date" } : fail(say`"${text}" is not a date.`);
  }
  const parts = time.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return fail(say`"${text}" is not a time.`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const right = isDay(year, month, day) && hour < 24 && minute < 60 && second < 60;
  return right ? { type: "other", name: "timestamp" } : fail(say`"${text}" is not a time.`);
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** Base64 as Python takes it: foreign characters are passed over, and what follows the padding does not count. */
function binaryOf(text: string): ScalarValue | Unconstructable {
  if (/[^\0-\u007f]/u.test(text)) return fail(say`Base64 data is ASCII.`, true);
  let data = "";
  let padding = 0;
  for (const letter of text) {
    const inGroup = data.length % 4;
    if (letter === "=") {
      if (inGroup >= 2 && inGroup + ++padding >= 4) return bytesOf(data);
    } else if (/[A-Za-z0-9+/]/.test(letter)) {
      padding = 0;
      data += letter;
    }
  }
  return data.length % 4 === 0 ? bytesOf(data) : fail(say`This base64 data is cut off.`, true);
}

function bytesOf(base64: string): ScalarValue {
  return { type: "string", string: Buffer.from(base64, "base64").toString("latin1") };
}
