import {
  atCommas,
  atCommasAndBlanks,
  atCommasKeepingBlanks,
  atCommasKeepingTails,
  atCommasUpToBlank,
  atCommasWithoutBlanks,
  byCurl,
  byDomain,
  byDomainOrBelow,
  byGo,
  byAzureCore,
  byRequests,
  byText,
  byUrllib,
} from "./noProxy";
import type { ProxyReader, ReaderId } from "./reader";

const all = { names: ["all_proxy", "ALL_PROXY"], empty: "next" } as const;

const curl = {
  name: "curl",
  http: [{ names: ["http_proxy"], empty: "next" }, all],
  https: [{ names: ["https_proxy", "HTTPS_PROXY"], empty: "next" }, all],
  address: { withoutScheme: "http", tls: "used", defaultPort: 1080 },
  alwaysDirect: "none",
  ipv6: true,
} as const;

const curlList = { names: ["no_proxy", "NO_PROXY"], empty: "next", star: "whole value" } as const;

/** What this product goes by where no setting of VS Code names a proxy. Only https leaves the machine (`cloud.ts`). */
export const ownReader: ProxyReader = {
  ...curl,
  id: "nexus-arc",
  name: "Nexus Arc",
  versions: "this version",
  usedBy: "this extension and nexus-arc, where VS Code's http.proxy is not set",
  source: "run: src/arm/network/proxy.ts",
  http: [],
  address: { withoutScheme: "http", tls: "used", defaultPort: 80 },
  exceptions: [{ ...curlList, split: atCommasUpToBlank, covers: byCurl }],
  alwaysDirect: "loopback",
  ipv6: true,
};

/** How programs read the environment, as they were seen to do it (`test/peers/proxies.test.ts`). */
export const readers: readonly ProxyReader[] = [
  {
    ...curl,
    id: "curl",
    versions: "8.0 and later",
    usedBy: "curl, and libcurl in git, dnf, tdnf and zypper",
    source: "run: curl 8.14.1",
    exceptions: [{ ...curlList, split: atCommasUpToBlank, covers: byCurl }],
  },
  {
    ...curl,
    id: "curl-7.88",
    versions: "7.86 to 7.88",
    usedBy: "curl and libcurl of Debian 12",
    source: "run: curl 7.88.1",
    exceptions: [{ ...curlList, split: atCommasAndBlanks, covers: byCurl }],
  },
  {
    ...curl,
    id: "curl-7.85",
    versions: "before 7.86",
    usedBy: "curl and libcurl of Ubuntu 20.04 and 22.04, and of RHEL 8 and 9",
    source: "run: curl 7.74.0",
    exceptions: [{ ...curlList, split: atCommasAndBlanks, covers: byDomain }],
  },
  {
    id: "wget",
    name: "GNU Wget",
    versions: "1.21 to 1.25",
    usedBy: "wget",
    source: "run: wget 1.21.3 and 1.25.0",
    http: [{ names: ["http_proxy"], empty: "next" }],
    https: [{ names: ["https_proxy"], empty: "next" }],
    address: { withoutScheme: "http", tls: "none, and only for https", defaultPort: 80 },
    exceptions: [
      {
        names: ["no_proxy"],
        empty: "next",
        star: "nowhere",
        split: atCommasKeepingTails,
        covers: byDomainOrBelow,
      },
    ],
    alwaysDirect: "none",
    ipv6: true,
  },
  {
    id: "requests",
    name: "Python requests",
    versions: "2.28 to 2.34",
    usedBy: "az, pip, cloud-init and MSAL for Python",
    source: "run: requests 2.28.1 and 2.32.3",
    http: [
      { names: ["http_proxy", "HTTP_PROXY"], empty: "off" },
      { ...all, empty: "off" },
    ],
    https: [
      { names: ["https_proxy", "HTTPS_PROXY"], empty: "off" },
      { ...all, empty: "off" },
    ],
    address: { withoutScheme: "http", tls: "used", defaultPort: 80 },
    exceptions: [
      {
        names: ["no_proxy", "NO_PROXY"],
        empty: "next",
        star: "nowhere",
        split: atCommasWithoutBlanks,
        covers: byRequests,
      },
      {
        names: ["no_proxy", "NO_PROXY"],
        empty: "off",
        star: "whole value",
        split: atCommas,
        covers: byUrllib,
      },
    ],
    alwaysDirect: "none",
    ipv6: true,
  },
  {
    id: "go",
    name: "Go net/http",
    versions: "1.19 and later",
    usedBy: "azcmagent, snapd and other programs in Go",
    source: "run: Go 1.19.8",
    http: [{ names: ["HTTP_PROXY", "http_proxy"], empty: "next" }],
    https: [{ names: ["HTTPS_PROXY", "https_proxy"], empty: "next" }],
    address: { withoutScheme: "http", tls: "used", defaultPort: 80 },
    exceptions: [
      {
        names: ["NO_PROXY", "no_proxy"],
        empty: "next",
        star: "any entry",
        split: atCommas,
        covers: byGo,
      },
    ],
    alwaysDirect: "loopback",
    ipv6: true,
  },
  {
    id: "apt",
    name: "apt",
    versions: "2.2 to 3.0",
    usedBy: "apt, apt-get",
    source: "run: apt 2.2.4, 2.6.1 and 3.0.4",
    http: [{ names: ["http_proxy"], empty: "next" }],
    https: [{ names: ["https_proxy", "http_proxy"], empty: "off" }],
    address: { withoutScheme: "refused", tls: "used", defaultPort: "scheme" },
    exceptions: [
      {
        names: ["no_proxy"],
        empty: "next",
        star: "nowhere",
        split: atCommasKeepingBlanks,
        covers: byText,
      },
    ],
    alwaysDirect: "none",
    ipv6: true,
  },
  {
    id: "azure-core",
    name: "Azure SDK for JavaScript",
    versions: "core-rest-pipeline 1.24",
    usedBy: "programs of Azure's JavaScript libraries",
    source: "run: @azure/core-rest-pipeline 1.24.0",
    http: [
      {
        names: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"],
        empty: "next",
      },
    ],
    https: [
      {
        names: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"],
        empty: "next",
      },
    ],
    address: { withoutScheme: "always refused", tls: "used", defaultPort: 80 },
    exceptions: [
      {
        names: ["NO_PROXY", "no_proxy"],
        empty: "next",
        star: "nowhere",
        split: atCommas,
        covers: byAzureCore,
      },
    ],
    alwaysDirect: "none",
    ipv6: false,
  },
  ownReader,
];

/** The reader of that name. */
export function readerOf(id: ReaderId): ProxyReader {
  const found = readers.find((reader) => reader.id === id);
  if (found === undefined) throw new Error(`no reader ${id}`);
  return found;
}
