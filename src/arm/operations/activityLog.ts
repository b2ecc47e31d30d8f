import type { ArmClient, ArmRequest } from "../client";
import { readObject, readString, type OpenEnum } from "../decode";
import { listAll, withSignal } from "../http/pages";
import { parseResourceId, resourceKey } from "../resources/resourceId";
import { apiVersions } from "../versions";

/** One event of a subscription's activity log. */
export interface ActivityEvent {
  readonly correlationId: string | undefined;
  readonly clientRequestId: string | undefined;
  readonly resourceId: string | undefined;
  /** `Microsoft.NetworkCloud/virtualMachines/assignRelay/action`. */
  readonly operation: string | undefined;
  readonly status: OpenEnum<"Started" | "Accepted" | "Succeeded" | "Failed"> | undefined;
  /** ISO 8601. */
  readonly timestamp: string;
  /** ARM's answer as JSON text, where the event has one. */
  readonly statusMessage: string | undefined;
}

/**
 * The events that carry `correlationId`, at or after `since` (ISO 8601). The API allows this filter and few others
 * (learn.microsoft.com, Monitor REST, Activity Logs - List). Events appear minutes after the fact.
 */
function activityRequest(
  subscriptionId: string,
  correlationId: string,
  since: string,
  until: string,
): ArmRequest {
  return {
    method: "GET",
    path: `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Insights/eventtypes/management/values`,
    apiVersion: apiVersions.activityLog,
    query: {
      $filter: `eventTimestamp ge '${since}' and eventTimestamp le '${until}' and correlationId eq '${correlationId}'`,
    },
  };
}

export function decodeActivityEvent(value: unknown): ActivityEvent {
  const event = readObject(value);
  return {
    correlationId: readString(event["correlationId"]),
    clientRequestId: readString(readObject(event["httpRequest"])["clientRequestId"]),
    resourceId: readString(event["resourceId"]),
    operation: readString(readObject(event["operationName"])["value"]),
    status: readString(readObject(event["status"])["value"]),
    timestamp: readString(event["eventTimestamp"]) ?? "",
    statusMessage: readString(readObject(event["properties"])["statusMessage"]),
  };
}

export interface ActivityQuestion {
  /** ARM ID of what was worked on. */
  readonly targetId: string;
  readonly correlationId: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
}

/** What the activity log has of one of our requests, oldest first. Throws `ArmError`. */
export async function readActivity(
  client: ArmClient,
  question: ActivityQuestion,
  signal?: AbortSignal,
): Promise<readonly ActivityEvent[]> {
  const target = parseResourceId(question.targetId);
  if (!("subscriptionId" in target)) return [];
  const [since, until] = [question.since, question.until].map((time) => new Date(time).toISOString());
  if (since === undefined || until === undefined) return [];
  const request = activityRequest(target.subscriptionId, question.correlationId, since, until);
  const events = await listAll(client, withSignal(request, signal), decodeActivityEvent);
  const wanted = question.correlationId.toLowerCase();
  return events
    .filter((event) => event.correlationId?.toLowerCase() === wanted)
    .filter(
      (event) => event.resourceId === undefined || resourceKey(event.resourceId) === resourceKey(target),
    )
    .toSorted((left, right) => left.timestamp.localeCompare(right.timestamp));
}
