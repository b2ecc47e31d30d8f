import { say } from "../../l10n/sentence";
import { readActivity, type ActivityEvent } from "./activityLog";
import type { ArmClient, ArmResponse } from "../client";
import type { Clock } from "../clock";
import { readObject } from "../decode";
import { ArmError, armError, errorFromArmBody } from "../errors";
import {
  movedFollow,
  readLocation,
  readResourceState,
  readStatus,
  type OperationStatus,
} from "./operationAnswer";
import { traitsOf } from "./operationKind";
import type { Follow, RunningOperation } from "./operationRecord";
import { withSignal } from "../http/pages";
import { parseResourceId, urlPath } from "../resources/resourceId";
import { retryAfterMs } from "../http/retryAfter";

/** What one look at a running operation gave. */
export type PollResult =
  | {
      readonly state: "running";
      readonly status: OperationStatus;
      readonly waitMs: number | undefined;
      /** Where to look next: Azure may have moved it. */
      readonly follow: Follow;
    }
  | { readonly state: "succeeded"; readonly body: unknown }
  | { readonly state: "failed" | "canceled"; readonly error: ArmError }
  /** Azure no longer knows this way of following; try the other. */
  | { readonly state: "lost"; readonly follow: Follow }
  | { readonly state: "unknown" };

export interface PollContext {
  readonly client: ArmClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A status URL that was just given may answer 404 until it is known everywhere. */
const settleMs = 60_000;

/** Looks once. Throws `ArmError` when the look itself failed; the operation may continue anyway. */
export async function pollOnce(record: RunningOperation, context: PollContext): Promise<PollResult> {
  switch (record.follow.by) {
    case "status":
      return lookAtUrl(record, record.follow.url, context, readStatusStrictly);
    case "location":
      return lookAtUrl(record, record.follow.url, context, readLocation);
    case "resource":
      return pollResource(record, context);
    case "activityLog":
      return pollActivityLog(record, context);
  }
}

function readStatusStrictly(response: ArmResponse): OperationStatus {
  const status = readStatus(response);
  if (status !== undefined) return status;
  throw armError(
    "malformed",
    "NoOperationStatus",
    {},
    {
      causeText: say`Azure returned no state for the operation.`,
      retryable: true,
    },
  );
}

async function lookAtUrl(
  record: RunningOperation,
  url: string,
  { client, clock, signal }: PollContext,
  read: (response: ArmResponse) => OperationStatus,
): Promise<PollResult> {
  let response: ArmResponse;
  try {
    response = await client.send({ method: "GET", path: url, allowEmpty: true, signal });
  } catch (error) {
    const gone = error instanceof ArmError && (error.httpStatus === 404 || error.httpStatus === 410);
    if (!gone) throw error;
    if (clock.now() - Date.parse(record.acceptedAt) < settleMs) return justStarted(record);
    return { state: "lost", follow: otherWay(record) };
  }
  return toPollResult(read(response), response, record, clock.now());
}

function justStarted({ follow }: RunningOperation): PollResult {
  const status = { status: undefined, percentComplete: undefined, phase: "running" } as const;
  return { state: "running", status, waitMs: undefined, follow };
}

function otherWay(record: RunningOperation): Follow {
  return traitsOf(record.kind).evidence === "activityLog" ? { by: "activityLog" } : { by: "resource" };
}

async function pollResource(record: RunningOperation, context: PollContext): Promise<PollResult> {
  const { client, clock, signal } = context;
  const absence = traitsOf(record.kind).evidence === "absence";
  try {
    const response = await client.send(withSignal(targetRequest(record), signal));
    const state = readResourceState(response);
    if (absence && state.phase === "succeeded") return await pollActivityLog(record, context);
    return toPollResult(state, response, record, clock.now());
  } catch (error) {
    if (!(error instanceof ArmError) || error.kind !== "notFound") throw error;
    if (absence) return { state: "succeeded", body: undefined };
    return clock.now() - Date.parse(record.acceptedAt) < settleMs
      ? justStarted(record)
      : { state: "unknown" };
  }
}

/** The GET of an operation's target. */
export function targetRequest(record: Pick<RunningOperation, "targetId" | "apiVersion">) {
  const path = urlPath(parseResourceId(record.targetId));
  return { method: "GET", path, apiVersion: record.apiVersion } as const;
}

function toPollResult(
  status: OperationStatus,
  response: ArmResponse,
  record: RunningOperation,
  now: number,
): PollResult {
  switch (status.phase) {
    case "running":
      return {
        state: "running",
        status,
        waitMs: retryAfterMs(response.headers, now),
        follow: movedFollow(record.follow, response),
      };
    case "succeeded":
      return { state: "succeeded", body: response.body };
    case "failed":
      return { state: "failed", error: failure(response.body, record) };
    case "canceled":
      return { state: "canceled", error: cancellation(record) };
  }
}

/** ARM's own error, from a status object or from a resource that failed. */
function failure(body: unknown, record: RunningOperation): ArmError {
  const value = readObject(body);
  const own = value["error"] ?? readObject(value["properties"])["error"];
  return errorFromArmBody(own, { correlationId: record.correlationId });
}

function cancellation(record: RunningOperation): ArmError {
  return armError(
    "operationFailed",
    "OperationCanceled",
    { correlationId: record.correlationId },
    { causeText: say`The operation was canceled in Azure.` },
  );
}

/** The activity log's delay, with room to spare (learn.microsoft.com: 3 to 20 minutes). */
export const activityDelayMs = 20 * 60_000;

async function pollActivityLog(record: RunningOperation, context: PollContext): Promise<PollResult> {
  const events = await activityOf(record, context);
  const last = events.findLast(({ status }) => status !== undefined);
  if (last === undefined) return { state: "unknown" };
  if (last.status === "Succeeded") return { state: "succeeded", body: undefined };
  if (last.status === "Failed") return { state: "failed", error: failureOf(last, record) };
  if (last.status === "Canceled") return { state: "canceled", error: cancellation(record) };
  const status = { status: last.status, percentComplete: undefined, phase: "running" } as const;
  return { state: "running", status, waitMs: undefined, follow: record.follow };
}

/** The events of this operation's request. Throws `ArmError`. */
export function activityOf(
  record: Pick<RunningOperation, "targetId" | "correlationId" | "startedAt">,
  { client, clock, signal }: PollContext,
): Promise<readonly ActivityEvent[]> {
  const since = Date.parse(record.startedAt) - clockSkewMs;
  const question = { ...record, since, until: clock.now() + clockSkewMs };
  return readActivity(client, question, signal);
}

/** How far Azure's clock and ours may be apart. */
export const clockSkewMs = 5 * 60_000;

function failureOf(event: ActivityEvent, record: RunningOperation): ArmError {
  return errorFromArmBody(parseJson(event.statusMessage), { correlationId: record.correlationId });
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
