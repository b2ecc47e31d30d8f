import { say } from "../l10n/sentence";

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
    cause: say`The tenant has no application with that resource URI, or the request went to another tenant (AADSTS50001).`,
    nextMove: say`Check every character of the resource, including the slash at its end, and the tenant of the machine's subscription.`,
    retry: "never",
  },
  {
    title: "400 bad_request_102",
    cause: say`The header Metadata: true is missing, or its value is not lowercase.`,
    nextMove: say`Send the header Metadata with the value true, and make sure that no proxy removes it.`,
    retry: "never",
  },
  {
    title: "401 unknown_source",
    cause: say`The request does not go to the address of the token service.`,
    nextMove: say`Send a GET request to http://169.254.169.254/metadata/identity/oauth2/token.`,
    retry: "never",
  },
  {
    title: "invalid_request",
    cause: say`A parameter is missing, is repeated, or has a wrong value. If several identities are attached, the request must name one.`,
    nextMove: say`Check api-version, resource and the identity. If the identity was just attached, wait a minute.`,
    retry: "never",
  },
  {
    title: "unauthorized_client",
    cause: say`The request did not come from the machine itself, or the machine has no managed identity.`,
    nextMove: say`Request the token from inside the machine, and check its identities.`,
    retry: "never",
  },
  {
    title: "access_denied",
    cause: say`The directory denies the token.`,
    nextMove: say`Check that the identity still exists, and whether a Conditional Access policy for workloads blocks it.`,
    retry: "never",
  },
  {
    title: "unsupported_response_type",
    cause: say`The directory returns no token for this kind of request.`,
    nextMove: say`Use the request as built here.`,
    retry: "never",
  },
  {
    title: "invalid_scope",
    cause: say`The request asks for something unknown or malformed.`,
    nextMove: say`Enter the resource as a URI, without /.default.`,
    retry: "never",
  },
  {
    title: "500 unknown",
    cause: say`The service could not get a token from the directory.`,
    nextMove: say`Check that the machine has the identity and that the resource is spelled correctly. Otherwise wait and retry.`,
    retry: "backOff",
  },
  {
    title: say`404 Not found`,
    cause: say`The metadata service is being updated.`,
    nextMove: say`Retry with increasing delays.`,
    retry: "backOff",
  },
  {
    title: say`429 Too many requests`,
    cause: say`More requests than the metadata service allows. It counts the requests of all programs on the machine.`,
    nextMove: say`Retry with increasing delays, and cache tokens until shortly before they expire.`,
    retry: "backOff",
  },
  {
    title: "5xx",
    cause: say`A transient failure of the service or of the directory.`,
    nextMove: say`Wait at least a second, then retry with increasing delays.`,
    retry: "backOff",
  },
  {
    title: say`No response`,
    cause: say`The metadata service is being updated, or the request does not reach it: a proxy intercepts it, or this is not an Azure or Nexus VM.`,
    nextMove: say`Exclude 169.254.169.254 from every proxy (NO_PROXY), then retry with increasing delays.`,
    retry: "backOff",
  },
  {
    title: "4xx",
    cause: say`The request is wrong. Sending it again does not help.`,
    nextMove: say`Read error_description in the response, but do not parse it: its text can change.`,
    retry: "never",
  },
];
