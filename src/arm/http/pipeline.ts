import { randomUUID } from "node:crypto";
import type * as CoreRestPipeline from "@azure/core-rest-pipeline";
import type { Pipeline, PipelineRequest } from "@azure/core-rest-pipeline";
import { armUrl } from "./armUrl";
import { authPolicy } from "./authPolicy";
import type { ArmClient, ArmRequest, ArmResponse } from "../client";
import { systemClock, type Clock } from "../clock";
import type { Cloud } from "../cloud";
import type { ArmErrorContext } from "../errors/errorAdvice";
import { toArmError } from "../errors/errorFromUnknown";
import { logPolicy, type Log } from "./logPolicy";
import { transportFor, type NetworkOptions } from "../network/network";
import { redact } from "../errors/redact";
import { isRepeatable, RequestContexts, type RequestContext } from "./requestContext";
import { readResponse } from "./responseBody";
import { defaultRetryLimits, retryPolicy, type RetryLimits } from "./retryPolicy";
import type { ArmTokenCredential } from "../auth/tokenCache";
import type { Transport } from "../network/transport";
import { untilAborted } from "../async/untilAborted";

export interface ArmClientOptions extends NetworkOptions {
  readonly cloud: Cloud;
  readonly credential: ArmTokenCredential;
  /** Takes one redacted line for each attempt and each retry. */
  readonly log?: Log;
  readonly userAgent?: string;
  readonly retry?: Partial<RetryLimits>;
  readonly clock?: Clock;
  /** In [0, 1): scatters the waits. `Math.random` when absent. */
  readonly random?: () => number;
}

export interface PipelineArmClient extends ArmClient {
  /** Ends kept-alive connections. The client stays usable. */
  close(): void;
}

/** A caller that must find its request again in Azure (`operation.ts`) gives the id itself. */
const correlationHeader = "x-ms-correlation-request-id";

interface Parts {
  readonly transport: Transport;
  readonly library: typeof CoreRestPipeline;
}

/** The pipeline to Resource Manager. The library is loaded with the first request. */
export function createArmClient(options: ArmClientOptions): PipelineArmClient {
  return new PipelineClient(options);
}

class PipelineClient implements PipelineArmClient {
  readonly cloud: Cloud;
  readonly #options: ArmClientOptions;
  readonly #clock: Clock;
  readonly #contexts = new RequestContexts();
  readonly #secrets = new Set<string>();
  readonly #log: Log;
  #parts: Promise<Parts> | undefined;
  #pipeline: Pipeline | undefined;

  constructor(options: ArmClientOptions) {
    this.cloud = options.cloud;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    const log = options.log ?? ((): void => undefined);
    this.#log = (line) => {
      log(redact(line, this.#secrets));
    };
  }

  async send(request: ArmRequest): Promise<ArmResponse> {
    const correlationId = request.headers?.[correlationHeader] ?? randomUUID();
    const context: ArmErrorContext = {
      method: request.method,
      path: request.path,
      correlationId,
      secrets: this.#secrets,
      ...(request.tenantId !== undefined && { tenantId: request.tenantId }),
    };
    const url = armUrl(this.cloud, request, context);
    const named: ArmErrorContext = { ...context, path: url };
    try {
      const response = await untilAborted(this.#sendOnce(request, url, correlationId), request.signal);
      return readResponse(request, response, named);
    } catch (error) {
      throw toArmError(error, named);
    }
  }

  close(): void {
    void this.#parts?.then(({ transport }) => {
      transport.close();
    });
  }

  #identify(request: PipelineRequest, correlationId: string): void {
    request.headers.set(correlationHeader, correlationId);
    if (!request.headers.has("x-ms-client-request-id"))
      request.headers.set("x-ms-client-request-id", correlationId);
    request.headers.set("User-Agent", this.#options.userAgent ?? "nexus-arc");
  }

  async #sendOnce(request: ArmRequest, url: string, correlationId: string) {
    const { transport, library } = await this.#load();
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const pipelineRequest = library.createPipelineRequest({
      url,
      method: request.method,
      headers: library.createHttpHeaders({
        Accept: "application/json",
        ...(body !== undefined && { "Content-Type": "application/json; charset=utf-8" }),
        ...request.headers,
      }),
      allowInsecureConnection: this.cloud.resourceManager.startsWith("http:"),
      ...(body !== undefined && { body }),
      ...(request.signal !== undefined && { abortSignal: request.signal }),
    });
    this.#identify(pipelineRequest, correlationId);
    const context: RequestContext = {
      interactive: request.interactive ?? false,
      repeatable: request.readOnly === true || isRepeatable(pipelineRequest),
      challenged: false,
      ...(request.tenantId !== undefined && { tenantId: request.tenantId }),
      ...(request.signal !== undefined && { signal: request.signal }),
    };
    this.#contexts.set(pipelineRequest, context);
    this.#pipeline ??= this.#buildPipeline({ transport, library });
    return this.#pipeline.sendRequest(transport, pipelineRequest);
  }

  #load(): Promise<Parts> {
    this.#parts ??= this.#makeParts();
    return this.#parts;
  }

  async #makeParts(): Promise<Parts> {
    const library = await import("@azure/core-rest-pipeline");
    const transport = transportFor(this.#options, library.createDefaultHttpClient);
    return { library, transport };
  }

  #buildPipeline({ library }: Parts): Pipeline {
    const pipeline = library.createEmptyPipeline();
    const describe = (request: PipelineRequest): ArmErrorContext => this.#describe(request);
    const limits = { ...defaultRetryLimits, ...this.#options.retry };
    const shared = { contexts: this.#contexts, describe };
    pipeline.addPolicy(
      retryPolicy({
        ...shared,
        limits,
        clock: this.#clock,
        log: this.#log,
        random: this.#options.random ?? Math.random,
      }),
      {
        phase: "Retry",
      },
    );
    pipeline.addPolicy(
      authPolicy({
        ...shared,
        cloud: this.cloud,
        credential: this.#options.credential,
        secrets: this.#secrets,
      }),
      { phase: "Sign" },
    );
    pipeline.addPolicy(logPolicy(this.#log, this.#clock), { afterPhase: "Sign" });
    return pipeline;
  }

  #describe(request: PipelineRequest): ArmErrorContext {
    const { tenantId } = this.#contexts.of(request);
    const correlationId = request.headers.get("x-ms-correlation-request-id");
    return {
      method: request.method,
      path: request.url,
      secrets: this.#secrets,
      ...(correlationId !== undefined && { correlationId }),
      ...(tenantId !== undefined && { tenantId }),
    };
  }
}
