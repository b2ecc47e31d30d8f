import { ArmError } from "../errors";
import { traitsOf } from "./operationKind";
import { activityDelayMs, activityOf, clockSkewMs, targetRequest, type PollContext } from "./operationPoll";
import type { Follow, IntendedOperation } from "./operationRecord";
import { readResourceState } from "./operationAnswer";
import { decodeResource } from "../resources/resource";

/**
 * What Azure shows of a request whose answer was lost.
 * `started`: Azure took it. `absent`: no trace, and none can come any more. `notYet`: no trace so far.
 * `unseen`: Azure does not let us look, so nothing can be said.
 */
export type Evidence =
  { readonly kind: "begun"; readonly follow: Follow } | { readonly kind: "absent" | "notYet" | "unseen" };

/** The practice cloud writes its activity log at once; a request that was in progress when we died arrives within this. */
const practiceDelayMs = 3_000;
/** Resource Manager shows a resource as soon as it has accepted the PUT. */
const resourceDelayMs = 2 * 60_000;

/** How long after the intent a trace may still appear, in milliseconds. */
export function traceWindowMs(record: IntendedOperation, context: Pick<PollContext, "client">): number {
  if (context.client.cloud.name === "practice") return practiceDelayMs;
  return traitsOf(record.kind).evidence === "resource" ? resourceDelayMs : activityDelayMs;
}

/** Looks for traces of an intended operation. Throws `ArmError` when Azure cannot be asked. */
export async function findEvidence(record: IntendedOperation, context: PollContext): Promise<Evidence> {
  const { evidence } = traitsOf(record.kind);
  const inResource = evidence === "activityLog" ? undefined : await resourceEvidence(record, context);
  if (inResource !== undefined) return inResource;
  const late = context.clock.now() - Date.parse(record.startedAt) > traceWindowMs(record, context);
  if (evidence === "resource") return { kind: late ? "absent" : "notYet" };
  const seen = await activityEvidence(record, context);
  if (seen === "begun") return { kind: "begun", follow: { by: "activityLog" } };
  if (!late) return { kind: "notYet" };
  return { kind: seen };
}

async function resourceEvidence(
  record: IntendedOperation,
  { client, signal }: PollContext,
): Promise<Evidence | undefined> {
  const created = traitsOf(record.kind).evidence === "resource";
  try {
    const response = await client.send({ ...targetRequest(record), signal });
    if (created) return createdByUs(record, decodeResource(response.body).createdAt);
    const going = readResourceState(response).status?.toLowerCase() === "deleting";
    return going ? { kind: "begun", follow: { by: "resource" } } : undefined;
  } catch (error) {
    if (!(error instanceof ArmError) || error.kind !== "notFound") throw error;
    return created ? undefined : { kind: "begun", follow: { by: "resource" } };
  }
}

/** A resource that is older than our intent is not ours: Azure has refused our `If-None-Match: *`. */
function createdByUs(record: IntendedOperation, createdAt: string | undefined): Evidence {
  const older = createdAt !== undefined && Date.parse(createdAt) < Date.parse(record.startedAt) - clockSkewMs;
  return older ? { kind: "absent" } : { kind: "begun", follow: { by: "resource" } };
}

async function activityEvidence(
  record: IntendedOperation,
  context: PollContext,
): Promise<"begun" | "absent" | "unseen"> {
  try {
    return (await activityOf(record, context)).length > 0 ? "begun" : "absent";
  } catch (error) {
    const refused = error instanceof ArmError && [400, 403, 404, 405].includes(error.httpStatus ?? 0);
    if (refused) return "unseen";
    throw error;
  }
}
