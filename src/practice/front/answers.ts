import type { PracticeResponse } from "../http/wire";
import type { Json } from "../state/json";

/** Answers of what stands beside Resource Manager: they carry none of its headers. */

export function json(status: number, body: Json): PracticeResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: JSON.stringify(body),
  };
}

/** An error of a token endpoint (RFC 6749, section 5.2) with Entra's number in front of its words. */
export function oauthError(status: number, error: string, number: number, words: string): PracticeResponse {
  return json(status, {
    error,
    error_description: `AADSTS${String(number)}: ${words}`,
    error_codes: [number],
  });
}

/** An error of Resource Manager or Microsoft Graph. */
export function armError(status: number, code: string, message: string): PracticeResponse {
  return json(status, { error: { code, message } });
}
