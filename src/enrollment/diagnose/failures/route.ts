import type { Failure } from "./failure";
import { apt, az, curl, dnf, go, snapd, wget } from "./sources";

const directly = {
  id: "dns-without-proxy",
  stage: "network",
  step: 5,
  cause:
    "{host} could not be resolved: the request went out directly. A Nexus VM reaches other networks only through its proxy, which also resolves names.",
  next: "Set HTTPS_PROXY, https_proxy, HTTP_PROXY and http_proxy to http://169.254.0.11:3128 before the first download, and apt's proxy in /etc/apt/apt.conf.d. “Copy Step As…” gives the lines of step 5.",
} as const;

/** Names that are not resolved and hosts that are not reached, because the proxy was not used. */
export const routeFailures: readonly Failure[] = [
  {
    ...directly,
    id: "snapd-without-proxy",
    pattern:
      /lookup (?:api\.)?snapcraft\.io|snapcraft\.io.{0,200}(?:no such host|name resolution|connection refused)/i,
    cause: "snapd contacted the snap store directly: it does not read the proxy variables of a script.",
    next: "snap set system proxy.http=http://169.254.0.11:3128 proxy.https=http://169.254.0.11:3128, and allow *.snapcraft.io and *.snapcraftcontent.com in the cloud services network.",
    source: snapd,
    samples: ["       dial tcp: lookup api.snapcraft.io on [::1]:53: read udp"],
  },
  {
    ...directly,
    pattern:
      /(?:Could not resolve host:? |Couldn't resolve host name for https?:\/\/|Temporary failure resolving '|Could not resolve '|Failed to resolve '|unable to resolve host address [‘'"`]?|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) |(?:Resolving |lookup |ConnectionPool\(host=')(?=.{0,900}(?:Name or service not known|name resolution|no such host|server misbehaving|i\/o timeout|read: connection refused)))(?<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})/i,
    source: `${curl}; ${wget}; ${apt}; ${dnf}; ${az}; ${go}`,
    samples: [
      "curl: (6) Could not resolve host: aka.ms",
      "wget: unable to resolve host address ‘aka.ms’",
      "Resolving aka.ms (aka.ms)... failed: Temporary failure in name resolution.",
      "W: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/jammy/InRelease  Temporary failure resolving 'archive.ubuntu.com'",
      "  Could not resolve 'archive.ubuntu.com'",
      "  - Curl error (6): Couldn't resolve host name for https://packages.microsoft.com/rhel/9/prod/repodata/repomd.xml [Could not resolve host: packages.microsoft.com]",
      "ERROR: HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /33333333-3333-4333-8333-333333333333/v2.0/.well-known/openid-configuration (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f5100ee3a10>: Failed to establish a new connection: [Errno -2] Name or service not known'))",
      'Get "https://gbl.his.arc.azure.com/x": dial tcp: lookup gbl.his.arc.azure.com on 127.0.0.53:53: no such host',
    ],
  },
  {
    ...directly,
    pattern:
      /unable to resolve host address|Name or service not known|Temporary failure in name resolution|dial tcp: lookup$|no such host|\bEAI_AGAIN\b/i,
    source: `${az}; ${wget}`,
    samples: [
      "ERROR: <urllib3.connection.HTTPSConnection object at 0x7fc494ea6590>: Failed to establish a new connection: [Errno -2] Name or service not known",
      "wget: unable to resolve host address 'x'",
    ],
  },
  {
    ...directly,
    id: "direct-connection",
    pattern:
      /Failed to connect to (?!169\.254\.|127\.|localhost)(?<host>\S{1,253}) port (?:80|443)\b|dial tcp (?!169\.254\.|127\.|\[::1)(?<host2>[\d.]{7,15}):(?:80|443): (?:connect: (?:network is unr|no route|connection refused|connection timed)|i\/o timeout)|connection to (?!169\.254\.|127\.)(?<host3>[\d.]{7,15}):\d{2,5} \(\S{1,60}\)\. - connect \(\d{3}:|Connecting to (?!169\.254\.|127\.)(?<host4>\S{1,253}?)(?: \(\S{1,253}\)\|\S{1,60}\|)?:(?:80|443)\.\.\. failed/i,
    cause:
      "{host} was asked directly, and a Nexus VM has no route to it: only the proxy reaches other networks.",
    source: `${curl}; ${wget}; ${apt}; ${go}`,
    samples: [
      "curl: (7) Failed to connect to aka.ms port 443 after 0 ms: Couldn't connect to server",
      "Connecting to 52.1.2.3:443... failed: Network is unreachable.",
      "  Cannot initiate the connection to 52.1.2.3:80 (52.1.2.3). - connect (101: Network is unreachable)",
      'Get "https://52.1.2.3/x": dial tcp 52.1.2.3:443: connect: network is unreachable',
    ],
  },
  {
    ...directly,
    id: "direct-connection",
    pattern:
      /ConnectionPool\(host='(?!169\.254\.|127\.|localhost)(?<host>[a-z0-9.-]{1,253})'.{0,900}(?:Errno 1(?:01|10|11|13)|Connect(?:ion)?Timeout)|(?:Network is unreachable|No route to host)/i,
    cause:
      "{host} was asked directly, and a Nexus VM has no route to it: only the proxy reaches other networks.",
    source: `${az}; ${curl}`,
    samples: [
      "connect to 52.1.2.3 port 443 failed: Network is unreachable",
      "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='management.azure.com', port=443): Max retries exceeded with url: /subscriptions?api-version=2022-12-01 (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f5100ee3a10>: Failed to establish a new connection: [Errno 101] Network is unreachable'))",
    ],
  },
];
