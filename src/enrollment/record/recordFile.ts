import { readObject } from "../../arm/decode";
import { say } from "../../l10n/sentence";
import { recordProblem } from "./recordProblem";
import { recordVersion, type Enrollment } from "./record";
import type { compileRecordSchema } from "./recordSchema";

export type RecordReading =
  { readonly ok: true; readonly enrollment: Enrollment } | { readonly ok: false; readonly problem: string };

/**
 * Reads a `*.nexus-arc.json` file. Fields that the schema does not know are refused, not dropped: nothing that the user
 * wrote gets lost in silence, and nothing like a private key gets in. Never throws.
 */
export async function readRecord(text: string): Promise<RecordReading> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: say`This is not JSON${placeOf(error)}.` };
  }
  const { version } = readObject(value);
  if (typeof version === "number" && version > recordVersion) {
    return {
      ok: false,
      problem: say`This enrollment was saved by a newer version. To open it, update the extension.`,
    };
  }
  const validate = await validator();
  if (validate(value)) {
    const { $schema: _, ...enrollment }: Enrollment & { readonly $schema?: string } = value;
    return { ok: true, enrollment };
  }
  return { ok: false, problem: recordProblem(validate.errors ?? []) };
}

/** Where the parser stopped. Its own words quote the text, which may be a private key that was picked by mistake. */
function placeOf(error: unknown): string {
  const place = /at position \d+( \(line \d+ column \d+\))?/.exec(
    error instanceof Error ? error.message : "",
  );
  return place === null ? "" : ` ${place[0]}`;
}

/** The text of a `*.nexus-arc.json` file. */
export function writeRecord(enrollment: Enrollment): string {
  return `${JSON.stringify(enrollment, undefined, 2)}\n`;
}

let compiled: Promise<ReturnType<typeof compileRecordSchema>> | undefined;

/** Compiled once, when the first record is read. */
function validator(): Promise<ReturnType<typeof compileRecordSchema>> {
  compiled ??= import("./recordSchema").then((module) => module.compileRecordSchema());
  return compiled;
}
