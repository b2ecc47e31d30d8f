import { isIPv4 } from "node:net";
import { containsAddress, isAddress, isRange } from "./addresses";

/** Where a request goes, as a list of exceptions is asked about it. */
export interface Target {
  /** In lower case, an IPv6 address without its brackets. */
  readonly host: string;
  /** The port in use, and the one that the address names; the latter is empty where it names none. */
  readonly port: string;
  readonly namedPort: string;
}

/** How one program reads one entry of the list: whether the entry covers the target. */
export type Matcher = (entry: string, target: Target) => boolean;

/** How a program divides the list into entries. */
export type Splitter = (list: string) => readonly string[];

/** At commas; blanks around an entry do not count. */
export const atCommas: Splitter = (list) =>
  list
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

/** At commas, and every blank of the list is dropped: `a b` is the one entry `ab`. */
export const atCommasWithoutBlanks: Splitter = (list) =>
  list
    .replaceAll(" ", "")
    .split(",")
    .filter((entry) => entry !== "");

/** At commas; only the blanks in front of an entry are dropped, but not those in front of the first. */
export const atCommasKeepingTails: Splitter = (list) =>
  list
    .split(",")
    .map((entry, index) => (index === 0 ? entry : entry.trimStart()))
    .filter((entry) => entry !== "");

/** At commas alone: a blank is a part of its entry. */
export const atCommasKeepingBlanks: Splitter = (list) => list.split(",").filter((entry) => entry !== "");

/** At commas and at blanks. */
export const atCommasAndBlanks: Splitter = (list) => list.split(/[ \t,]+/u).filter((entry) => entry !== "");

/** At commas; an entry that is followed by a blank and no comma is the last that is read. */
export const atCommasUpToBlank: Splitter = (list) => {
  const entries: string[] = [];
  for (const part of list.split(",")) {
    const [entry = "", ...more] = part.trim().split(/[ \t]+/u);
    if (entry !== "") entries.push(entry);
    if (more.length > 0) break;
  }
  return entries;
};

/** The entry is the end of the host, wherever it starts: `ple.com` covers `example.com`. */
export const byText: Matcher = (entry, { host }) => host.endsWith(entry.toLowerCase());

/** The entry is the host, or the host lies below it. A dot in front of the entry makes no difference. */
export const byDomain: Matcher = (entry, { host }) => {
  const name = entry.toLowerCase().replace(/^\./u, "");
  return name !== "" && (host === name || host.endsWith(`.${name}`));
};

/** As `byDomain`, but with a dot in front the entry stands only for what lies below it. */
export const byDomainOrBelow: Matcher = (entry, target) =>
  entry.startsWith(".") ? byText(entry, target) : byDomain(entry, target);

/** Azure's pipeline: the host itself, letter by letter, an IPv6 address in its brackets; with a dot in front what lies below it too. */
export const byAzureCore: Matcher = (entry, target) => {
  const host = target.host.includes(":") ? `[${target.host}]` : target.host;
  return entry.startsWith(".") ? host.endsWith(entry) || host === entry.slice(1) : host === entry;
};

/**
 * curl since 7.86: an IPv4 address is compared with IPv4 addresses and ranges only; a range without fixed bits (`/0`) is its
 * address alone. All else is compared as names are, an IPv6 address too.
 */
export const byCurl: Matcher = (entry, target) => {
  if (isIPv4(target.host)) return containsAddress(entry.replace(/\/0*$/u, ""), target.host);
  return byDomain(entry.replace(/\.$/u, ""), { ...target, host: target.host.replace(/\.$/u, "") });
};

/** requests: an IPv4 address by range or as text; a name by its end, with or without the port that the address names. */
export const byRequests: Matcher = (entry, { host, namedPort }) => {
  if (isIPv4(host))
    return entry === host || (!/\/0+$/u.test(entry) && isRange(entry) && containsAddress(entry, host));
  return host.endsWith(entry) || (namedPort !== "" && `${host}:${namedPort}`.endsWith(entry));
};

/** Python's urllib, which requests asks besides: by domain; all dots in front of the entry are dropped. */
export const byUrllib: Matcher = (entry, target) => byDomain(entry.replace(/^\.+/u, ""), target);

/** Go's httpproxy: ranges, addresses and domains, each with an optional port; `*.` is a dot in front. */
export const byGo: Matcher = (entry, target) => {
  const text = entry.toLowerCase();
  if (isRange(text)) return containsAddress(text, target.host);
  const [, bracketed, plain = "", port] = /^(?:\[(.*)\]|([^:]*|.*:.*:.*))(?::(\d*))?$/u.exec(text) ?? [];
  const name = bracketed ?? plain;
  if (name === "" || (port !== undefined && port !== "" && port !== target.port)) return false;
  if (isAddress(name)) return containsAddress(name, target.host);
  return byDomainOrBelow(name.replace(/^\*\./u, "."), target);
};
