import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** Test data of others, read where it stands beside the project. Throws where it is absent: nothing is passed over. */
export function sharedPath(...parts: readonly string[]): string {
  return sharedFile("cloud-init", ...parts);
}

/** A file of any folder of the test data of others. */
export function sharedFile(...parts: readonly string[]): string {
  const file = path.join(root, "../shared/data", ...parts);
  if (!existsSync(file)) throw new Error("../shared (test data of others) is not beside the project.");
  return file;
}

/** cloud-init's own schema without its `$schema`: as draft 4 it is not for ajv 8, and draft 7 reads it alike. */
export function upstreamSchema(): Record<string, unknown> {
  const schema: unknown = JSON.parse(readFileSync(sharedPath("schema-cloud-config-v1.json"), "utf8"));
  if (!isRecord(schema)) throw new TypeError("The upstream schema is no object.");
  const { $schema: _, ...rest } = schema;
  return rest;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface LabelledError {
  readonly path: string;
  /** From 1; null where upstream names none. */
  readonly line: number | null;
}

export interface LabelledFile {
  readonly name: string;
  readonly text: string;
  readonly label: string;
  readonly stage: string | null;
  readonly errors: readonly LabelledError[];
}

/** The files of the corpus with upstream's verdicts; of the folder in `$NEXUS_ARC_CORPUS` where that is set. */
export function corpus(): LabelledFile[] {
  const folder = process.env["NEXUS_ARC_CORPUS"] ?? sharedPath("corpus");
  const labels: unknown = JSON.parse(readFileSync(path.join(folder, "labels.json"), "utf8"));
  if (!isRecord(labels) || !isRecord(labels["files"])) throw new TypeError("labels.json has no files.");
  return Object.entries(labels["files"]).map(([name, label]) => labelled(folder, name, label));
}

function labelled(folder: string, name: string, label: unknown): LabelledFile {
  if (!isRecord(label)) throw new TypeError(`${name} has no label.`);
  const errors = Array.isArray(label["errors"]) ? label["errors"].filter(isRecord) : [];
  return {
    name,
    text: readFileSync(path.join(folder, name), "utf8"),
    label: String(label["label"]),
    stage: typeof label["stage"] === "string" ? label["stage"] : null,
    errors: errors.map((error) => ({
      path: String(error["path"]),
      line: typeof error["line"] === "number" ? error["line"] : null,
    })),
  };
}
