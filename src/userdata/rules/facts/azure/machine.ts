import type { ShellCommand } from "../../../script/command";
import type { MappedText, Span } from "../../../script/text/mappedText";
import { option } from "../../../script/options";
import type { Piece, Value } from "../../../script/value";
import { valueText, written } from "../../../script/value";
import type { AgentOptionName } from "./agentOptions";
import { agentOption } from "./agentOptions";
import { requestOf } from "./az";
import { once } from "../once";

/** A part of a value, by offsets in its written form. */
export function sliceValue(value: Value, from: number, to: number): Value {
  let at = 0;
  return value.flatMap((piece): Piece[] => {
    const length = piece.kind === "text" ? piece.text.length : piece.written.length;
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, length)];
    at += length;
    if (end <= start) return [];
    if (piece.kind === "unknown") return [piece];
    const text = piece.text.slice(start, end);
    return piece.exact
      ? [{ ...piece, text, start: piece.start + start, end: piece.start + end }]
      : [{ ...piece, text }];
  });
}

/** The body of the request that creates the machine, with its place. */
export interface MachineBody {
  readonly value: Value;
  readonly text: MappedText;
  readonly span: Span;
}

/** The body, when the script holds it: one that comes from a file or from outside is not judged. */
export const machineBody = once(readBody);

function readBody(command: ShellCommand): MachineBody | undefined {
  const request = requestOf(command);
  if (request?.body.kind !== "given") return undefined;
  const { value, valueSpan } = request.body;
  const text = valueText(value);
  return text.text.trimStart().startsWith("{") ? { value, text, span: valueSpan } : undefined;
}

export interface Field {
  readonly value: Value;
  readonly span: Span;
}

/** The text value of a JSON field of the body, wherever it is nested. */
export function bodyField(body: MachineBody, name: string): Field | undefined {
  const match = new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`, "du").exec(body.text.text);
  const place = match?.indices?.[1];
  return place === undefined ? undefined : fieldAt(body, place);
}

export function fieldAt(body: MachineBody, [from, to]: readonly [number, number]): Field {
  return { value: sliceValue(body.value, from, to), span: body.text.span(from, to) };
}

/** What names a machine: the parts of its resource id, as far as the script tells. */
export interface MachineName {
  readonly subscription: Field | undefined;
  readonly resourceGroup: Field | undefined;
  readonly name: Field | undefined;
}

/** Reads the parts of an Arc machine's id out of an id or an address. */
export function machineName(value: Value): MachineName {
  const text = valueText(value);
  const part = (pattern: RegExp): Field | undefined => {
    const place = pattern.exec(text.text)?.indices?.[1];
    return place && { value: sliceValue(value, place[0], place[1]), span: text.span(place[0], place[1]) };
  };
  return {
    subscription: part(/\/subscriptions\/([^/?]+)/diu),
    resourceGroup: part(/\/resourceGroups\/([^/?]+)/diu),
    name: part(/\/Microsoft\.HybridCompute\/machines\/([^/?]+)/diu),
  };
}

/** The name parts of the machine that a command creates, assigns or connects. */
export const machineOf = once(readMachine);

function readMachine(command: ShellCommand): MachineName | undefined {
  const request = requestOf(command);
  if (request?.url.kind === "given" && /HybridCompute/iu.test(written(request.url.value)))
    return machineName(request.url.value);
  const id = option(command, ["--machine-id"]);
  if (id.kind === "given") return machineName(id.value);
  if (command.program !== "azcmagent") return undefined;
  const field = (name: AgentOptionName): Field | undefined => {
    const use = agentOption(command, name);
    return use.kind === "given" ? { value: use.value, span: use.valueSpan } : undefined;
  };
  return {
    subscription: field("--subscription-id"),
    resourceGroup: field("--resource-group"),
    name: field("--resource-name"),
  };
}
