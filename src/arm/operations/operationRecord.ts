import { say } from "../../l10n/sentence";
import { readObject, readOptionalObject, readString, type Json } from "../decode";
import { armError, armErrorKinds, type ArmError, type ArmErrorKind } from "../errors";
import { isOperationKind, type OperationKind } from "./operationKind";
import { resourceKey } from "../resources/resourceId";

const version = 1;

interface RecordBase {
  readonly version: typeof version;
  /** Chosen by us; sent as `x-ms-client-request-id`. */
  readonly id: string;
  readonly kind: OperationKind;
  /** ARM ID of what is worked on. */
  readonly targetId: string;
  /** For the final GET of the target. */
  readonly apiVersion: string;
  readonly tenantId: string | undefined;
  /** Chosen by us; sent as `x-ms-correlation-request-id`; the key to the activity log. */
  readonly correlationId: string;
  /** ISO 8601: when we were about to send. */
  readonly startedAt: string;
}

/** How a running operation is followed. URLs are ARM's own, signed, kept verbatim and never logged. */
export type Follow =
  | { readonly by: "status"; readonly url: string; readonly location: string | undefined }
  | { readonly by: "location"; readonly url: string }
  | { readonly by: "resource" }
  | { readonly by: "activityLog" };

/** What an ended operation came to. `unknown`: it is over, or was never started, and Azure no longer shows which. */
export type OperationEnd = "succeeded" | "failed" | "canceled" | "notStarted" | "unknown";

export interface SavedError {
  readonly kind: ArmErrorKind;
  readonly code: string;
  readonly causeText: string;
  readonly nextMove: string;
}

/** Written before the request is sent: from here on, a crash leaves a trace. */
export interface IntendedOperation extends RecordBase {
  readonly phase: "intended";
}

/** Written when ARM has taken the request, before the first poll. */
export interface RunningOperation extends RecordBase {
  readonly phase: "running";
  /** ISO 8601. */
  readonly acceptedAt: string;
  readonly follow: Follow;
}

export interface EndedOperation extends RecordBase {
  readonly phase: "ended";
  /** ISO 8601. */
  readonly endedAt: string;
  readonly end: OperationEnd;
  readonly error: SavedError | undefined;
}

/** One long-running operation as it is saved. Holds no request body: that may hold user data or passwords. */
export type OperationRecord = IntendedOperation | RunningOperation | EndedOperation;

/** At most one live operation has this key: the same work is not started twice. */
export function operationKey(record: Pick<OperationRecord, "kind" | "targetId">): string {
  return `${record.kind} ${resourceKey(record.targetId)}`;
}

export function intendOperation(facts: Omit<RecordBase, "version">): IntendedOperation {
  return { version, ...facts, phase: "intended" };
}

export function acceptOperation(record: OperationRecord, follow: Follow, at: number): RunningOperation {
  return { ...baseOf(record), phase: "running", acceptedAt: new Date(at).toISOString(), follow };
}

export function endOperation(
  record: OperationRecord,
  end: OperationEnd,
  at: number,
  error?: ArmError,
): EndedOperation {
  return {
    ...baseOf(record),
    phase: "ended",
    endedAt: new Date(at).toISOString(),
    end,
    error: error === undefined ? undefined : savedError(error),
  };
}

function baseOf(record: OperationRecord): RecordBase {
  const { id, kind, targetId, apiVersion, tenantId, correlationId, startedAt } = record;
  return { version, id, kind, targetId, apiVersion, tenantId, correlationId, startedAt };
}

function savedError({ kind, code, causeText, nextMove }: ArmError): SavedError {
  return { kind, code, causeText, nextMove };
}

/** The error of an operation that failed, also in another process. */
export function operationError(record: EndedOperation): ArmError {
  const { kind, code, causeText, nextMove } = record.error ?? {
    kind: "operationFailed",
    code: record.end === "canceled" ? "OperationCanceled" : "OperationFailed",
    causeText: record.end === "canceled" ? say`The operation was canceled.` : say`The operation failed.`,
    nextMove: say`Check the resource in Azure. Start the operation again when the cause is fixed.`,
  };
  const context = { correlationId: record.correlationId };
  return armError(kind, code, context, { causeText, nextMove, retryable: false });
}

/** Reads a saved record, as parsed JSON. `undefined` for another version or anything that is none. */
export function readOperationRecord(saved: unknown): OperationRecord | undefined {
  const value = readObject(saved);
  const base = readBase(value);
  if (base === undefined) return undefined;
  switch (value["phase"]) {
    case "intended":
      return { ...base, phase: "intended" };
    case "running": {
      const acceptedAt = readString(value["acceptedAt"]);
      const follow = readFollow(value["follow"]);
      return acceptedAt === undefined || follow === undefined
        ? undefined
        : { ...base, phase: "running", acceptedAt, follow };
    }
    case "ended":
      return {
        ...base,
        phase: "ended",
        endedAt: readString(value["endedAt"]) ?? base.startedAt,
        end: readEnd(value["end"]),
        error: readSavedError(value["error"]),
      };
    default:
      return undefined;
  }
}

function readBase(value: Json): RecordBase | undefined {
  const id = readString(value["id"]);
  const kind = readString(value["kind"]);
  const targetId = readString(value["targetId"]);
  const apiVersion = readString(value["apiVersion"]);
  const correlationId = readString(value["correlationId"]);
  const startedAt = readString(value["startedAt"]);
  if (value["version"] !== version || kind === undefined || !isOperationKind(kind)) return undefined;
  if (id === undefined || targetId === undefined || apiVersion === undefined) return undefined;
  if (correlationId === undefined || startedAt === undefined || Number.isNaN(Date.parse(startedAt)))
    return undefined;
  const tenantId = readString(value["tenantId"]);
  return { version, id, kind, targetId, apiVersion, tenantId, correlationId, startedAt };
}

function readFollow(saved: unknown): Follow | undefined {
  const value = readObject(saved);
  const url = readString(value["url"]);
  switch (value["by"]) {
    case "status":
      return url === undefined ? undefined : { by: "status", url, location: readString(value["location"]) };
    case "location":
      return url === undefined ? undefined : { by: "location", url };
    case "resource":
      return { by: "resource" };
    case "activityLog":
      return { by: "activityLog" };
    default:
      return undefined;
  }
}

const ends: ReadonlySet<string> = new Set<OperationEnd>(["succeeded", "failed", "canceled", "notStarted"]);

function isEnd(text: string): text is OperationEnd {
  return ends.has(text);
}

function readEnd(saved: unknown): OperationEnd {
  const text = readString(saved);
  return text !== undefined && isEnd(text) ? text : "unknown";
}

function readSavedError(saved: unknown): SavedError | undefined {
  const value = readOptionalObject(saved);
  if (value === undefined) return undefined;
  const kind = armErrorKinds.find((known) => known === value["kind"]) ?? "operationFailed";
  const text = (name: string): string => readString(value[name]) ?? "";
  return { kind, code: text("code"), causeText: text("causeText"), nextMove: text("nextMove") };
}
