import type { Answer } from "../engine/call";
import type { World } from "../state/world";

/** One HTTP request to the practice cloud, as it would go over the wire. */
export interface PracticeRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PracticeResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer as it goes over the wire, with the headers that Resource Manager puts on all of them. */
export function toResponse(world: World, request: PracticeRequest, answer: Answer): PracticeResponse {
  const requestId = world.random.guid();
  return {
    status: answer.status,
    headers: {
      "cache-control": "no-cache",
      "x-ms-request-id": requestId,
      "x-ms-correlation-request-id": request.headers["x-ms-correlation-request-id"] ?? requestId,
      "x-ms-routing-request-id": `PRACTICE:${new Date(world.clock.now()).toISOString()}:${requestId}`,
      date: new Date(world.clock.now()).toUTCString(),
      ...(answer.body !== undefined && { "content-type": "application/json; charset=utf-8" }),
      ...answer.headers,
    },
    body: answer.body === undefined || request.method === "HEAD" ? "" : JSON.stringify(answer.body),
  };
}
