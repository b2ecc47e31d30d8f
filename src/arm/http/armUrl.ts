import { say } from "../../l10n/sentence";
import type { ArmRequest } from "../client";
import type { Cloud } from "../cloud";
import { armError, type ArmErrorContext } from "../errors/errorAdvice";

/**
 * The URL of a request. A path is put after Resource Manager's root; an absolute URL is kept verbatim, and only when it is
 * of Resource Manager's own origin: a token is never sent elsewhere. Throws `ArmError` of kind `untrustedUrl` or `invalid`.
 */
export function armUrl(cloud: Cloud, request: ArmRequest, context: ArmErrorContext): string {
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(request.path);
  if (!absolute && (!request.path.startsWith("/") || request.path.startsWith("//"))) {
    throw armError("invalid", "InvalidPath", context, {
      causeText: say`A request path must start with one slash.`,
    });
  }
  const text = absolute ? request.path : `${cloud.resourceManager}${request.path}`;
  if (!isResourceManagerUrl(cloud, text)) {
    throw armError("untrustedUrl", "ForeignOrigin", context, {
      causeText: say`A request was addressed to ${originOf(text)}, which is not this cloud's Resource Manager. It was not sent.`,
    });
  }
  return withQuery(text, request);
}

/** Is `url` under Resource Manager's own origin, and free of a user name? Only there may a token go. */
export function isResourceManagerUrl(cloud: Cloud, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  return (
    parsed.origin === new URL(cloud.resourceManager).origin &&
    parsed.username === "" &&
    parsed.password === ""
  );
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "an address that is not a URL";
}

function withQuery(url: string, request: ArmRequest): string {
  const added = Object.entries(request.query ?? {});
  if (request.apiVersion !== undefined && !/[?&]api-version=/i.test(url)) {
    added.unshift(["api-version", request.apiVersion]);
  }
  if (added.length === 0) return url;
  const query = added.map(([name, value]) => `${encodeQuery(name)}=${encodeQuery(value)}`).join("&");
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}

/** OData options such as `$top` keep their dollar sign, as ARM's own links have them. */
function encodeQuery(text: string): string {
  return encodeURIComponent(text).replaceAll("%24", "$");
}
