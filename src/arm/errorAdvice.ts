import { say } from "../sentence";
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
    cause: say`The proxy between this machine and Azure refused the connection.`,
    nextMove: say`Check the proxy address and its sign-in (the http.proxy setting, or HTTPS_PROXY and NO_PROXY), and that the proxy lets this host through.`,
    retryable: false,
  },
  certificate: {
    cause: say`The server's certificate is not trusted on this machine.`,
    nextMove: say`If your network inspects TLS, add its certificate authority to this machine (or to NODE_EXTRA_CA_CERTS). Otherwise do not continue: someone may be in between.`,
    retryable: false,
  },
  dns: {
    cause: say`The name of the Azure endpoint could not be resolved.`,
    nextMove: say`Check the network connection, the DNS server, and the endpoint's spelling if this is a custom cloud.`,
    retryable: true,
  },
  offline: {
    cause: say`No connection to Azure could be made.`,
    nextMove: say`Check the network connection, firewall and VPN, then try again.`,
    retryable: true,
  },
  reset: {
    cause: say`The connection to Azure was cut before the answer was complete.`,
    nextMove: say`Try again. If it keeps happening, a firewall or proxy may be cutting connections.`,
    retryable: true,
  },
  timeout: {
    cause: say`Azure did not answer in time.`,
    nextMove: say`Try again. If it keeps happening, check the network connection and Azure's status page.`,
    retryable: true,
  },
  signIn: {
    cause: say`You are not signed in to Azure.`,
    nextMove: say`Sign in to Azure.`,
    retryable: false,
  },
  tenant: {
    cause: say`The signed-in account cannot be used in this tenant.`,
    nextMove: say`Sign in to the tenant that owns the subscription, or pick another account.`,
    retryable: false,
  },
  stepUp: {
    cause: say`The tenant asks for a stronger sign-in (multifactor authentication or another condition).`,
    nextMove: say`Sign in to the tenant again and complete what it asks for.`,
    retryable: false,
  },
  expired: {
    cause: say`The sign-in has expired or was withdrawn.`,
    nextMove: say`Sign in again.`,
    retryable: false,
  },
  forbidden: {
    cause: say`The signed-in account lacks a permission.`,
    nextMove: say`Ask an owner for a role that has the missing action. After a new role assignment, wait a few minutes and sign in again.`,
    retryable: false,
  },
  policy: {
    cause: say`An Azure Policy in this subscription forbids the request.`,
    nextMove: say`Change what the policy objects to, or ask whoever owns the policy for an exemption.`,
    retryable: false,
  },
  providerNotRegistered: {
    cause: say`The subscription is not registered for this resource provider.`,
    nextMove: say`Register the resource provider, wait until it is registered, and try again.`,
    retryable: false,
  },
  notFound: {
    cause: say`Azure does not know this resource.`,
    nextMove: say`Refresh. It may have been deleted, or it may be in another subscription, resource group or tenant.`,
    retryable: false,
  },
  conflict: {
    cause: say`The resource is in a state that does not allow this, or another operation holds it.`,
    nextMove: say`Wait until the other operation ends, refresh, and try again.`,
    retryable: true,
  },
  throttled: {
    cause: say`Azure limits how many requests you may send, and the limit is reached.`,
    nextMove: say`Wait, then try again.`,
    retryable: true,
  },
  quota: {
    cause: say`A quota or capacity limit is reached.`,
    nextMove: say`Free what is no longer needed, ask for less, or request a higher quota.`,
    retryable: false,
  },
  privateLink: {
    cause: say`This resource can be reached through its private link only.`,
    nextMove: say`Connect from a network that reaches the private endpoint, or allow public network access on the private link scope.`,
    retryable: false,
  },
  invalid: {
    cause: say`Azure refused the request as invalid.`,
    nextMove: say`Correct what the message names and try again.`,
    retryable: false,
  },
  operationFailed: {
    cause: say`The operation was accepted, but it failed.`,
    nextMove: say`Read the details, correct the cause, and start the operation again.`,
    retryable: false,
  },
  server: {
    cause: say`Azure has a problem of its own.`,
    nextMove: say`Try again in a few minutes. If it stays, check Azure's status page and quote the correlation ID to support.`,
    retryable: true,
  },
  malformed: {
    cause: say`The answer is not what Azure sends.`,
    nextMove: say`Try again. If it stays, check for a proxy or a network sign-in page between this machine and Azure, and the endpoint if this is a custom cloud.`,
    retryable: true,
  },
  untrustedUrl: {
    cause: say`An answer pointed to a host outside this cloud's Resource Manager. The request was not sent.`,
    nextMove: say`Do not continue until it is clear who sent that answer; check the endpoint if this is a custom cloud.`,
    retryable: false,
  },
  aborted: { cause: say`It was stopped.`, nextMove: say`Start it again when you want to.`, retryable: true },
  unexpected: {
    cause: say`Something unexpected happened.`,
    nextMove: say`Try again. If it stays, report it with the log.`,
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
