import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { say } from "../../l10n/sentence";
import type { ArmRequest, ArmResponse } from "../client";
import { armError, type ArmErrorContext } from "../errors/errorAdvice";
import { errorFromResponse, looksLikeHtml } from "../errors/errorFromResponse";

/** Turns a complete answer into an `ArmResponse`, or throws the `ArmError` that it means. */
export function readResponse(
  request: ArmRequest,
  response: Pick<PipelineResponse, "status" | "headers" | "bodyAsText">,
  context: ArmErrorContext,
): ArmResponse {
  const { status } = response;
  const headers = lowerCased(response.headers.toJSON());
  const bodyText = withoutByteOrderMark(response.bodyAsText ?? "");
  if (status < 200 || status > 299) throw errorFromResponse({ status, headers, bodyText }, context);
  if (bodyText.trim() === "") {
    if (needsBody(request, status)) {
      throw malformed(
        "EmptyBody",
        say`Azure responded without the requested content.`,
        status,
        headers,
        context,
      );
    }
    return { status, headers, body: undefined };
  }
  if (looksLikeHtml({ headers, bodyText })) {
    const cause = say`A web page was returned instead of Azure's response. A proxy or a network sign-in page is probably intercepting requests.`;
    throw malformed("HtmlInsteadOfJson", cause, status, headers, context);
  }
  return { status, headers, body: parseBody(bodyText, status, headers, context) };
}

/** ARM's contract: what reads or writes a resource answers 200 or 201 with it; only actions and deletions may say nothing. */
function needsBody(request: ArmRequest, status: number): boolean {
  if (request.allowEmpty === true || (status !== 200 && status !== 201)) return false;
  return ["GET", "PUT", "PATCH"].includes(request.method) || request.readOnly === true;
}

/** Providers do send JSON as text/plain; what counts is whether it can be read. */
function parseBody(
  bodyText: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  context: ArmErrorContext,
): unknown {
  try {
    return JSON.parse(bodyText);
  } catch {
    const type = headers["content-type"] ?? "";
    const json = type === "" || /\bjson\b/i.test(type);
    throw json
      ? malformed(
          "MalformedJson",
          say`Azure's response is damaged: its JSON cannot be read.`,
          status,
          headers,
          context,
        )
      : malformed("UnexpectedContentType", say`The response is ${type}, not JSON.`, status, headers, context);
  }
}

function malformed(
  code: string,
  causeText: string,
  httpStatus: number,
  headers: Readonly<Record<string, string>>,
  context: ArmErrorContext,
): Error {
  const correlationId = headers["x-ms-correlation-request-id"] ?? context.correlationId;
  const known = correlationId === undefined ? context : { ...context, correlationId };
  return armError("malformed", code, known, { causeText, httpStatus });
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
