import type { Answer, Call } from "../engine/call";
import type { Kind } from "../engine/kind";
import { apiVersions } from "../engine/apiVersions";
import { hasEnded, operationUrl, retryAfter, statusBody } from "../engine/operations";
import { Refusal } from "../engine/refusal";
import type { World } from "../state/world";

/** Where long-running operations are polled. Their URLs are signed, so no role is asked for. */

export const operationStatuses: Kind = {
  namespace: "Microsoft.NetworkCloud",
  types: ["locations", "operationStatuses"],
  apiVersions: apiVersions.networkCloud,
  open: true,
  get: poll,
};

export const computeOperations: Kind = {
  namespace: "Microsoft.Compute",
  types: ["locations", "operations"],
  apiVersions: apiVersions.compute,
  open: true,
  get: poll,
};

/** Only for `Location`: 202 until the end, then 200 without a body. */
export const operationResults: Kind = {
  namespace: "Microsoft.Resources",
  types: ["subscriptions", "operationresults"],
  apiVersions: apiVersions.resources,
  open: true,
  get: poll,
};

function poll(call: Call, world: World): Answer {
  const operation = world.operations.get(call.name);
  if (operation === undefined)
    throw new Refusal(404, "NotFound", `The operation '${call.name}' was not found.`);
  const now = world.now();
  const ended = hasEnded(operation, now);
  const body =
    operation.form === "manager"
      ? ended
        ? world.deployments.answerOf(operation.name)
        : undefined
      : statusBody(operation, now);
  const headers = {
    etag: `"${operation.name.slice(0, 8)}-0000-1000-0000-${operation.name.slice(24, 36)}"`,
    ...(!ended && { "retry-after": retryAfter(world) }),
  };
  const waits = call.url.searchParams.get("c") === "result" && !ended;
  if (!waits) return { status: 200, headers, ...(body !== undefined && { body }) };
  const location = operationUrl(call, operation, "result");
  return {
    status: 202,
    headers: {
      ...headers,
      location,
      ...(operation.form !== "manager" && {
        "azure-asyncoperation": operationUrl(call, operation, "status"),
      }),
    },
    ...(body !== undefined && { body }),
  };
}
