import type { Exceptions, Names, ProxyReader } from "./reader";
import type { Target } from "./noProxy";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a program sends a request. */
export type Route =
  | { readonly kind: "direct"; readonly why: "no proxy" | "exception" }
  | { readonly kind: "proxy"; readonly address: string; readonly tls: boolean; readonly variable: string }
  /** The program stops with an error before it connects to anything. */
  | { readonly kind: "refused"; readonly why: "proxy address" | "IPv6 host" };

/** Where a program sends a request for `url` with these variables: the one answer that everything here goes by. */
export function decide(reader: ProxyReader, environment: Environment, url: URL): Route {
  const target = targetOf(url);
  const direct = (why: "no proxy" | "exception"): Route =>
    reader.ipv6 || !target.host.includes(":")
      ? { kind: "direct", why }
      : { kind: "refused", why: "IPv6 host" };
  if (reader.alwaysDirect === "loopback" && isLoopbackHost(target.host)) return direct("exception");
  const found = firstOf(url.protocol === "https:" ? reader.https : reader.http, environment);
  if (found === undefined) return direct("no proxy");
  const strict = reader.address.withoutScheme === "always refused" && !found.value.includes("://");
  if (!strict && isException(reader, environment, target)) return direct("exception");
  return viaProxy(reader, found, url);
}

/** Whether the list of exceptions that is in force covers the host of `url`. */
export function bypasses(reader: ProxyReader, environment: Environment, url: URL): boolean {
  return isException(reader, environment, targetOf(url));
}

function isException(reader: ProxyReader, environment: Environment, target: Target): boolean {
  return reader.exceptions.some((exceptions) => {
    const list = firstOf([exceptions], environment);
    return list !== undefined && covers(exceptions, list.value, target);
  });
}

function covers(exceptions: Exceptions, list: string, target: Target): boolean {
  const entries = exceptions.split(list);
  if (exceptions.star === "whole value" && list === "*") return true;
  if (exceptions.star === "any entry" && entries.includes("*")) return true;
  return entries.some((entry) => exceptions.covers(entry, target));
}

interface Found {
  readonly variable: string;
  readonly value: string;
}

function firstOf(groups: readonly Names[], environment: Environment): Found | undefined {
  for (const { names, empty } of groups) {
    for (const variable of names) {
      const value = environment[variable];
      if (value === "" && empty === "off") break;
      if (value !== undefined && value !== "") return { variable, value };
    }
  }
  return undefined;
}

const refused: Route = { kind: "refused", why: "proxy address" };

function viaProxy({ address: forms }: ProxyReader, { variable, value }: Found, target: URL): Route {
  const hasScheme = value.includes("://");
  if (!hasScheme && forms.withoutScheme !== "http") return refused;
  const address = hasScheme ? value : `http://${value}`;
  if (!URL.canParse(address)) return refused;
  const wantsTls = new URL(address).protocol === "https:";
  const tls = wantsTls && forms.tls === "used";
  if (wantsTls && !tls && target.protocol !== "https:") return refused;
  return { kind: "proxy", address, tls, variable };
}

/** The host as programs compare it: in lower case and without the brackets of an IPv6 address. */
function targetOf(url: URL): Target {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$/gu, "");
  const usual = url.protocol === "https:" ? "443" : "80";
  return { host, port: url.port === "" ? usual : url.port, namedPort: url.port };
}

function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/u.test(host);
}
