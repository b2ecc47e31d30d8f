import type { ArmResponse } from "../client";
import { readNumber, readObject, readString } from "../decode";
import type { Follow } from "./operationRecord";

/** What Azure says about an operation, in an `OperationStatusResult` or in a resource's `provisioningState`. */
export interface OperationStatus {
  /** Azure's own word; `undefined` when the answer has none. */
  readonly status: string | undefined;
  /** 0 to 100. */
  readonly percentComplete: number | undefined;
  readonly phase: "running" | "succeeded" | "failed" | "canceled";
}

/** Terminal states of the ARM asynchronous API contract; every other word means that it continues. */
function phaseOf(status: string | undefined): OperationStatus["phase"] | undefined {
  switch (status?.toLowerCase()) {
    case undefined:
      return undefined;
    case "succeeded":
      return "succeeded";
    case "failed":
      return "failed";
    case "canceled":
    case "cancelled":
      return "canceled";
    default:
      return "running";
  }
}

/** How to follow the operation that this answer has started; `undefined` when it is over with the answer. */
export function followOf(response: ArmResponse): Follow | undefined {
  const { headers, status } = response;
  const statusUrl = headers["azure-asyncoperation"];
  const location = headers["location"];
  if (statusUrl !== undefined) return { by: "status", url: statusUrl, location };
  if (location !== undefined && status !== 200 && status !== 204) return { by: "location", url: location };
  const phase = phaseOf(provisioningState(response.body));
  return phase === undefined || phase === "succeeded" ? undefined : { by: "resource" };
}

/**
 * How to continue after an answer of a status URL that says "running": ARM may give a new URL with each answer, as NetworkCloud
 * does, and let the old one die (Resource Manager RPC, asynchronous operations). The same object where nothing has moved.
 */
export function movedFollow<F extends Follow>(follow: F, { headers }: ArmResponse): F {
  const location = headers["location"];
  if (follow.by === "location") {
    return location === undefined || location === follow.url ? follow : { ...follow, url: location };
  }
  if (follow.by !== "status") return follow;
  const url = headers["azure-asyncoperation"] ?? follow.url;
  const final = location ?? follow.location;
  return url === follow.url && final === follow.location ? follow : { ...follow, url, location: final };
}

function provisioningState(body: unknown): string | undefined {
  return readString(readObject(readObject(body)["properties"])["provisioningState"]);
}

/** Reads an answer of the `Azure-AsyncOperation` URL; `undefined` when it has no status. */
export function readStatus(response: ArmResponse): OperationStatus | undefined {
  const body = readObject(response.body);
  const status = readString(body["status"]);
  const phase = phaseOf(status);
  if (phase === undefined) return undefined;
  return { status, percentComplete: readNumber(body["percentComplete"]), phase };
}

/**
 * Reads an answer of the `Location` URL: 202 while it runs, anything else at its end. NetworkCloud answers with the
 * status object there too, and its word counts.
 */
export function readLocation(response: ArmResponse): OperationStatus {
  const said = readStatus(response);
  const percentComplete = said?.percentComplete;
  if (response.status === 202) return { status: said?.status, percentComplete, phase: "running" };
  if (said !== undefined && looksLikeStatusResult(response.body)) return said;
  return { status: "Succeeded", percentComplete, phase: "succeeded" };
}

/** A resource has properties of its own and no `status` at the top with a start time beside it. */
function looksLikeStatusResult(body: unknown): boolean {
  const value = readObject(body);
  return "startTime" in value || "endTime" in value || "resourceId" in value || "error" in value;
}

/** Reads a GET of the target. A resource without a provisioning state is ready. */
export function readResourceState(response: ArmResponse): OperationStatus {
  const status = provisioningState(response.body);
  return { status, percentComplete: undefined, phase: phaseOf(status) ?? "succeeded" };
}
