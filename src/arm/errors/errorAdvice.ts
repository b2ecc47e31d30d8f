import { say } from "../../l10n/sentence";
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
    nextMove: say`Check the proxy address and its credentials (the http.proxy setting, or HTTPS_PROXY and NO_PROXY), and check that the proxy allows this host.`,
    retryable: false,
  },
  certificate: {
    cause: say`The server's certificate is not trusted on this machine.`,
    nextMove: say`If your network inspects TLS, add its certificate authority to this machine (or to NODE_EXTRA_CA_CERTS). Otherwise do not continue: someone may be intercepting the connection.`,
    retryable: false,
  },
  dns: {
    cause: say`The name of the Azure endpoint could not be resolved.`,
    nextMove: say`Check the network connection, the DNS server, and, for a custom cloud, the spelling of the endpoint.`,
    retryable: true,
  },
  offline: {
    cause: say`Could not connect to Azure.`,
    nextMove: say`Check the network connection, firewall, and VPN, then retry.`,
    retryable: true,
  },
  reset: {
    cause: say`The connection to Azure was closed before the response was complete.`,
    nextMove: say`Retry. If the error persists, a firewall or proxy may be closing connections.`,
    retryable: true,
  },
  timeout: {
    cause: say`Azure did not respond in time.`,
    nextMove: say`Retry. If the error persists, check the network connection and Azure's status page.`,
    retryable: true,
  },
  signIn: {
    cause: say`You are not signed in to Azure.`,
    nextMove: say`Sign in to Azure.`,
    retryable: false,
  },
  tenant: {
    cause: say`The signed-in account cannot be used in this tenant.`,
    nextMove: say`Sign in to the tenant that owns the subscription, or choose another account.`,
    retryable: false,
  },
  stepUp: {
    cause: say`The tenant requires a stronger sign-in (multifactor authentication or another condition).`,
    nextMove: say`Sign in to the tenant again and complete what it asks for.`,
    retryable: false,
  },
  expired: {
    cause: say`The sign-in has expired or was revoked.`,
    nextMove: say`Sign in again.`,
    retryable: false,
  },
  forbidden: {
    cause: say`The signed-in account lacks a permission.`,
    nextMove: say`Ask an owner for a role that includes the missing action. After a new role assignment, wait a few minutes and sign in again.`,
    retryable: false,
  },
  policy: {
    cause: say`An Azure Policy in this subscription denies the request.`,
    nextMove: say`Change what the policy denies, or ask the policy's owner for an exemption.`,
    retryable: false,
  },
  providerNotRegistered: {
    cause: say`The subscription is not registered for this resource provider.`,
    nextMove: say`Register the resource provider, wait until it is registered, and retry.`,
    retryable: false,
  },
  notFound: {
    cause: say`Azure cannot find this resource.`,
    nextMove: say`Refresh. The resource may have been deleted, or it may be in another subscription, resource group, or tenant.`,
    retryable: false,
  },
  conflict: {
    cause: say`The resource is in a state that does not allow this, or another operation holds it.`,
    nextMove: say`Wait until the other operation ends, refresh, and retry.`,
    retryable: true,
  },
  throttled: {
    cause: say`You have reached Azure's limit on the number of requests.`,
    nextMove: say`Wait, then retry.`,
    retryable: true,
  },
  quota: {
    cause: say`A quota or capacity limit is reached.`,
    nextMove: say`Delete what you no longer need, request less, or request a higher quota.`,
    retryable: false,
  },
  privateLink: {
    cause: say`This resource can be reached only through its private link.`,
    nextMove: say`Connect from a network that reaches the private endpoint, or allow public network access on the private link scope.`,
    retryable: false,
  },
  invalid: {
    cause: say`Azure rejected the request as invalid.`,
    nextMove: say`Correct what the message names and retry.`,
    retryable: false,
  },
  operationFailed: {
    cause: say`The operation was accepted, but it failed.`,
    nextMove: say`Read the details, correct the cause, and start the operation again.`,
    retryable: false,
  },
  server: {
    cause: say`Azure has an internal problem.`,
    nextMove: say`Retry in a few minutes. If the error persists, check Azure's status page and give the correlation ID to Azure support.`,
    retryable: true,
  },
  malformed: {
    cause: say`The response is not in Azure's format.`,
    nextMove: say`Retry. If the error persists, check for a proxy or a network sign-in page between this machine and Azure, and, for a custom cloud, check the endpoint.`,
    retryable: true,
  },
  untrustedUrl: {
    cause: say`A response pointed to a host outside this cloud's Resource Manager. The request was not sent.`,
    nextMove: say`Do not continue until you know who sent that response. For a custom cloud, check the endpoint.`,
    retryable: false,
  },
  aborted: {
    cause: say`It was stopped.`,
    nextMove: say`You can start it again at any time.`,
    retryable: true,
  },
  unexpected: {
    cause: say`Something unexpected happened.`,
    nextMove: say`Retry. If the error persists, report it with the log.`,
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
