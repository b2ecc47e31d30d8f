import { ArmError, type ArmErrorFields, type ArmErrorKind } from "./armError";

/** What was being done when it went wrong. */
export interface ArmErrorContext {
  readonly method?: string;
  /** Path or URL of the request. */
  readonly path?: string;
  readonly tenantId?: string;
  readonly correlationId?: string;
  /** Texts that must appear in no field. */
  readonly secrets?: Iterable<string>;
}

interface Advice {
  readonly cause: string;
  readonly nextMove: string;
  readonly retryable: boolean;
}

/** The cause and the next move of each kind, where nothing more exact is known. */
const advice: Readonly<Record<ArmErrorKind, Advice>> = {
  proxy: {
    cause: "The proxy between this machine and Azure refused the connection.",
    nextMove:
      "Check the proxy address and its sign-in (the http.proxy setting, or HTTPS_PROXY and NO_PROXY), and that the proxy lets this host through.",
    retryable: false,
  },
  certificate: {
    cause: "The server's certificate is not trusted on this machine.",
    nextMove:
      "If your network inspects TLS, add its certificate authority to this machine (or to NODE_EXTRA_CA_CERTS). Otherwise do not continue: someone may be in between.",
    retryable: false,
  },
  dns: {
    cause: "The name of the Azure endpoint could not be resolved.",
    nextMove:
      "Check the network connection, the DNS server, and the endpoint's spelling if this is a custom cloud.",
    retryable: true,
  },
  offline: {
    cause: "No connection to Azure could be made.",
    nextMove: "Check the network connection, firewall and VPN, then try again.",
    retryable: true,
  },
  reset: {
    cause: "The connection to Azure was cut before the answer was complete.",
    nextMove: "Try again. If it keeps happening, a firewall or proxy may be cutting connections.",
    retryable: true,
  },
  timeout: {
    cause: "Azure did not answer in time.",
    nextMove: "Try again. If it keeps happening, check the network connection and Azure's status page.",
    retryable: true,
  },
  signIn: {
    cause: "You are not signed in to Azure.",
    nextMove: "Sign in to Azure.",
    retryable: false,
  },
  tenant: {
    cause: "The signed-in account cannot be used in this tenant.",
    nextMove: "Sign in to the tenant that owns the subscription, or pick another account.",
    retryable: false,
  },
  stepUp: {
    cause: "The tenant asks for a stronger sign-in (multifactor authentication or another condition).",
    nextMove: "Sign in to the tenant again and complete what it asks for.",
    retryable: false,
  },
  expired: {
    cause: "The sign-in has expired or was withdrawn.",
    nextMove: "Sign in again.",
    retryable: false,
  },
  forbidden: {
    cause: "The signed-in account lacks a permission.",
    nextMove:
      "Ask an owner for a role that has the missing action. After a new role assignment, wait a few minutes and sign in again.",
    retryable: false,
  },
  policy: {
    cause: "An Azure Policy in this subscription forbids the request.",
    nextMove: "Change what the policy objects to, or ask whoever owns the policy for an exemption.",
    retryable: false,
  },
  providerNotRegistered: {
    cause: "The subscription is not registered for this resource provider.",
    nextMove: "Register the resource provider, wait until it is registered, and try again.",
    retryable: false,
  },
  notFound: {
    cause: "Azure does not know this resource.",
    nextMove:
      "Refresh. It may have been deleted, or it may be in another subscription, resource group or tenant.",
    retryable: false,
  },
  conflict: {
    cause: "The resource is in a state that does not allow this, or another operation holds it.",
    nextMove: "Wait until the other operation ends, refresh, and try again.",
    retryable: true,
  },
  throttled: {
    cause: "Azure limits how many requests you may send, and the limit is reached.",
    nextMove: "Wait, then try again.",
    retryable: true,
  },
  quota: {
    cause: "A quota or capacity limit is reached.",
    nextMove: "Free what is no longer needed, ask for less, or request a higher quota.",
    retryable: false,
  },
  privateLink: {
    cause: "This resource can be reached through its private link only.",
    nextMove:
      "Connect from a network that reaches the private endpoint, or allow public network access on the private link scope.",
    retryable: false,
  },
  invalid: {
    cause: "Azure refused the request as invalid.",
    nextMove: "Correct what the message names and try again.",
    retryable: false,
  },
  operationFailed: {
    cause: "The operation was accepted, but it failed.",
    nextMove: "Read the details, correct the cause, and start the operation again.",
    retryable: false,
  },
  server: {
    cause: "Azure has a problem of its own.",
    nextMove:
      "Try again in a few minutes. If it stays, check Azure's status page and quote the correlation ID to support.",
    retryable: true,
  },
  malformed: {
    cause: "The answer is not what Azure sends.",
    nextMove:
      "Try again. If it stays, check for a proxy or a network sign-in page between this machine and Azure, and the endpoint if this is a custom cloud.",
    retryable: true,
  },
  untrustedUrl: {
    cause: "An answer pointed to a host outside this cloud's Resource Manager. The request was not sent.",
    nextMove:
      "Do not continue until it is clear who sent that answer; check the endpoint if this is a custom cloud.",
    retryable: false,
  },
  aborted: { cause: "It was stopped.", nextMove: "Start it again when you want to.", retryable: true },
  unexpected: {
    cause: "Something unexpected happened.",
    nextMove: "Try again. If it stays, report it with the log.",
    retryable: false,
  },
};

type Overrides = Partial<Omit<ArmErrorFields, "kind" | "code" | "secrets" | "correlationId">>;

/** Makes an error of `kind`, with the kind's own cause and next move unless `overrides` knows better. */
export function armError(
  kind: ArmErrorKind,
  code: string,
  context: ArmErrorContext = {},
  overrides: Overrides = {},
): ArmError {
  const { cause, nextMove, retryable } = advice[kind];
  return new ArmError({
    kind,
    code,
    causeText: cause,
    nextMove,
    retryable,
    ...(context.correlationId !== undefined && { correlationId: context.correlationId }),
    ...(context.secrets !== undefined && { secrets: context.secrets }),
    ...overrides,
  });
}
