import { decide } from "../../../src/arm/proxies/decide";
import type { ProxyReader } from "../../../src/arm/proxies/reader";
import { proxyHosts } from "./observer";

/** One question to one program. */
export interface Cell {
  readonly tool: Tool;
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
}

export type Tool = "curl" | "wget" | "requests" | "go" | "apt" | "azure-core" | "nexus-arc";

/** Every name that a cell may ask, with its address in the network of the cells. */
export const names: Readonly<Record<string, string>> = {
  "management.azure.com": "10.9.9.1",
  "example.com": "10.9.9.2",
  "a.example.com": "10.9.9.3",
  "deep.a.example.com": "10.9.9.4",
  "notexample.com": "10.9.9.5",
  "x.corp": "10.9.9.6",
  corp: "10.9.9.7",
  localhost: "127.0.0.1",
};

export const addresses = ["10.1.2.3", "10.200.0.1", "169.254.169.254", "192.168.7.7", "fd00::5"] as const;

const hosts = [
  ...Object.keys(names),
  ...addresses.filter((each) => !each.includes(":")),
  "127.0.0.1",
  "[fd00::5]",
  "[::1]",
];

const entries = [
  "localhost",
  "127.0.0.1",
  "127.0.0.0/8",
  "::1",
  "[::1]",
  "fd00::5",
  "fd00::/8",
  "169.254.169.254",
  "169.254.0.0/16",
  "169.254.169.254/32",
  "10.0.0.0/8",
  "10.1.2.3",
  "10.1.2.3/32",
  "10.1.2.0/24",
  "10.",
  ".2.3",
  "2.3",
  "10.1.2.3:80",
  "10.1.2.3:8080",
  "example.com",
  ".example.com",
  "*.example.com",
  "EXAMPLE.com",
  "a.example.com",
  "a.example.com:80",
  "a.example.com:443",
  "example.com:8080",
  "example.com:8443",
  ".example.com:443",
  "ple.com",
  ".com",
  "com",
  "*.corp",
  ".corp",
  "corp",
  "*",
  "x.corp",
  "azure.com",
  ".azure.com",
  "management.azure.com",
  "management.azure.com.",
  "..example.com",
  "0.0.0.0/0",
  "10.0.0.0/33",
  "192.168.0.0/16",
  "",
];

const separators = [",", ",", ",", ",", ", ", " ", " ,", ",,", "  "];

const proxyNames = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/** A source of numbers that starts from a seed (mulberry32), so that a run can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` cells, the tools in turn by their weights. */
export function drawCells(seed: number, count: number, tools: readonly Tool[]): Cell[] {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] ?? nothing();
  const list = (): string => {
    const wanted = 1 + Math.floor(random() * 5);
    let text = pick(entries);
    for (let i = 1; i < wanted; i++) text += pick(separators) + pick(entries);
    return random() < 0.05 ? "*" : text;
  };
  const address = (index: number): string => {
    const host = proxyHosts[index % proxyHosts.length] ?? proxyHosts[0];
    const form = random();
    if (form < 0.06) return "";
    if (form < 0.14) return `${host}:3128`;
    if (form < 0.18) return `https://${host}:3128`;
    if (form < 0.22) return `http://${host}`;
    return `http://${host}:3128${random() < 0.3 ? "/" : ""}`;
  };
  return Array.from({ length: count }, (_, index) => {
    const env: Record<string, string> = {};
    const crowded = random() < 0.5;
    for (const [at, name] of proxyNames.entries()) {
      if (random() < (crowded ? 0.5 : 0.85) && (at < 4 || random() < 0.3))
        env[name] = address(Math.floor(random() * 3));
    }
    if (random() < 0.8) env["no_proxy"] = random() < 0.06 ? "" : list();
    if (random() < 0.5) env["NO_PROXY"] = random() < 0.5 ? (env["no_proxy"] ?? list()) : list();
    const scheme = pick(["http", "https"]);
    const port = random() < 0.25 ? (scheme === "http" ? ":8080" : ":8443") : "";
    return { tool: tools[index % tools.length] ?? nothing(), env, url: `${scheme}://${pick(hosts)}${port}/` };
  });
}

function nothing(): never {
  throw new Error("nothing to draw from");
}

/** What the table says of a cell, in the words of the observer. */
export function predicted(cell: Cell, reader: ProxyReader): string {
  const route = decide(reader, cell.env, new URL(cell.url));
  if (route.kind === "direct") return "direct";
  if (route.kind === "refused") return "nothing";
  const url = new URL(route.address);
  const { defaultPort } = reader.address;
  const usual = defaultPort === "scheme" ? (cell.url.startsWith("https:") ? 443 : 80) : defaultPort;
  const port = /:(\d+)\/?$/u.exec(route.address)?.[1] ?? usual;
  return `${route.tls ? "https" : "http"}://${url.hostname}:${port}`;
}
