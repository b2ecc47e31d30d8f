import type { HttpClient, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { Agents, type AgentOptions } from "./agents";
import { armError } from "../errors/errorAdvice";
import { onAbort } from "../async/onAbort";
import { readWhole } from "./readWhole";

/** How requests are sent. */
export interface TransportOptions extends AgentOptions {
  /** For one attempt, until its answer is complete. */
  readonly timeoutMs: number;
  /** An answer that is longer, after decompression, is refused. */
  readonly maxBodyBytes: number;
}

/** An HTTP client whose answers are whole, bounded texts. `close` ends kept-alive connections. */
export interface Transport extends HttpClient {
  close(): void;
}

/** Wraps the library's HTTP client (or `given`, such as the practice cloud) with agents, decompression, timeout and size limit. */
export function createTransport(base: HttpClient, options: TransportOptions): Transport {
  const agents = new Agents(options);
  return {
    async sendRequest(request) {
      const limit = new TimeLimit(request.abortSignal, options.timeoutMs);
      try {
        return await sendWhole(base, request, agents.for(new URL(request.url)), limit.signal, options);
      } catch (error) {
        if (limit.timedOut) throw armError("timeout", "ResponseTimeout");
        if (limit.signal.aborted) throw armError("aborted", "Aborted");
        throw error;
      } finally {
        limit.clear();
      }
    },
    close: () => {
      agents.close();
    },
  };
}

async function sendWhole(
  base: HttpClient,
  request: PipelineRequest,
  agent: NonNullable<PipelineRequest["agent"]>,
  signal: AbortSignal,
  options: TransportOptions,
): Promise<PipelineResponse> {
  const { abortSignal } = request;
  const acceptEncoding = request.headers.get("Accept-Encoding") ?? "gzip, deflate";
  request.headers.delete("Accept-Encoding");
  request.abortSignal = signal;
  request.agent = agent;
  request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
  // Not among the request's own headers: then the library would decompress, and hang when the connection breaks meanwhile.
  const headers = { ...request.headers.toJSON({ preserveCase: true }), "Accept-Encoding": acceptEncoding };
  // `tunnelSignal` is for `TunnelAgent`.
  request.requestOverrides = { headers, tunnelSignal: signal, ...hostOverride(request.url) };
  try {
    const response = await base.sendRequest(request);
    const { readableStreamBody, ...rest } = response;
    const bodyAsText = await readWhole(
      readableStreamBody ?? response.bodyAsText ?? "",
      response.headers.get("Content-Encoding"),
      options.maxBodyBytes,
    );
    return { ...rest, bodyAsText };
  } finally {
    if (abortSignal === undefined) delete request.abortSignal;
    else request.abortSignal = abortSignal;
  }
}

/** The library gives Node an IPv6 address in its brackets, which Node takes for a name (core-rest-pipeline 1.24). */
function hostOverride(url: string): { readonly hostname?: string } {
  const address = /^\[(.*)\]$/u.exec(new URL(url).hostname)?.[1];
  return address === undefined ? {} : { hostname: address };
}

/** The caller's signal, and the attempt's own time limit. */
class TimeLimit {
  timedOut = false;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #leave: () => void;
  readonly #stop = (): void => {
    this.#controller.abort();
  };

  constructor(outer: PipelineRequest["abortSignal"], ms: number) {
    if (outer?.aborted === true) this.#stop();
    this.#leave = outer === undefined ? () => undefined : onAbort(outer, this.#stop);
    this.#timer = setTimeout(() => {
      this.timedOut = true;
      this.#stop();
    }, ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#leave();
  }
}
