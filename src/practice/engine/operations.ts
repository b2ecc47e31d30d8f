import { createHash } from "node:crypto";
import type { Answer, Call } from "./call";
import type { Course, Effect, Fate, Operation, OperationForm } from "./operationStore";
import type { JsonObject } from "../state/json";
import { subscriptionOf } from "../state/resource";
import { lasting, timestamp, type World } from "../state/world";

export function startOperation(
  call: Call,
  world: World,
  plan: {
    readonly location: string;
    readonly course: Course;
    readonly effect: Effect;
    readonly emptyError?: boolean;
    readonly form?: OperationForm;
  },
): Operation {
  const fate = world.operations.fate;
  world.operations.fate = undefined;
  const startedAt = world.now();
  const endsAt = fate?.outcome === "never" ? undefined : startedAt + lasting(world, plan.course.total);
  const operation: Operation = {
    name: `${world.random.guid()}*${fingerprint(call.id)}`,
    namespace: call.target.namespace,
    location: plan.location.toUpperCase(),
    resourceId: call.id,
    form: plan.form ?? "fabric",
    verb: call.verb === "PUT" || call.verb === "PATCH" || call.verb === "DELETE" ? call.verb : "POST",
    apiVersion: call.apiVersion,
    startedAt,
    acceptedUntil: startedAt + lasting(world, plan.course.accepted),
    endsAt,
    outcome: fate === undefined || fate.outcome === "never" ? "Succeeded" : fate.outcome,
    ...(fate?.outcome === "Failed" && { error: errorOf(fate) }),
    effect: plan.effect,
    correlationId: call.headers["x-ms-correlation-request-id"],
    clientRequestId: call.headers["x-ms-client-request-id"],
    emptyError: plan.emptyError ?? false,
  };
  world.operations.put(operation);
  if (endsAt !== undefined) world.schedule.add({ kind: "operation", at: endsAt, name: operation.name });
  return operation;
}

/** The status at `now`. Deletions say `Deleting` all the way; everything else `Accepted`, then `Provisioning`. */
export function statusOf(operation: Operation, now: number): string {
  if (operation.endsAt !== undefined && now >= operation.endsAt) return operation.outcome;
  if (operation.verb === "DELETE") return "Deleting";
  return now < operation.acceptedUntil ? "Accepted" : "Provisioning";
}

export function hasEnded(operation: Operation, now: number): boolean {
  return operation.endsAt !== undefined && now >= operation.endsAt;
}

/** `Azure-AsyncOperation` for a PUT; the others also have `Location`. `Retry-After` in seconds. */
export function operationHeaders(
  call: Call,
  world: World,
  operation: Operation,
): Readonly<Record<string, string>> {
  return {
    "azure-asyncoperation": operationUrl(call, operation, "status"),
    ...(operation.verb !== "PUT" && { location: operationUrl(call, operation, "result") }),
    "retry-after": retryAfter(world),
  };
}

/** Azure asks for ten seconds; a practice cloud that is faster asks for as much less, but never for none. */
export function retryAfter(world: World): string {
  return String(Math.max(1, Math.round(10 / world.speed)));
}

export function accepted(call: Call, world: World, operation: Operation): Answer {
  return { status: 202, headers: operationHeaders(call, world, operation), body: null };
}

/**
 * `status`: polled for its body, always 200. `result`: 202 until it has ended.
 * Both have the same path in recorded traffic; the signed query tells them apart.
 */
export function operationUrl(call: Call, operation: Operation, purpose: "status" | "result"): string {
  const signature = fingerprint(`${operation.name} ${purpose}`);
  return (
    `${call.url.origin}${operationPath(operation)}?api-version=${operation.apiVersion}` +
    `&t=${String(operation.startedAt)}&c=${purpose}&s=${signature}&h=${signature.slice(0, 43)}`
  );
}

function operationPath({ form, resourceId, namespace, location, name }: Operation): string {
  const subscription = `/subscriptions/${subscriptionOf(resourceId)}`;
  if (form === "manager") return `${subscription}/operationresults/${name}`;
  const collection = form === "compute" ? "operations" : "operationStatuses";
  return `${subscription}/providers/${namespace}/locations/${location}/${collection}/${name}`;
}

/** The body of an operation's status (NetworkCloud OperationStatusResult), with the members that recorded answers have. */
export function statusBody(operation: Operation, now: number): JsonObject {
  if (operation.form === "compute") return computeStatus(operation, now);
  const status = statusOf(operation, now);
  const ended = hasEnded(operation, now);
  const withError = operation.emptyError && operation.verb !== "DELETE" && status !== "Accepted";
  return {
    id: operationPath(operation),
    name: operation.name,
    resourceId: operation.resourceId,
    status,
    startTime: timestamp(operation.startedAt),
    ...(ended && { endTime: timestamp(operation.endsAt ?? now) }),
    ...(ended && operation.error !== undefined ? { error: operation.error } : withError && { error: {} }),
    ...(ended && { properties: null }),
  };
}

/** Microsoft.Compute knows `InProgress` only, and says nothing of the resource. */
function computeStatus(operation: Operation, now: number): JsonObject {
  const ended = hasEnded(operation, now);
  return {
    startTime: timestamp(operation.startedAt),
    ...(ended && { endTime: timestamp(operation.endsAt ?? now) }),
    status: ended ? operation.outcome : "InProgress",
    ...(ended && operation.error !== undefined && { error: operation.error }),
    name: operation.name,
  };
}

function errorOf(fate: Fate): JsonObject {
  return {
    code: fate.code ?? "InternalError",
    message: fate.message ?? "The operation failed: the practice cloud was told to let it fail.",
  };
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text.toLowerCase()).digest("hex").toUpperCase();
}
