import type { LookupFunction } from "node:net";
import type { HttpClient } from "@azure/core-rest-pipeline";
import type { ProxySettings } from "./proxy";
import { createTransport, type Transport } from "./transport";

/** How Azure is reached: for Resource Manager and for sign-in alike. */
export interface NetworkOptions {
  /** The transport: the practice cloud's, or a test's. Node's own when absent. */
  readonly httpClient?: HttpClient;
  /** `{kind: "environment"}` when absent. */
  readonly proxy?: ProxySettings;
  /** Certificate authorities (PEM) to trust besides Node's own. */
  readonly ca?: readonly string[];
  /** Refuse untrusted certificates; true when absent. */
  readonly strictSSL?: boolean;
  /** For one attempt, until its answer is complete; 100 s when absent. */
  readonly timeoutMs?: number;
  /** 64 MiB when absent. */
  readonly maxBodyBytes?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly lookup?: LookupFunction;
}

/** The transport that these options describe. `makeDefault` gives the library's own HTTP client. */
export function transportFor(options: NetworkOptions, makeDefault: () => HttpClient): Transport {
  return createTransport(options.httpClient ?? makeDefault(), {
    proxy: options.proxy ?? { kind: "environment" },
    ca: options.ca ?? [],
    strictSSL: options.strictSSL ?? true,
    timeoutMs: options.timeoutMs ?? 100_000,
    maxBodyBytes: options.maxBodyBytes ?? 64 * 1_048_576,
    env: options.env ?? process.env,
    ...(options.lookup !== undefined && { lookup: options.lookup }),
  });
}
