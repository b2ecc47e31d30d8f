import { readArray, readOptionalObject, type Json } from "../../arm/decode";
import type { ResourceChange } from "../../arm/resources/deployments";

/** One thing that the file says otherwise than Azure. */
export interface Difference {
  /** `tags.site`, `properties.cpuCores`. */
  readonly path: string;
  readonly inFile: string;
  readonly inAzure: string;
  /** Whether Azure changes it on a VM that exists, or only on one that is created again (NetworkCloud 2025-09-01: only tags can be patched). */
  readonly by: "update" | "recreate";
}

/**
 * Where a VM's body, as the file wants it, says something else than Azure. What the body does not mention counts for nothing:
 * Azure fills in defaults. Ids and words are compared without case and blanks, as Azure varies them.
 */
export function differencesOf(wanted: Json, actual: Json): readonly Difference[] {
  const found: Difference[] = [];
  compare(wanted, actual, "", found);
  return found;
}

function compare(wanted: unknown, actual: unknown, path: string, found: Difference[]): void {
  const object = readOptionalObject(wanted);
  const other = readOptionalObject(actual);
  if (object !== undefined && other !== undefined) {
    for (const [key, value] of Object.entries(object)) {
      const at = path === "" ? key : `${path}.${key}`;
      compare(value, memberOf(other, key), at, found);
    }
    return;
  }
  if (Array.isArray(wanted) && Array.isArray(actual) && wanted.length === actual.length) {
    const others = readArray(actual);
    readArray(wanted).forEach((item, index) => {
      compare(item, others[index], `${path}.${index}`, found);
    });
    return;
  }
  if (same(wanted, actual)) return;
  found.push({
    path,
    inFile: shownValue(wanted),
    inAzure: shownValue(actual),
    by: path.startsWith("tags.") || path === "tags" ? "update" : "recreate",
  });
}

function memberOf(value: Json, key: string): unknown {
  return value[key] ?? Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** `{}` is what a request says of an identity, and nothing that Azure could contradict. */
function same(wanted: unknown, actual: unknown): boolean {
  if (typeof wanted === "string" && typeof actual === "string") return plain(wanted) === plain(actual);
  if (wanted === undefined || JSON.stringify(wanted) === "{}") return actual !== undefined;
  return JSON.stringify(wanted) === JSON.stringify(actual);
}

function plain(text: string): string {
  return text.replaceAll(" ", "").toLowerCase();
}

/** A value in one line of at most 120 characters. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** Azure marks what comes from a secure parameter; what is known to be secret is left out whatever Azure does. */
const secret = /userData|networkData|password/i;

/** Azure's what-if for people: one line for each resource, and below a changed one what was and what would be. */
export function whatIfLines(changes: readonly ResourceChange[]): readonly string[] {
  return changes.flatMap(({ changeType, resourceId, changes: properties }) => [
    `${changeType.padEnd(9)} ${resourceId}`,
    ...properties
      .filter(({ path, changeType: kind }) => kind !== "NoEffect" && !secret.test(path))
      .map(({ path, before, after }) => `      ${path}: ${shownValue(before)} → ${shownValue(after)}`),
  ]);
}
