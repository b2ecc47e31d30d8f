import type { PipelineRequest } from "@azure/core-rest-pipeline";

/** What the policies of one client know about a request besides what goes over the wire. */
export interface RequestContext {
  readonly tenantId?: string;
  readonly interactive: boolean;
  /** May it be sent again when it is unknown whether Azure did anything? */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal;
  /** Set once a 401 was answered with another token: it is answered once for each request. */
  challenged: boolean;
  /** The `Authorization` value that answered the challenge; it serves every later attempt. */
  answer?: string;
}

/** Finds the context of a request; one that was given none gets a fresh, careful one. */
export class RequestContexts {
  readonly #contexts = new WeakMap<PipelineRequest, RequestContext>();

  set(request: PipelineRequest, context: RequestContext): void {
    this.#contexts.set(request, context);
  }

  of(request: PipelineRequest): RequestContext {
    const known = this.#contexts.get(request);
    if (known !== undefined) return known;
    const fresh: RequestContext = {
      interactive: false,
      repeatable: isRepeatable(request),
      challenged: false,
    };
    this.#contexts.set(request, fresh);
    return fresh;
  }
}

/**
 * GET, HEAD, PUT and DELETE may be sent twice (RFC 9110 section 9.2.2); not so when a precondition makes the second one fail
 * because of the first.
 */
export function isRepeatable(request: PipelineRequest): boolean {
  if (request.headers.has("If-Match") || request.headers.has("If-None-Match"))
    return request.method === "GET";
  return ["GET", "HEAD", "PUT", "DELETE"].includes(request.method);
}
