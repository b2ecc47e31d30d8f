/** The proxy could not be used. `code` is `PROXY_INVALID`, `PROXY_UNREACHABLE`, `PROXY_TIMEOUT` or `PROXY_REFUSED`. */
export class ProxyError extends Error {
  override readonly name = "ProxyError";
  readonly code: "PROXY_INVALID" | "PROXY_UNREACHABLE" | "PROXY_TIMEOUT" | "PROXY_REFUSED";

  constructor(code: ProxyError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Which proxy requests go through. */
export type ProxySettings =
  /** HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY (either case), as command-line tools read them. */
  | { readonly kind: "environment" }
  | { readonly kind: "none" }
  /** VS Code's `http.proxy` and `http.noProxy`. `url` may hold a user name and password. */
  | { readonly kind: "url"; readonly url: string; readonly noProxy?: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for `url`, or `undefined` for a direct connection. Throws `ProxyError` when the proxy's address is no URL. */
export function proxyFor(url: URL, settings: ProxySettings, env: Environment): URL | undefined {
  switch (settings.kind) {
    case "none":
      return undefined;
    case "url":
      return settings.url === "" || bypasses(url, settings.noProxy ?? [])
        ? undefined
        : proxyUrl(settings.url);
    case "environment": {
      const own = url.protocol === "https:" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"];
      const address = firstSet(env, [...own, "all_proxy", "ALL_PROXY"]);
      const noProxy = firstSet(env, ["no_proxy", "NO_PROXY"])?.split(",") ?? [];
      return address === undefined || bypasses(url, noProxy) ? undefined : proxyUrl(address);
    }
  }
}

function firstSet(env: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
}

function proxyUrl(address: string): URL {
  const text = address.includes("://") ? address : `http://${address}`;
  if (!URL.canParse(text))
    throw new ProxyError(
      "PROXY_INVALID",
      "The proxy's address is not a URL such as http://proxy.example:3128.",
    );
  const url = new URL(text);
  if (url.protocol === "http:" || url.protocol === "https:") return url;
  throw new ProxyError(
    "PROXY_INVALID",
    `A proxy of the kind ${url.protocol}// is not supported; use http:// or https://.`,
  );
}

/**
 * NO_PROXY as curl reads it: `*`, a host name that also stands for all below it (with or without a leading dot or `*.`),
 * each with an optional port.
 */
function bypasses(url: URL, patterns: readonly string[]): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return patterns.some((entry) => {
    const [, pattern = "", onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
    if (pattern === "" || (onlyPort !== undefined && onlyPort !== port)) return false;
    if (pattern === "*") return true;
    const name = pattern.replace(/^\*?\./, "");
    return host === name || host.endsWith(`.${name}`);
  });
}
