import type { AccessToken, GetTokenOptions, TokenCredential } from "@azure/core-auth";
import {
  createHttpHeaders,
  RestError,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import type { PracticeCloud } from "../cloud";

/** An `HttpClient` for `@azure/core-rest-pipeline` that hands every request to the practice cloud, in this process. */
export function practiceHttpClient(cloud: PracticeCloud): HttpClient {
  return {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      const body = typeof request.body === "string" ? request.body : undefined;
      try {
        const answer = await cloud.handle(
          {
            method: request.method,
            url: request.url,
            headers: request.headers.toJSON(),
            ...(body !== undefined && { body }),
          },
          signalOf(request),
        );
        return {
          request,
          status: answer.status,
          headers: createHttpHeaders(answer.headers),
          bodyAsText: answer.body,
        };
      } catch (error) {
        if (error instanceof Error && error.name === "AbortError") throw error;
        throw new RestError(error instanceof Error ? error.message : "The connection was reset.", {
          code: "ECONNRESET",
          request,
        });
      }
    },
  };
}

/** The library's abort signals need not be the platform's. */
function signalOf(request: PipelineRequest): AbortSignal | undefined {
  const { abortSignal } = request;
  if (abortSignal === undefined || abortSignal instanceof AbortSignal) return abortSignal;
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(new DOMException("The request was aborted.", "AbortError"));
  };
  if (abortSignal.aborted) abort();
  else abortSignal.addEventListener("abort", abort);
  return controller.signal;
}

/** Gives the practice user's tokens, as any `TokenCredential` of `@azure/identity` would. */
export function practiceCredential(cloud: PracticeCloud): TokenCredential {
  return {
    getToken(_scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
      const { token, expiresOn } = cloud.token({
        ...(options.tenantId !== undefined && { tenantId: options.tenantId }),
        claims: options.claims !== undefined,
      });
      return Promise.resolve({ token, expiresOnTimestamp: expiresOn });
    },
  };
}
