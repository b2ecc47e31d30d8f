/**
 * How long the server asks to wait, in milliseconds; `undefined` when it does not say. Header names in lower case.
 * `retry-after-ms`, `x-ms-retry-after-ms` and `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3), and
 * `x-ms-user-quota-resets-after` as `hh:mm:ss`, which Resource Graph sends
 * (https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests).
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  for (const name of ["retry-after-ms", "x-ms-retry-after-ms"]) {
    const ms = wholeNumber(headers[name]);
    if (ms !== undefined) return ms;
  }
  const value = headers["retry-after"]?.trim();
  const seconds = wholeNumber(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = value === undefined ? NaN : Date.parse(value);
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  return quotaResetMs(headers);
}

/** `x-ms-user-quota-resets-after` in milliseconds. */
export function quotaResetMs(headers: Readonly<Record<string, string>>): number | undefined {
  const match = /^(\d{1,2}):([0-5]\d):([0-5]\d)/.exec(headers["x-ms-user-quota-resets-after"] ?? "");
  if (match === null) return undefined;
  return ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3])) * 1000;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}
