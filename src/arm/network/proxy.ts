import { decide, type Route } from "../proxies/decide";
import { atCommas, byGo } from "../proxies/noProxy";
import type { ProxyReader } from "../proxies/reader";
import { ownReader } from "../proxies/readers";

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
  /** HTTPS_PROXY, ALL_PROXY and NO_PROXY (either case), as curl 8 reads them. */
  | { readonly kind: "environment" }
  | { readonly kind: "none" }
  /** VS Code's `http.proxy` and `http.noProxy`. `url` may hold a user name and password. */
  | { readonly kind: "url"; readonly url: string; readonly noProxy?: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for `url`, or `undefined` for a direct connection. Throws `ProxyError` when the proxy's address is not a URL. */
export function proxyFor(url: URL, settings: ProxySettings, env: Environment): URL | undefined {
  switch (settings.kind) {
    case "none":
      return undefined;
    case "url":
      return proxyOf(
        decide(settingReader, { [PROXY]: settings.url, [NO_PROXY]: settings.noProxy?.join() }, url),
      );
    case "environment":
      return proxyOf(decide(ownReader, env, url));
  }
}

const PROXY = "http.proxy";
const NO_PROXY = "http.noProxy";
const setting = [{ names: [PROXY], empty: "next" }] as const;

/** VS Code's settings as if they were variables; its list takes ports, and `*.` or a dot in front makes no difference. */
const settingReader: ProxyReader = {
  ...ownReader,
  http: setting,
  https: setting,
  exceptions: [
    {
      names: [NO_PROXY],
      empty: "next",
      star: "any entry",
      split: atCommas,
      covers: (entry, target) => byGo(entry.replace(/^\*?\./u, ""), target),
    },
  ],
  alwaysDirect: "none",
};

function proxyOf(route: Route): URL | undefined {
  if (route.kind === "direct") return undefined;
  if (route.kind === "refused")
    throw new ProxyError(
      "PROXY_INVALID",
      "The proxy address is not a URL such as http://proxy.example:3128.",
    );
  const url = new URL(route.address);
  if (url.protocol === "http:" || url.protocol === "https:") return url;
  throw new ProxyError(
    "PROXY_INVALID",
    `A proxy with ${url.protocol}// is not supported. Use http:// or https://.`,
  );
}
