import type { Matcher, Splitter } from "./noProxy";

/** The names of one setting in the order in which a program asks them. */
export interface Names {
  readonly names: readonly string[];
  /** What an empty value of a name does: the next name is asked, or those behind it count as unset too. */
  readonly empty: "next" | "off";
}

/** One way of reading the list of exceptions. */
export interface Exceptions extends Names {
  readonly split: Splitter;
  readonly covers: Matcher;
  /** Where `*` stands for every host: as the whole value, as any entry, or nowhere. */
  readonly star: "whole value" | "any entry" | "nowhere";
}

/** What a program does with a proxy's address. */
export interface AddressForms {
  /** `HOST:PORT` without a scheme. `always refused`: for hosts that need no proxy too. */
  readonly withoutScheme: "http" | "refused" | "always refused";
  /** `https://…`, a proxy that wants TLS: it gets it; or it gets none for https, and http is refused. */
  readonly tls: "used" | "none, and only for https";
  /** Where the address has no port: this one, or that of the request's scheme (80 for http, 443 for https). */
  readonly defaultPort: number | "scheme";
}

/** How one program, in the versions named, takes a proxy from its environment. */
export interface ProxyReader {
  readonly id: ReaderId;
  /** What a person calls it. */
  readonly name: string;
  readonly versions: string;
  /** Which commands and parts of an enrollment go by it. */
  readonly usedBy: string;
  /** What says so: versions that were run, or the source that was read. */
  readonly source: string;
  readonly http: readonly Names[];
  readonly https: readonly Names[];
  readonly address: AddressForms;
  /** The target goes direct where any of these covers it. */
  readonly exceptions: readonly Exceptions[];
  /** Hosts that never go through a proxy, whatever the environment says. */
  readonly alwaysDirect: "loopback" | "none";
  /** Whether a host that is an IPv6 address can be reached without a proxy. */
  readonly ipv6: boolean;
}

export type ReaderId =
  "curl" | "curl-7.88" | "curl-7.85" | "wget" | "requests" | "go" | "apt" | "azure-core" | "nexus-arc";
