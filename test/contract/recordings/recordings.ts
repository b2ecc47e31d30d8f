import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readObject, readString, type Json } from "../../../src/arm/decode";

/** One HTTP exchange of `az`, as `NEXUS_ARC_RECORDINGS` has it (see the data's README). */
export interface Recording {
  readonly file: string;
  /** All recordings of one scenario have one; `number` orders them. */
  readonly scenario: string;
  readonly number: number;
  readonly command: string;
  readonly method: string;
  readonly url: string;
  /** `undefined` when none was sent. */
  readonly sent: unknown;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` when none came. */
  readonly body: unknown;
}

const root = path.resolve(import.meta.dirname, "../../..");
export const recordingsFolder =
  process.env["NEXUS_ARC_RECORDINGS"] ?? path.join(root, "../shared/data/arm/recordings");

/** All recordings, in order. Throws when there are none: then nothing can be proven. */
export function loadRecordings(folder = recordingsFolder): readonly Recording[] {
  if (!existsSync(folder))
    throw new Error(
      `No recorded traffic at ${folder}: set NEXUS_ARC_RECORDINGS. Nothing about Azure can be proven without it.`,
    );
  const all = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => readRecording(file, JSON.parse(readFileSync(path.join(folder, file), "utf8"))));
  if (all.length === 0) throw new Error(`${folder} has no recordings.`);
  return all.sort((left, right) => left.scenario.localeCompare(right.scenario) || left.number - right.number);
}

function readRecording(file: string, content: unknown): Recording {
  const value = readObject(content);
  const request = readObject(value["request"]);
  const response = readObject(value["response"]);
  const match = /^(.*)__(\d+)_/.exec(file);
  return {
    file,
    scenario: match?.[1] ?? file,
    number: Number(match?.[2] ?? 0),
    command: readString(value["command"]) ?? "",
    method: readString(request["method"]) ?? "",
    url: readString(request["uri"]) ?? "",
    sent: request["body"] ?? undefined,
    status: Number(response["status"]),
    headers: readHeaders(readObject(response["headers"])),
    body: response["body"] ?? undefined,
  };
}

function readHeaders(headers: Json): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : String(value),
    ]),
  );
}

export function pathOf(recording: Recording): string {
  return decodeURIComponent(new URL(recording.url).pathname);
}
