import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { rootCertificates } from "node:tls";
import { isLoopback } from "../cloud";
import { proxyFor, type ProxySettings } from "./proxy";
import { TunnelAgent } from "./tunnelAgent";

/** How connections are made. */
export interface AgentOptions {
  readonly proxy: ProxySettings;
  /** Certificate authorities (PEM) that are trusted besides Node's own. */
  readonly ca: readonly string[];
  /** Refuse untrusted certificates; VS Code's `http.proxyStrictSSL`. */
  readonly strictSSL: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Name resolution, where Node's own shall not do. */
  readonly lookup?: LookupFunction;
}

/** The agents of one client: one for each way to a host, made when needed, with connections kept alive. */
export class Agents {
  readonly #options: AgentOptions;
  readonly #made = new Map<string, http.Agent>();

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  /** Throws `ProxyError` when the proxy's address is not a URL. */
  for(url: URL): http.Agent {
    // Plain http goes to this machine only (`cloud.ts`), where no proxy has business.
    if (url.protocol !== "https:")
      return this.#get("http", () => new http.Agent({ keepAlive: true, ...this.#lookup() }));
    const { proxy: settings, env } = this.#options;
    const proxy =
      isLoopback(url.hostname) && settings.kind === "environment" ? undefined : proxyFor(url, settings, env);
    if (proxy === undefined) return this.#get("direct", () => new https.Agent(this.#tls()));
    return this.#get(proxy.href, () => new TunnelAgent(proxy, this.#tls()));
  }

  close(): void {
    for (const agent of this.#made.values()) agent.destroy();
    this.#made.clear();
  }

  #get(key: string, make: () => http.Agent): http.Agent {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const agent = make();
    this.#made.set(key, agent);
    return agent;
  }

  #tls(): https.AgentOptions {
    const { ca, strictSSL } = this.#options;
    return {
      keepAlive: true,
      ...this.#lookup(),
      // Given authorities replace Node's list, so that goes along.
      ...(ca.length > 0 && { ca: [...rootCertificates, ...ca] }),
      ...(!strictSSL && { rejectUnauthorized: false }),
    };
  }

  #lookup(): http.AgentOptions & { lookup?: NonNullable<AgentOptions["lookup"]> } {
    return this.#options.lookup === undefined ? {} : { lookup: this.#options.lookup };
  }
}
