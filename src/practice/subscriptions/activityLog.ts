import type { Answer, Call } from "../engine/call";
import type { Kind } from "../engine/kind";
import type { JsonObject } from "../state/json";
import { hasEnded } from "../engine/operations";
import type { Effect, Operation } from "../engine/operationStore";
import { badRequest } from "../engine/refusal";
import { subscriptionOf } from "../state/resource";
import { page } from "../engine/tracked";
import { timestamp, type World } from "../state/world";

/**
 * The activity log (Microsoft.Insights 2015-04-01), for what has an operation: one event when it was accepted, one when
 * it ended. Azure shows events minutes late; here they are there at once. Only the filter by correlation id is served.
 */
export const activityLog: Kind = {
  namespace: "Microsoft.Insights",
  types: ["eventtypes", "values"],
  apiVersions: ["2015-04-01"],
  list: listEvents,
};

const filterPattern =
  /^eventTimestamp ge '([^']+)' and eventTimestamp le '([^']+)' and correlationId eq '([^']+)'$/i;

function listEvents(call: Call, world: World): Answer {
  const match = filterPattern.exec(call.url.searchParams.get("$filter") ?? "");
  if (match === null)
    throw badRequest(
      "BadRequest",
      "The practice cloud serves this filter only: a time range and correlationId.",
    );
  const [, since = "", until = "", correlationId = ""] = match;
  const events = world.operations
    .all()
    .filter((operation) => operation.correlationId?.toLowerCase() === correlationId.toLowerCase())
    .filter((operation) => subscriptionOf(operation.resourceId) === call.subscription)
    .flatMap((operation) => eventsOf(operation, world.now()))
    .filter(({ at }) => at >= Date.parse(since) && at <= Date.parse(until));
  return { status: 200, body: page(call, events.map(({ body }) => body).reverse()) };
}

interface Event {
  readonly at: number;
  readonly body: JsonObject;
}

function eventsOf(operation: Operation, now: number): readonly Event[] {
  const accepted = eventOf(operation, operation.startedAt, "Accepted", {});
  if (operation.endsAt === undefined || !hasEnded(operation, now)) return [accepted];
  const message =
    operation.error === undefined ? {} : { statusMessage: JSON.stringify({ error: operation.error }) };
  return [accepted, eventOf(operation, operation.endsAt, operation.outcome, message)];
}

function eventOf(operation: Operation, at: number, status: string, properties: JsonObject): Event {
  return {
    at,
    body: {
      correlationId: operation.correlationId ?? "",
      eventTimestamp: timestamp(at),
      httpRequest: { clientRequestId: operation.clientRequestId ?? "", method: operation.verb },
      operationName: { value: `Microsoft.NetworkCloud/virtualMachines/${actionOf(operation)}` },
      resourceId: operation.resourceId,
      status: { value: status, localizedValue: status },
      properties,
    },
  };
}

function actionOf({ verb, effect }: Operation): string {
  if (verb === "DELETE") return "delete";
  if (verb !== "POST") return "write";
  return effect.kind === "powered"
    ? `${effect.on ? "start" : "powerOff"}/action`
    : `${actions[effect.kind]}/action`;
}

const actions: Readonly<Record<Exclude<Effect["kind"], "powered">, string>> = {
  created: "create",
  updated: "update",
  deleted: "delete",
  restarted: "restart",
  reimaged: "reimage",
  relayAssigned: "assignRelay",
  computed: "write",
  groupDeleted: "delete",
  clusterDeployed: "deploy",
  deployed: "deploy",
  nothing: "nothing",
};
