import type { StepNumber } from "../stepNumber";

/** A failure that can be recognised in a line of a log. */
export interface KnownFailure {
  /** Stable name, kebab-case. */
  readonly id: string;
  /** Must be linear: logs are hostile input. Named groups fill the texts. */
  readonly pattern: RegExp;
  readonly step: StepNumber;
  readonly cause: (groups: Groups) => string;
  readonly fix: (groups: Groups) => string;
}

export type Groups = Readonly<Record<string, string | undefined>>;

const say = (text: string) => (): string => text;

const egressFix = ({ host = "the host" }: Groups): string =>
  `Add ${host} (port 443) to additionalEgressEndpoints of the cloud services network, or create the network with enableDefaultEgressEndpoints.`;

/** In the order in which they are tried on a line; the first that matches names it. Sources: the enrollment's troubleshooting page, MSAL and curl. */
export const knownFailures: readonly KnownFailure[] = [
  {
    id: "pkcs8-key",
    pattern: /asn1: structure error/i,
    step: 10,
    cause: say("The private key is not PKCS#1: OpenSSL 3 writes PKCS#8 unless told otherwise."),
    fix: say(
      "Generate the pair with Nexus Arc, or convert the key with “Inspect key”, then create the machine with its public half.",
    ),
  },
  {
    id: "msi-resource-id",
    pattern: /unrecognized arguments:.{0,200}--msi-resource-id/i,
    step: 6,
    cause: say("az login has no flag --msi-resource-id, although the article uses it."),
    fix: say("Use az login --identity --allow-no-subscriptions --resource-id ID."),
  },
  {
    id: "old-azure-cli",
    pattern:
      /unrecognized arguments:.{0,200}--(?:resource-id|client-id|object-id|user-data-content|mi-(?:system|user)-assigned)|'assign-relay' is misspelled or not recognized/i,
    step: 4,
    cause: say("Azure CLI or its networkcloud extension is too old."),
    fix: say(
      "Use Azure CLI 2.75 or later, and az extension add --upgrade --name networkcloud (4.0.0 or later).",
    ),
  },
  {
    id: "username-is-no-identity",
    pattern: /Passing the managed identity ID with --username is no longer supported/i,
    step: 6,
    cause: say("Since Azure CLI 2.73 --username takes no managed identity."),
    fix: say("Use --resource-id, --client-id or --object-id."),
  },
  {
    id: "agent-blocks-sign-in",
    pattern:
      /(?:himds|127\.0\.0\.1:40342|Azure ?Arc managed identity).{0,200}(?:error|fail|refused|denied)|(?:error|fail|refused|denied).{0,200}(?:127\.0\.0\.1:40342|himds)/i,
    step: 6,
    cause: say(
      "The agent is installed, so az asks the agent in place of the metadata service for its token.",
    ),
    fix: say(
      "Do all that needs az before azcmagent is installed. Uninstall the agent, sign in, then install it again.",
    ),
  },
  {
    id: "sign-in-failed",
    pattern: /Failed to log ?in with (?<kind>system|user)-assigned managed identity/i,
    step: 6,
    cause: ({ kind = "managed" }) =>
      `The VM got no token for its ${kind}-assigned identity: it was created without it, the identity was added later, or the metadata service cannot be reached.`,
    fix: say(
      "Check the VM's identity (step 1). If it was added later, create the VM again. See that NO_PROXY names 169.254.169.254.",
    ),
  },
  {
    id: "identity-not-found",
    pattern:
      /Identity not found|no (?:managed )?identity (?:has been )?(?:assigned|found)|invalid_request.{0,80}Identity/i,
    step: 1,
    cause: say("The VM does not carry the identity that was asked for."),
    fix: say("Create the VM again with the identity; an identity that is added later gives no token."),
  },
  {
    id: "token-failed",
    pattern: /Failed to retrieve (?:the )?access token/i,
    step: 6,
    cause: say("No access token came back: no identity, no role, egress or proxy."),
    fix: say("Check steps 1, 2 and 5 in this order; after a change of roles take a new token."),
  },
  {
    id: "provider-not-registered",
    pattern: /not registered to use namespace '(?<namespace>[A-Za-z.]{1,100})'/i,
    step: 7,
    cause: ({ namespace = "the resource provider" }) =>
      `The subscription is not registered for ${namespace}.`,
    fix: ({ namespace = "NAMESPACE" }) =>
      `Register it: az provider register --namespace ${namespace}, or “Check prerequisites”.`,
  },
  {
    id: "not-authorized",
    pattern:
      /AuthorizationFailed.{0,400}?perform action '(?<action>[^']{1,200})'(?: or the scope is invalid)?(?:.{0,20}over scope '(?<scope>[^']{1,400})')?/i,
    step: 2,
    cause: ({ action = "", scope = "this scope" }) => `The identity may not do ${action} on ${scope}.`,
    fix: say("Assign the roles of step 2, wait up to ten minutes, and take a new token."),
  },
  {
    id: "not-authorized",
    pattern: /AuthorizationFailed|does not have authorization to perform action '(?<action>[^']{1,200})'/i,
    step: 2,
    cause: ({ action }) =>
      action === undefined ? "The identity lacks a role." : `The identity may not do ${action}.`,
    fix: say("Assign the roles of step 2, wait up to ten minutes, and take a new token."),
  },
  {
    id: "egress-refused",
    pattern:
      /(?:CONNECT tunnel failed, response 403|Received HTTP code 403 from proxy after CONNECT|Tunnel connection failed: 403 Forbidden|proxyconnect.{0,40}Forbidden).{0,200}?(?<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})/i,
    step: 5,
    cause: ({ host = "a host" }) => `The cloud services network does not let ${host} through.`,
    fix: egressFix,
  },
  {
    id: "egress-refused",
    pattern:
      /HTTPSConnectionPool\(host='(?<host>[a-z0-9.-]{1,253})'.{0,400}(?:Tunnel connection failed: 403|ProxyError)/i,
    step: 5,
    cause: ({ host = "a host" }) => `The cloud services network does not let ${host} through.`,
    fix: egressFix,
  },
  {
    id: "egress-refused",
    pattern:
      /(?:CONNECT tunnel failed, response 403|Received HTTP code 403 from proxy after CONNECT|Tunnel connection failed: 403 Forbidden)/i,
    step: 5,
    cause: say("The cloud services network does not let this host through."),
    fix: say(
      "Find the host in the lines before, and add it to additionalEgressEndpoints of the cloud services network.",
    ),
  },
  {
    id: "proxy-unreachable",
    pattern:
      /(?:Failed to connect to|Cannot connect to proxy|connect: connection refused|Connection refused).{0,120}(?:169\.254\.0\.11|:3128)|169\.254\.0\.11:3128.{0,80}(?:refused|timed? ?out|unreachable)/i,
    step: 5,
    cause: say("The proxy of the cloud services network does not answer."),
    fix: say(
      "The address is always http://169.254.0.11:3128. See that the VM has a cloud services network attached.",
    ),
  },
  {
    id: "no-proxy-for-metadata",
    pattern:
      /169\.254\.169\.254.{0,160}(?:proxy|squid|403 Forbidden|502|503)|(?:proxy|squid).{0,120}169\.254\.169\.254/i,
    step: 5,
    cause: say("The request to the metadata service went to the proxy."),
    fix: say("Put 169.254.169.254 into NO_PROXY and no_proxy."),
  },
  {
    id: "dns-without-proxy",
    pattern:
      /(?:Could not resolve host:? |Temporary failure resolving |Failed to resolve |Name or service not known.{0,20})'?(?<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})/i,
    step: 5,
    cause: ({ host = "the host" }) =>
      `${host} was asked for directly; a Nexus VM has no way out but the proxy, which also resolves names.`,
    fix: say(
      "Set HTTPS_PROXY, https_proxy, HTTP_PROXY and http_proxy before the first download (and apt's own proxy).",
    ),
  },
  {
    id: "relay-refused",
    pattern: /assign-?relay.{0,300}(?:Conflict|failed|error|BadRequest)/i,
    step: 8,
    cause: say("The relay was not assigned."),
    fix: say(
      "See that the Arc machine exists (step 7), that no other operation runs on the VM, and run the step again.",
    ),
  },
  {
    id: "arc-connect-failed",
    pattern: /Failed to connect to Azure Arc/i,
    step: 10,
    cause: say("The agent did not connect."),
    fix: say(
      "Check egress, roles and the agent's own proxy (azcmagent config list), then connect again with --verbose.",
    ),
  },
  {
    id: "vm-name",
    pattern: /\^\(?\[a-zA-Z0-9\]\[a-zA-Z0-9\]\{0,62\}/,
    step: 3,
    cause: say(
      "An Operator Nexus VM has letters and digits in its name, and no hyphen, although the article's example has some.",
    ),
    fix: say("Choose another VM name. The Arc machine may have a name of its own, with hyphens."),
  },
  {
    id: "unbound-subscription",
    pattern: /\bSUBSCRIPTION: unbound variable/,
    step: 3,
    cause: say("The article's snippet reads $SUBSCRIPTION, but the variable is named SUBSCRIPTION_ID."),
    fix: say("Use SUBSCRIPTION_ID, or the commands that “Copy as…” and nexus-arc step give."),
  },
  {
    id: "wrong-unit",
    pattern: /Unit azcmagent(?:\.service)? (?:could not be found|not found|not loaded)/i,
    step: 9,
    cause: say("The agent's unit is not named azcmagent, although the troubleshooting page says so."),
    fix: say("Ask for himdsd: systemctl status himdsd, journalctl -u himdsd."),
  },
  {
    id: "shellify",
    pattern: /Unable to shellify type '?(?<type>\w{1,20})'?/i,
    step: 3,
    cause: ({ type = "dict" }) =>
      `cloud-init ran none of runcmd: an entry became a ${type}, because a line with “: ” is a mapping in YAML.`,
    fix: say("Quote the line. The lint rule for runcmd marks it while you type."),
  },
  {
    id: "unhandled-user-data",
    pattern: /Unhandled non-multipart \(text\/x-not-multipart\) userdata/i,
    step: 3,
    cause: say("cloud-init did not recognise the user data: its first line is neither #cloud-config nor #!."),
    fix: say("Put the header on the first line, and encode the file in base64 once only."),
  },
];
