import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import tls from "node:tls";
import { say } from "../../l10n/sentence";
import { ProxyError } from "./proxy";

const connectTimeoutMs = 30_000;

/**
 * Sends https through a proxy's CONNECT tunnel (RFC 9110 section 9.3.6). Of the libraries' own proxy agent it differs in one
 * thing that matters here: a refusal is an error that names the proxy, not an answer that looks as if Azure had sent it.
 */
export class TunnelAgent extends https.Agent {
  readonly #proxy: URL;

  constructor(proxy: URL, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const host = options.host ?? options.hostname ?? "localhost";
    openTunnel(this.#proxy, host, Number(options.port ?? 443), signalOf(options)).then(
      (socket) => {
        const secure = tls.connect({
          ...tlsOptions(options),
          socket,
          servername: options.servername ?? host,
        });
        callback?.(null, secure);
      },
      (error: unknown) => {
        callback?.(error instanceof Error ? error : new Error(String(error)), new Duplex().destroy());
      },
    );
    return undefined;
  }
}

/** Node keeps a request's `signal` from its agent, so the transport passes it under a name of ours. */
function signalOf(options: object): AbortSignal | undefined {
  return "tunnelSignal" in options && options.tunnelSignal instanceof AbortSignal
    ? options.tunnelSignal
    : undefined;
}

/** Of the request's options only what concerns TLS: host and port belong to the proxy's connection. */
function tlsOptions({ ca, rejectUnauthorized }: https.RequestOptions): tls.ConnectionOptions {
  return {
    ...(ca !== undefined && { ca }),
    ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
  };
}

function openTunnel(
  proxy: URL,
  host: string,
  port: number,
  signal: AbortSignal | undefined,
): Promise<Socket> {
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const proxyHost = proxy.host;
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === "https:" ? https : http).request({
      host: proxy.hostname.replace(/^\[|\]$/g, ""),
      port: proxy.port === "" ? (proxy.protocol === "https:" ? 443 : 80) : Number(proxy.port),
      method: "CONNECT",
      path: authority,
      headers: { Host: authority, ...authorization(proxy) },
      agent: false,
      timeout: connectTimeoutMs,
      ...(signal !== undefined && { signal }),
    });
    request.once("connect", (response, socket) => {
      if (response.statusCode === 200) {
        socket.setTimeout(0);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(refusal(proxyHost, authority, response));
    });
    // Some proxies answer a refusal with a body, which Node reports as an ordinary response.
    request.once("response", (response) => {
      response.destroy();
      reject(refusal(proxyHost, authority, response));
    });
    request.once("timeout", () => {
      request.destroy(new ProxyError("PROXY_TIMEOUT", say`The proxy ${proxyHost} did not respond in time.`));
    });
    request.once("error", (error) => {
      const own = error instanceof ProxyError || error.name === "AbortError";
      reject(
        own
          ? error
          : new ProxyError(
              "PROXY_UNREACHABLE",
              say`The proxy ${proxyHost} cannot be reached${codeOf(error)}.`,
            ),
      );
    });
    request.end();
  });
}

function refusal(proxyHost: string, authority: string, response: http.IncomingMessage): ProxyError {
  const status = response.statusCode ?? 0;
  const why =
    status === 407 ? say`it requires a user name and password` : say`it does not allow this connection`;
  return new ProxyError(
    "PROXY_REFUSED",
    say`The proxy ${proxyHost} refused to connect to ${authority}: ${why} (HTTP ${status}).`,
  );
}

function authorization(proxy: URL): Record<string, string> {
  if (proxy.username === "") return {};
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "Proxy-Authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
}
