import { failures } from "./failures";
import type { Failure } from "./failures/failure";
import { isQuotation } from "./quotation";

/** The row of the table that a line is recognized by, and what its `{names}` stand for. */
export interface Match {
  readonly failure: Failure;
  readonly values: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end: number;
}

/** Words of which each known failure has one: most lines of a log have none, and are done with. */
const suspicious =
  /err|does not|authentication required|status|unavail|fail|refus|denied|forbidden|unable|cannot|can't|couldn't|could not|not found|not a|no such|no data|no route|no loading|no subscr|no match|no avail|no known|no valid|no inst|no access|no ident|no ind|invalid|unhandled|unknown|undefined|ignoring|expire|disconn|false|unreach|unset|unbound|not set|bad |bad_|syntax|unexpected|warning|traceback|exception|reset|timed|timeout|deadline|eof|lock|throttl|too many|gone|trusted|x509|asn1|illegal|curl: \(|please run|must be|requires|misspelled|unrecognized|unsupported|no longer|interrupted|not signed|not recog|forbid|disallowed|multiple user|shouldn't|doesn't|don't|isn't|not reg|not been|not conn|permission|\b40[0-9]\b|\b410\b|\b429\b|\b50[0-9]\b|aadsts|lookup|pattern|\[a-z|proxyconnect|retriev|read-only|system information|delimited|not trusted|aborted|here-document|illegal|shellify|not resp/i;

/** `curl -v` names the host nine lines above its error. */
export const linesBefore = 12;

/** The most specific row that matches a line; undefined for a line that is no failure. `before`: the lines above it, nearest last. */
export function matchLine(line: string, before: readonly string[]): Match | undefined {
  if (!suspicious.test(line) || isQuotation(line)) return undefined;
  let best: Match | undefined;
  for (const failure of failures) {
    if (best !== undefined && weight(best.failure) >= weight(failure)) continue;
    const found = failure.pattern.exec(line);
    if (found === null) continue;
    const { after } = failure;
    if (after !== undefined && !before.some((each) => after.test(each))) continue;
    best = { failure, values: valuesOf(found), start: found.index, end: found.index + found[0].length };
  }
  return best;
}

/** How specific a row is: it knows the lines before, it names a cause, or it only reports that something failed. */
function weight({ after, symptom }: Failure): number {
  if (symptom === true) return 1;
  return after === undefined ? 2 : 3;
}

/** Named groups; `host2` of an alternative counts as `host`. */
function valuesOf(found: RegExpExecArray): Record<string, string> {
  const groups: Record<string, string | undefined> = found.groups ?? {};
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.replace(/\d$/, ""), value]],
    ),
  );
}

/** The host that the commands or requests above a line ask for: tools do not repeat it in their message. */
export function hostBefore(before: readonly string[]): string | undefined {
  for (const line of [...before].reverse()) {
    if (!/\b(?:curl|wget|az|git|CONNECT|Err:\d|Establish)\b|^--\d{4}-/.test(line)) continue;
    const host = /(?:https?:\/\/|CONNECT |tunnel to )(?<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})\b/i.exec(
      line,
    )?.groups?.["host"];
    if (host !== undefined && host !== "curl.se") return host;
  }
  return undefined;
}
