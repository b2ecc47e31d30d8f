import type { Cloud } from "./cloud";

/** One request to Azure Resource Manager. */
export interface ArmRequest {
  readonly method: "GET" | "PUT" | "PATCH" | "POST" | "DELETE" | "HEAD";
  /** A path from Resource Manager's root (`/subscriptions/…`), or an absolute URL that ARM itself gave (`nextLink`, operation URL), kept verbatim. */
  readonly path: string;
  /** Added as `api-version` unless `path` carries one. */
  readonly apiVersion?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The tenant whose token is used; the credential's home tenant when absent. */
  readonly tenantId?: string;
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
  /** Throws `ArmError` for every answer outside 2xx and every transport failure; `AbortError` when `signal` aborts. */
  send(request: ArmRequest): Promise<ArmResponse>;
}
