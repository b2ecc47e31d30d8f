import type { Call, Kind } from "./call";
import { hasEnded, operationUrl, statusBody } from "./operations";
import { networkCloudVersions } from "./networkCloud/fabricKind";
import { Refusal } from "./refusal";
import type { World } from "./world";

/** Where operations of Microsoft.NetworkCloud are polled. The URL is signed, so no role is asked for. */
export const operationStatuses: Kind = {
  namespace: "Microsoft.NetworkCloud",
  types: ["locations", "operationStatuses"],
  apiVersions: networkCloudVersions,
  open: true,
  get: (call, world) => {
    const operation = world.operations.get(call.name);
    if (operation === undefined) throw operationNotFound(call);
    const now = world.now();
    const body = statusBody(operation, now);
    const etag = `"${operation.name.slice(0, 8)}-0000-1000-0000-${operation.name.slice(24, 36)}"`;
    const waits = isResult(call) && !hasEnded(operation, now);
    if (!waits)
      return { status: 200, headers: { etag, ...retryWhile(world, !hasEnded(operation, now)) }, body };
    return {
      status: 202,
      headers: {
        etag,
        "azure-asyncoperation": operationUrl(call, operation, "status"),
        location: operationUrl(call, operation, "result"),
        ...retryWhile(world, true),
      },
      body,
    };
  },
};

function isResult(call: Call): boolean {
  return call.url.searchParams.get("c") === "result";
}

function retryWhile(world: World, running: boolean): Readonly<Record<string, string>> {
  return running ? { "retry-after": String(Math.max(1, Math.round(10 / world.speed))) } : {};
}

function operationNotFound(call: Call): Refusal {
  return new Refusal(404, "NotFound", `The operation '${call.name}' was not found.`);
}
