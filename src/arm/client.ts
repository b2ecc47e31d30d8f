import type { Cloud } from "./cloud";

/** One request to Azure Resource Manager. */
export interface ArmRequest {
  readonly method: "GET" | "PUT" | "PATCH" | "POST" | "DELETE" | "HEAD";
  /** A path from Resource Manager's root (`/subscriptions/…`), or an absolute URL that ARM itself gave (`nextLink`, operation URL), kept verbatim. */
  readonly path: string;
  /** Added as `api-version` unless `path` carries one. */
  readonly apiVersion?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** `x-ms-correlation-request-id` and `x-ms-client-request-id` are made for each request unless they are given here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The tenant whose token is used; the credential's home tenant when absent. */
  readonly tenantId?: string;
  /** A POST that only reads (a Resource Graph query, `listCredentials`): it is repeated like a GET after a failure. */
  readonly readOnly?: boolean;
  /**
   * A GET, PUT, PATCH or reading POST that is answered 200 or 201 without a body is an error (`malformed`), unless this is
   * set, as for a poll of `Location` and for the start of an operation.
   */
  readonly allowEmpty?: boolean;
  /** A user's gesture stands behind this request: a sign-in may ask. Otherwise sign-in is silent. */
  readonly interactive?: boolean;
  readonly signal?: AbortSignal;
}

/** A 2xx answer. Everything else is thrown as an `ArmError`. */
export interface ArmResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body; `undefined` when the answer had none. Validate before use. */
  readonly body: unknown;
}

/** The one door to Azure: real clouds and the practice cloud both stand behind it. */
export interface ArmClient {
  readonly cloud: Cloud;
  /**
   * Throws `ArmError` (`errors.ts`) for every answer outside 2xx, every transport failure and every body that is not JSON.
   * When `signal` aborts it throws the kind `aborted`, whose `name` is "AbortError".
   */
  send(request: ArmRequest): Promise<ArmResponse>;
}

/** The same door, with `tenantId` for every request that names no tenant itself. */
export function inTenant(client: ArmClient, tenantId: string | undefined): ArmClient {
  if (tenantId === undefined) return client;
  return {
    cloud: client.cloud,
    send: (request) => client.send({ tenantId, ...request }),
  };
}
