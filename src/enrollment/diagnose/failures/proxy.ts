import type { Failure } from "./failure";
import { apt, az, curl, dnf, go, snapd, wget } from "./sources";

const refused = {
  id: "egress-refused",
  stage: "network",
  step: 5,
  cause: "The proxy denied {host}: the cloud services network does not allow it.",
  next: "Add {host} (port 443) to additionalEgressEndpoints of the cloud services network, or set its enableDefaultEgressEndpoints to True. “Check Prerequisites” lists the missing hosts.",
} as const;

const checkAddress =
  "The proxy of a Nexus VM is always http://169.254.0.11:3128. Check that the VM has a cloud services network attached, and that no other address is set: env | grep -i proxy; azcmagent config get proxy.url.";

const unreachable = {
  id: "proxy-unreachable",
  stage: "network",
  step: 5,
  cause: "The proxy does not accept connections.",
  next: checkAddress,
} as const;

const password = {
  id: "proxy-authentication",
  stage: "network",
  step: 5,
  cause:
    "The proxy requires a user name and password (407). The proxy of a Nexus VM never does, so another proxy is set.",
  next: checkAddress,
} as const;

const serverError = {
  id: "proxy-error",
  stage: "network",
  step: 5,
  cause: "The request for {host} failed with {code}, from the proxy or from the host itself.",
  next: 'Wait some minutes and retry. If the error persists, check the cloud services network: az networkcloud cloudservicesnetwork show --query "[provisioningState, detailedStatus, detailedStatusMessage]".',
} as const;

/** The proxy of the cloud services network, as each tool reports it. */
export const proxyFailures: readonly Failure[] = [
  {
    ...refused,
    pattern: /HTTPS?ConnectionPool\(host='(?<host>[a-z0-9.-]{1,253})'.{0,900}Tunnel connection failed: 403/i,
    source: az,
    samples: [
      "ERROR: HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /33333333-3333-4333-8333-333333333333/v2.0/.well-known/openid-configuration (Caused by ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden')))",
    ],
  },
  {
    ...refused,
    pattern:
      /https?:\/\/(?<host>[a-z0-9.-]{1,253})\/\S{0,900}\s{1,3}(?:\[CONNECT tunnel failed, response 403|403\s{1,3}Forbidden|Invalid response from proxy: HTTP\/1\.\d 403)/i,
    source: `${apt}; ${dnf}`,
    samples: [
      "E: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/jammy/InRelease  403  Forbidden [IP: 169.254.0.11 3128]",
      "W: Failed to fetch https://packages.microsoft.com/ubuntu/22.04/prod/dists/jammy/InRelease  Invalid response from proxy: HTTP/1.1 403 Forbidden  Content-Length: 42  Connection: close  Server: squid/5.7  Content-Type: text/html     [IP: 169.254.0.11 3128]",
      "  - Curl error (56): Failure when receiving data from the peer for https://packages.microsoft.com/rhel/9/prod/repodata/repomd.xml [CONNECT tunnel failed, response 403]",
    ],
  },
  {
    ...refused,
    pattern:
      /Status code: 403 for https?:\/\/(?<host>[a-z0-9.-]{1,253})\/|(?:Get|Post|Put|Head) \\?"?https:\/\/(?<host2>[a-z0-9.-]{1,253})[^\s"]{0,900}"?:\s{1,3}Forbidden/i,
    source: `${dnf}; ${go}`,
    samples: [
      "  - Status code: 403 for http://mirror.example.com/rhel9/repodata/repomd.xml (IP: 169.254.0.11)",
      'Get "https://gbl.his.arc.azure.com/connectivitytest": Forbidden',
    ],
  },
  {
    ...refused,
    pattern:
      /(?:CONNECT tunnel failed, response 403|HTTP code 403 from proxy after CONNECT).{1,100}?\b(?<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})\b/i,
    source: "curl 7.88.1, with the host written behind its message by a script",
    samples: ["curl: (56) CONNECT tunnel failed, response 403 for packages.microsoft.com"],
  },
  {
    ...refused,
    pattern:
      /CONNECT tunnel failed, response 403|HTTP code 403 from proxy after CONNECT|Tunnel connection failed: 403|Proxy tunneling failed: Forbidden|Invalid response from proxy: HTTP\/1\.\d 403|\b403\s{1,3}Forbidden \[IP:|awaiting response\.\.\. 403|ERROR 403: Forbidden|The requested URL returned error: 403|dial tcp.{0,80}network is Forbidden/i,
    source: `${curl}; ${wget}; ${apt}; ${az}`,
    samples: [
      "curl: (56) CONNECT tunnel failed, response 403",
      "curl: (22) The requested URL returned error: 403",
      "Proxy tunneling failed: ForbiddenUnable to establish SSL connection.",
      "2026-12-01 00:05:38 ERROR 403: Forbidden.",
      "  403  Forbidden [IP: 169.254.0.11 3128]",
      "  Invalid response from proxy: HTTP/1.0 403 Forbidden",
      "ERROR: ('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden'))",
    ],
  },
  {
    ...password,
    pattern:
      /\b407\s{1,3}Proxy Auth|response 407|error: 407|code:? 407|(?::\s{1,3}|ERROR 407: )Proxy Authentication Required/i,
    source: `${curl}; ${wget}; ${apt}; ${dnf}; ${az}; ${go}`,
    samples: [
      "curl: (56) CONNECT tunnel failed, response 407",
      "curl: (22) The requested URL returned error: 407",
      "Proxy tunneling failed: Proxy Authentication RequiredUnable to establish SSL connection.",
      "  407  Proxy Authentication Required [IP: 169.254.0.11 3128]",
      "  - Status code: 407 for http://mirror.example.com/rhel9/repodata/repomd.xml (IP: 169.254.0.11)",
      "ERROR: ('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication Required'))",
      'Get "https://gbl.his.arc.azure.com/connectivitytest": Proxy Authentication Required',
    ],
  },
  {
    ...serverError,
    pattern:
      /https?:\/\/(?<host>[a-z0-9.-]{1,253})\/\S{0,900}\s{1,3}(?:\[CONNECT tunnel failed, response |Invalid response from proxy: HTTP\/1\.\d )?(?<code>50\d)(?:\]|\s{1,3}[BSGI])|Status code: (?<code3>50\d) for https?:\/\/(?<host3>[a-z0-9.-]{1,253})|(?:Get|Post|Put|Head) \\?"?https:\/\/(?<host2>[a-z0-9.-]{1,253})[^\s"]{0,900}"?: (?<code2>Bad Gateway|Service Unavailable|Gateway Timeout|Internal Server Error)/i,
    source: `${apt}; ${dnf}; ${go}`,
    samples: [
      "W: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/jammy/InRelease  503  Service Unavailable [IP: 169.254.0.11 3128]",
      "  - Curl error (56): Failure when receiving data from the peer for https://packages.microsoft.com/rhel/9/prod/repodata/repomd.xml [CONNECT tunnel failed, response 503]",
      'Get "https://gbl.his.arc.azure.com/connectivitytest": Bad Gateway',
    ],
  },
  {
    ...serverError,
    pattern:
      /(?:CONNECT tunnel failed, response |Tunnel connection failed: |from proxy: HTTP\/1\.\d |The requested URL returned error: |Status code: |ERROR )(?<code>50\d)\b|Proxy tunneling failed: (?<code2>Bad Gateway|Service Unavailable|Gateway Timeout|Internal Server Error)|\b(?<code3>50\d)\s{1,2}(?:Bad Gateway|Service Unavailable|Gateway Time-?out) \[IP:/i,
    source: `${curl}; ${wget}; ${apt}; ${az}`,
    samples: [
      "curl: (56) CONNECT tunnel failed, response 503",
      "curl: (22) The requested URL returned error: 502",
      "Proxy tunneling failed: Bad GatewayUnable to establish SSL connection.",
      "2026-12-01 00:05:38 ERROR 503: Service Unavailable.",
      "  502  Bad Gateway [IP: 169.254.0.11 3128]",
      "ERROR: ('Cannot connect to proxy.', OSError('Tunnel connection failed: 503 Service Unavailable'))",
    ],
  },
  {
    ...unreachable,
    pattern:
      /(?:Cannot|Unable to) connect to proxy\.?',? ?(?:error\()?NewConnectionError|proxyconnect tcp: dial tcp [\d.:[\]a-f]{3,45}|Failed to connect to \S{1,80} port 3128\b|Could not connect to \S{1,80}:3128\b|Connecting to \S{1,80}:3128\.\.\. failed|:3128.{0,80}(?:refused|timed? ?out|unreachable)|169\.254\.0\.11.{0,80}(?:refused|timed? ?out|unreachable)/i,
    source: `${curl}; ${wget}; ${apt}; ${az}; ${go}; ${snapd}`,
    samples: [
      "curl: (7) Failed to connect to 169.254.0.11 port 3128 after 0 ms: Couldn't connect to server",
      "Connecting to 169.254.0.11:3128... failed: Connection refused.",
      "W: Failed to fetch https://packages.microsoft.com/ubuntu/22.04/prod/dists/jammy/InRelease  Could not connect to 169.254.0.11:3128 (169.254.0.11). - connect (111: Connection refused)",
      "ERROR: HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /33333333-3333-4333-8333-333333333333/v2.0/.well-known/openid-configuration (Caused by ProxyError('Cannot connect to proxy.', NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f8f9dfcc650>: Failed to establish a new connection: [Errno 111] Connection refused')))",
      "ERROR: ('Cannot connect to proxy.', NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f38b08f8090>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      'Get "https://gbl.his.arc.azure.com/connectivitytest": proxyconnect tcp: dial tcp 169.254.0.11:3128: connect: connection refused',
      "       proxyconnect tcp: dial tcp 169.254.0.11:3128: connect: connection",
    ],
  },
  {
    ...unreachable,
    symptom: true,
    pattern: /^failed: Connection (?:refused|timed out)\.$/,
    cause: "The proxy, or a directly contacted host, does not accept connections.",
    source: `${wget} with -nv`,
    samples: ["failed: Connection refused."],
  },
  {
    ...unreachable,
    id: "proxy-name",
    pattern:
      /Could not resolve proxy: (?<proxy>\S{1,253})|proxyconnect tcp: dial tcp: lookup (?<proxy2>\S{1,253})|(?:unable to resolve host address [‘'"`]?|Resolving (?=\S{1,253} \(.{1,300}failed)|Could not resolve ')(?<proxy3>[a-z0-9-]{0,60}(?:proxy|squid)[a-z0-9.-]{0,200})/i,
    cause: "The proxy is set to the name {proxy}, which cannot be resolved.",
    source: `${curl}; ${wget}; ${go}`,
    samples: [
      "curl: (5) Could not resolve proxy: proxy.corp",
      "wget: unable to resolve host address ‘proxy.corp’",
      'Get "https://gbl.his.arc.azure.com/x": proxyconnect tcp: dial tcp: lookup proxy.corp on 127.0.0.53:53: no such host',
    ],
  },
  {
    ...unreachable,
    id: "proxy-scheme",
    pattern: /Unsupported proxy configured: (?<proxy>\S{1,253})/i,
    cause: "apt reads the proxy as {proxy}: its address does not start with http://, or has another scheme.",
    next: 'Write the address with its scheme: Acquire::http::Proxy "http://169.254.0.11:3128"; and the same for Acquire::https::Proxy.',
    source: apt,
    samples: ["  Unsupported proxy configured: 169.254.0.11://3128"],
  },
  {
    ...unreachable,
    id: "connection-broken-off",
    symptom: true,
    pattern:
      /Proxy CONNECT aborted|Failed reading proxy response|Reading from proxy failed|(?:Cannot|Unable to) connect to proxy\.?', (?:ConnectionReset|RemoteDisconnected|timeout|ReadTimeout)|curl: \((?:28|52|55|56)\)|Curl error \((?:28|52|55|56)\)|read: connection reset by peer|Read error \(Connection (?:reset|timed out)|Connection failed \[IP: |No data received\.|": (?:unexpected )?EOF|context deadline exceeded|Read timed out|Connection timed out/i,
    cause: "The connection was interrupted or timed out.",
    next: "Retry. If the error persists, check that the cloud services network is Available and allows the host.",
    source: `${curl}; ${wget}; ${apt}; ${az}; ${go}`,
    samples: [
      "curl: (56) Proxy CONNECT aborted",
      "curl: (28) Connection timed out after 1001 milliseconds",
      "curl: (52) Empty reply from server",
      "Failed reading proxy response: Connection reset by peer",
      "  Reading from proxy failed - read (104: Connection reset by peer) [IP: 169.254.0.11 3128]",
      "ERROR: ('Cannot connect to proxy.', ConnectionResetError(104, 'Connection reset by peer'))",
      'Get "https://gbl.his.arc.azure.com/connectivitytest": read tcp 169.254.0.11:34044->169.254.0.11:3128: read: connection reset by peer',
      'Get "https://gbl.his.arc.azure.com/connectivitytest": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
  },
];
