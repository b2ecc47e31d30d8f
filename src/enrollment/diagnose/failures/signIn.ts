import type { Failure } from "./failure";
import { az, curl, documented, go, wget } from "./sources";

const viaProxy = {
  id: "no-proxy-for-metadata",
  stage: "signIn",
  step: 5,
  cause: "The request to the metadata service went to the proxy.",
  next: "Add 169.254.169.254 to NO_PROXY and no_proxy (export NO_PROXY=localhost,127.0.0.1,169.254.169.254 no_proxy=localhost,127.0.0.1,169.254.169.254) before az login.",
} as const;

const noMetadata = {
  id: "metadata-unreachable",
  stage: "signIn",
  step: 6,
  cause: "Nothing responds at 169.254.169.254: the metadata service of this VM cannot be reached.",
  next: "Check the route: curl -sv --noproxy '*' --max-time 3 -H Metadata:true http://169.254.169.254/healthz. If the error persists, check step 3: the VM needs an identity and a cloud services network from its creation.",
} as const;

const busyMetadata = {
  id: "metadata-busy",
  stage: "signIn",
  step: 6,
  cause: "The metadata service asks to retry later (410: it is being updated; 429: too many requests).",
  next: "Retry after 70 seconds, then with increasing delays. The generated script does so automatically.",
} as const;

const notCarried = {
  id: "identity-not-found",
  stage: "signIn",
  step: 6,
  cause:
    "The metadata service does not know this identity: several identities are attached and the request named none or a wrong one, or the VM has none.",
  next: "First name the identity: az login --identity --client-id CLIENT_ID (or --resource-id ID). Then compare it with the VM's identities: az networkcloud virtualmachine show --query identity. Create the VM again only if the identity is missing there: an identity that is added later gives no token.",
} as const;

/** Tokens for the VM's identity: the metadata service, az login, and what az says about them. */
export const signInFailures: readonly Failure[] = [
  {
    ...viaProxy,
    pattern:
      /url: http:\/\/169\.254\.169\.254\/.{0,400}ProxyError|Get Token request returned http error: (?:403|407|50[24])|while trying to retrieve the URL:.{0,60}169\.254\.169\.254|169\.254\.169\.254[^|]{0,200}(?:ProxyError|connect to proxy|403 Forbidden|407 Proxy|502 Bad Gateway|504 Gateway)|(?:connect to proxy|403 Forbidden|squid\/\d).{0,200}169\.254\.169\.254/i,
    source: `${az}; squid 5.7`,
    samples: [
      "Error detail: HTTPConnectionPool(host='169.254.0.11', port=3128): Max retries exceeded with url: http://169.254.169.254/metadata/identity/oauth2/token?resource=https%3A%2F%2Fmanagement.core.windows.net%2F&api-version=2018-02-01 (Caused by ProxyError('Cannot connect to proxy.', NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f6578cdc8d0>: Failed to establish a new connection: [Errno 111] Connection refused')))",
      "Get Token request returned http error: 403, reason: Forbidden",
      '<p>The following error was encountered while trying to retrieve the URL: <a href="http://169.254.169.254/metadata/identity/oauth2/token?">http://169.254.169.254/metadata/identity/oauth2/token?</a></p>',
    ],
  },
  {
    ...viaProxy,
    pattern: /(?:awaiting response\.\.\.|ERROR|returned error:|tunnel failed, response) (?:403|407|502)\b/i,
    after: /169\.254\.169\.254\/metadata/,
    source: `${curl}; ${wget}`,
    samples: [
      '+ curl -fsS -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"\ncurl: (22) The requested URL returned error: 403',
    ],
  },
  {
    ...noMetadata,
    pattern:
      /(?:host='169\.254\.169\.254', port=80|169\.254\.169\.254:80|169\.254\.169\.254 port 80).{0,600}(?:refused|timed? ?out|unreachable|Couldn't connect|No route)|unable to communicate with endpoint http:\/\/169\.254\.169\.254.{0,100}refused/i,
    source: `${az}; ${curl}; ${go}`,
    samples: [
      "Error detail: HTTPConnectionPool(host='169.254.169.254', port=80): Max retries exceeded with url: /metadata/identity/oauth2/token?resource=https%3A%2F%2Fmanagement.core.windows.net%2F&api-version=2018-02-01 (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f1a2e47ab90>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      "curl: (7) Failed to connect to 169.254.169.254 port 80 after 0 ms: Couldn't connect to server",
      'Get "http://169.254.169.254/metadata": dial tcp 169.254.169.254:80: connect: connection refused',
    ],
  },
  {
    ...busyMetadata,
    pattern:
      /(?:returned error:|http error:|awaiting response\.\.\.|ERROR|status(?: code)?:?|HTTP\/1\.\d) (?:410|429)\b|\b410 Gone\b|\b429 Too Many/i,
    source: `${curl}; ${wget}; ${documented}`,
    samples: [
      "curl: (22) The requested URL returned error: 410",
      "curl: (22) The requested URL returned error: 429",
    ],
  },
  {
    ...busyMetadata,
    id: "metadata-failing",
    pattern: /MSI endpoint is not responding|MSI: Failed to acquire tokens after \d{1,3} times/i,
    cause: "The metadata service returned an error for every attempt (404, 410, 429 or 5xx).",
    next: "See which: curl -sv --noproxy '*' -H Metadata:true 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/'. For 404 the VM was created without an identity (step 3); for 410, 429 and 5xx retry after 70 seconds.",
    source: az,
    samples: [
      "ERROR: MSI endpoint is not responding. Please make sure MSI is configured correctly.",
      "Error detail: MSI: Failed to acquire tokens after 12 times",
    ],
  },
  {
    ...busyMetadata,
    id: "metadata-failing",
    pattern: /(?:awaiting response\.\.\.|ERROR|returned error:) (?:404|50[013])\b/i,
    after: /169\.254\.169\.254\/metadata/,
    cause: "The metadata service returned an error.",
    next: "For 404 the VM was created without an identity (step 3); for 5xx retry after 70 seconds.",
    source: curl,
    samples: [
      '+ curl -fsS -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"\ncurl: (22) The requested URL returned error: 500',
    ],
  },
  {
    ...notCarried,
    id: "identity-unnamed",
    pattern: /Multiple user[ -]assigned identities exist/i,
    cause: "The VM has several user-assigned identities, and the request names none.",
    next: "Name it: az login --identity --client-id CLIENT_ID (or --resource-id ID); with curl add &client_id=CLIENT_ID. “Copy Identity ID…” copies both.",
    source: documented,
    samples: [
      '{"error":"invalid_request","error_description":"Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request"}',
    ],
  },
  {
    ...notCarried,
    pattern:
      /Identity not found|no (?:managed )?identity (?:has been )?(?:assigned|found)|invalid_request.{0,80}Identity|Get Token request returned http error: 400/i,
    source: `${az}; ${documented}`,
    samples: [
      '{"error":"invalid_request","error_description":"Identity not found"}',
      "Get Token request returned http error: 400, reason: Bad Request",
    ],
  },
  {
    ...notCarried,
    pattern: /(?:awaiting response\.\.\.|ERROR|returned error:) 400\b/i,
    after: /169\.254\.169\.254\/metadata/,
    source: curl,
    samples: [
      '+ curl -fsS -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"\ncurl: (22) The requested URL returned error: 400',
    ],
  },
  {
    ...notCarried,
    id: "sign-in-failed",
    symptom: true,
    pattern: /Failed to connect to MSI/i,
    cause: "az got no token from the metadata service.",
    next: "The next line shows the response: 400 is the identity (name it by --client-id), 403 is the proxy (NO_PROXY), a connection error is the metadata service itself.",
    source: az,
    samples: [
      "ERROR: Failed to connect to MSI. Please make sure MSI is configured correctly.",
      "ERROR: Failed to connect to MSI. Please make sure MSI is configured correctly and check the network connection.",
    ],
  },
  {
    ...notCarried,
    id: "sign-in-failed",
    pattern: /Failed to log ?in with (?<kind>system|user)-assigned managed identity/i,
    cause:
      "The VM got no token for its {kind}-assigned identity: the request named another identity, the identity was added after the VM was created, or the metadata service cannot be reached.",
    next: "Name the identity (az login --identity --client-id CLIENT_ID), and check that NO_PROXY includes 169.254.169.254. Then compare with step 1: if the identity was added later, create the VM again.",
    source: documented,
    samples: ["ERROR: Failed to log in with system-assigned managed identity"],
  },
  {
    ...notCarried,
    id: "token-failed",
    symptom: true,
    pattern: /Failed to retrieve (?:the )?access token/i,
    cause: "No access token was returned: no identity, no role, egress or proxy.",
    next: "Check steps 1, 2 and 5 in this order; after a role change, get a new token.",
    source: documented,
    samples: ["ERROR: Failed to retrieve access token"],
  },
  {
    ...notCarried,
    id: "no-subscriptions",
    pattern: /No access was configured for the VM|No subscriptions found for/i,
    cause: "The identity signed in, but has no role on any subscription yet.",
    next: "az login --identity --allow-no-subscriptions signs in anyway. Assign the roles (step 2, “Assign Enrollment Roles…”) and wait up to ten minutes.",
    source: az,
    samples: [
      "ERROR: No access was configured for the VM, hence no subscriptions were found. If this is expected, use '--allow-no-subscriptions' to have tenant level access.",
    ],
  },
  {
    ...notCarried,
    id: "not-signed-in",
    symptom: true,
    pattern: /Please run 'az login' to setup account|run 'az login' to/i,
    cause:
      "az is not signed in here: az login did not run before, it failed, or it ran as another user or with another HOME.",
    next: "Run az login --identity --allow-no-subscriptions first, in the same script; cloud-init sets no HOME, so export HOME=/root before both.",
    source: az,
    samples: ["ERROR: Please run 'az login' to setup account."],
  },
  {
    ...notCarried,
    id: "tenant-with-identity",
    pattern: /Tenant shouldn't be specified for managed identity account/i,
    cause: "az does not accept --tenant while it is signed in with a managed identity.",
    next: "Omit --tenant from az account get-access-token.",
    source: `azure-cli 2.45.0, its source (${documented})`,
    samples: ["ERROR: Tenant shouldn't be specified for managed identity account"],
  },
  {
    ...notCarried,
    id: "service-principal-refused",
    pattern:
      /(?<code>AADSTS\d{4,7})|Invalid client secret is provided|Application with identifier '[^']{1,80}' (?:was not|wasn't) found in the directory/i,
    cause: "Microsoft Entra denied the sign-in[ ({code})].",
    next: "Check the client ID, the secret's expiration, and the tenant. In a Nexus VM no secret is needed: az login --identity.",
    source: documented,
    samples: ["ERROR: AADSTS7000215: Invalid client secret provided.", "Invalid client secret is provided"],
  },
  {
    ...notCarried,
    id: "agent-blocks-sign-in",
    pattern:
      /(?:ConnectionPool\(host='(?:127\.0\.0\.1|localhost)', port=40342|Azure ?Arc managed identity|Azure Arc supports only system-assigned|\/opt\/azcmagent\/bin\/himds.{0,60}managed identity).{0,400}|(?:127\.0\.0\.1|localhost):40342\/metadata.{0,300}(?:error|fail|refused|denied)/i,
    cause: "The agent is installed, so az asks the agent instead of the metadata service for its token.",
    next: "Complete everything that needs az before azcmagent is installed. Otherwise uninstall the agent (azcmagent disconnect if it is connected, then apt-get remove azcmagent), sign in, and install it again.",
    source: documented,
    samples: [
      "ERROR: Invalid managed_identity parameter. Azure Arc supports only system-assigned managed identity, See also https://learn.microsoft.com/en-us/azure/service-fabric/configure-existing-cluster-enable-managed-identity-token-service",
      "HTTPConnectionPool(host='localhost', port=40342): Max retries exceeded with url: /metadata/identity/oauth2/token?api-version=2020-06-01 (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f1a2e47ab90>: Failed to establish a new connection: [Errno 111] Connection refused'))",
    ],
  },
  {
    ...notCarried,
    id: "agent-token-unreadable",
    pattern: /Permission denied:? .{0,10}\/var\/opt\/azcmagent\/tokens\//i,
    cause: "The user of this command does not have permission to read the agent's token files.",
    next: "Run it as root, or add the user to the group himds (usermod -aG himds USER) and sign in again.",
    source: documented,
    samples: ["PermissionError: [Errno 13] Permission denied: '/var/opt/azcmagent/tokens/5a0f2f3c.key'"],
  },
  {
    ...notCarried,
    id: "answer-not-json",
    symptom: true,
    pattern:
      /JSONDecodeError: |ERROR: Expecting value: line 1 column 1|parse error: (?:Invalid numeric literal|Unfinished JSON)|jq: error \(at/i,
    cause: "A response was not JSON as expected: usually an error page of the proxy, or empty.",
    next: "Print the response once (for a token only its first 20 characters), and use curl -f so that an error page ends the script. For the metadata service, check that NO_PROXY includes 169.254.169.254.",
    source: `${az}; jq 1.6`,
    samples: [
      "ERROR: Expecting value: line 1 column 1 (char 0)",
      "parse error: Invalid numeric literal at line 2, column 0",
      "jq: error (at <stdin>:1): Cannot iterate over null (null)",
    ],
  },
];
