import { say } from "../sentence";

/**
 * What the metadata service's refusals mean, and when another try helps. Statuses, codes and delays are those of
 * Microsoft's documents on acquiring tokens from a VM; the words are ours.
 */
export interface TokenErrorAdvice {
  readonly title: string;
  readonly cause: string;
  readonly nextMove: string;
  readonly retry: "never" | "backOff";
}

/** Seconds before each of the five tries. */
export const backOffSeconds = [0, 2, 6, 14, 30] as const;

/** Every kind of failure that the metadata service's documents name. */
export const tokenErrors: readonly TokenErrorAdvice[] = [
  {
    title: "400 invalid_resource",
    cause: say`The tenant knows no application of that resource URI, or the request went to another tenant (AADSTS50001).`,
    nextMove: say`Check the resource character by character, the slash at its end too, and the tenant of the machine's subscription.`,
    retry: "never",
  },
  {
    title: "400 bad_request_102",
    cause: say`The header Metadata: true is missing, or its value is not written in lower case.`,
    nextMove: say`Send the header Metadata with the value true, and let no proxy take it away.`,
    retry: "never",
  },
  {
    title: "401 unknown_source",
    cause: say`The address of the request is not that of the token service.`,
    nextMove: say`Ask http://169.254.169.254/metadata/identity/oauth2/token, by GET.`,
    retry: "never",
  },
  {
    title: "invalid_request",
    cause: say`A parameter is missing, is there twice, or has a wrong value. With several identities, the one that is meant must be named.`,
    nextMove: say`Check api-version, resource and the identity. If the identity was just attached, wait a minute.`,
    retry: "never",
  },
  {
    title: "unauthorized_client",
    cause: say`The request did not come from the machine itself, or the machine has no managed identity that is set up.`,
    nextMove: say`Ask from inside the machine, and look at its identities.`,
    retry: "never",
  },
  {
    title: "access_denied",
    cause: say`The directory refuses the token.`,
    nextMove: say`Check that the identity still exists, and whether a conditional access policy for workloads stands against it.`,
    retry: "never",
  },
  {
    title: "unsupported_response_type",
    cause: say`The directory gives no token this way.`,
    nextMove: say`Use the request as it is built here.`,
    retry: "never",
  },
  {
    title: "invalid_scope",
    cause: say`What was asked for is unknown or malformed.`,
    nextMove: say`Give the resource as a URI, without /.default.`,
    retry: "never",
  },
  {
    title: "500 unknown",
    cause: say`The service could not take a token from the directory.`,
    nextMove: say`Check that the machine has the identity and that the resource is spelt right; otherwise wait and try again.`,
    retry: "backOff",
  },
  {
    title: "404 Not found",
    cause: say`The metadata service is being updated.`,
    nextMove: say`Try again with growing delays.`,
    retry: "backOff",
  },
  {
    title: "429 Too many requests",
    cause: say`More requests than the metadata service lets through. It counts all that run on the machine.`,
    nextMove: say`Try again with growing delays, and keep tokens until shortly before they expire.`,
    retry: "backOff",
  },
  {
    title: "5xx",
    cause: say`A passing failure of the service or of the directory.`,
    nextMove: say`Wait at least a second, then try again with growing delays.`,
    retry: "backOff",
  },
  {
    title: say`No answer`,
    cause: say`The metadata service is being updated, or the request does not reach it: a proxy is in between, or this is no Azure or Nexus VM.`,
    nextMove: say`Keep 169.254.169.254 out of every proxy (NO_PROXY), then try again with growing delays.`,
    retry: "backOff",
  },
  {
    title: "4xx",
    cause: say`Something in the request is wrong; it stays wrong however often it is sent.`,
    nextMove: say`Read error_description in the answer, for people only: its words change.`,
    retry: "never",
  },
];
