import type { ArmErrorKind } from "./armError";
import type { ArmErrorBody } from "./armErrorBody";

/**
 * Kinds by ARM's error code. Source: the codes' pages under
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
const kindOfCode: Readonly<Record<string, ArmErrorKind>> = {
  authorizationfailed: "forbidden",
  linkedauthorizationfailed: "forbidden",
  authorizationpermissionmismatch: "forbidden",
  requestdisallowedbypolicy: "policy",
  missingsubscriptionregistration: "providerNotRegistered",
  missingregistrationforlocation: "providerNotRegistered",
  subscriptionnotregistered: "providerNotRegistered",
  resourcenotfound: "notFound",
  resourcegroupnotfound: "notFound",
  subscriptionnotfound: "notFound",
  parentresourcenotfound: "notFound",
  notfound: "notFound",
  invalidauthenticationtokentenant: "tenant",
  expiredauthenticationtoken: "expired",
  invalidauthenticationtoken: "expired",
  authenticationfailed: "expired",
  quotaexceeded: "quota",
  resourcequotaexceeded: "quota",
  skunotavailable: "quota",
  scopelocked: "conflict",
  anotheroperationinprogress: "conflict",
  conflict: "conflict",
  preconditionfailed: "conflict",
  toomanyrequests: "throttled",
  subscriptionrequeststhrottled: "throttled",
  ratelimiting: "throttled",
  publicnetworkaccessdisabled: "privateLink",
};

/** Providers have no common code for it; they all name public network access or the private way in. */
const privateOnly =
  /public ?network ?access|(?:only|through|via|requires?) .{0,40}private (?:link|endpoint)|private (?:link|endpoint).{0,80}(?:only|required|not allowed|denied)/i;

/** The kind that ARM's words tell; `undefined` when only the status can tell. */
export function kindByText(body: ArmErrorBody): ArmErrorKind | undefined {
  const byCode = [body, ...body.details]
    .map(({ code }) => kindOfCode[code.toLowerCase()])
    .find((kind) => kind !== undefined);
  if (privateOnly.test(`${body.code} ${body.message}`)) return "privateLink";
  if (byCode !== undefined && byCode !== "conflict") return byCode;
  if (/\bnot registered to use namespace\b/i.test(body.message)) return "providerNotRegistered";
  if (/\bquota\b|exceeding approved/i.test(`${body.code} ${body.message}`)) return "quota";
  return byCode;
}

/** The kind of an answer by its HTTP status. */
export function kindByStatus(status: number): ArmErrorKind {
  switch (status) {
    case 401:
      return "expired";
    case 403:
      return "forbidden";
    case 404:
    case 410:
      return "notFound";
    case 407:
      return "proxy";
    case 408:
      return "timeout";
    case 409:
    case 412:
    case 423:
      return "conflict";
    case 429:
      return "throttled";
    default:
      if (status >= 500) return "server";
      return status >= 400 ? "invalid" : "malformed";
  }
}
