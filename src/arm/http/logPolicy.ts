import type { PipelinePolicy, PipelineRequest } from "@azure/core-rest-pipeline";
import type { Clock } from "../clock";
import { toArmError } from "../errors/errorFromUnknown";
import { redact } from "../errors/redact";

/** Takes one line, already redacted. */
export type Log = (line: string) => void;

/** Query names whose values tell something and hide nothing; every other value is left out. */
const plainQueryNames = new Set(["api-version", "$top", "$expand", "$filter"]);

/** One line for each attempt: verb, path, status, milliseconds, correlation id. Never a header or body. */
export function logPolicy(log: Log, clock: Clock): PipelinePolicy {
  return {
    name: "nexusArcLogPolicy",
    async sendRequest(request, next) {
      const started = clock.now();
      const line = (outcome: string, correlationId: string): void => {
        const ms = clock.now() - started;
        log(`${request.method} ${loggedPath(request.url)} ${outcome} ${ms} ms correlation ${correlationId}`);
      };
      const sent = request.headers.get("x-ms-correlation-request-id") ?? "none";
      try {
        const response = await next(request);
        line(String(response.status), response.headers.get("x-ms-correlation-request-id") ?? sent);
        return response;
      } catch (error) {
        line(toArmError(error).code, sent);
        throw error;
      }
    },
  };
}

function loggedPath(url: PipelineRequest["url"]): string {
  if (!URL.canParse(url)) return "(no URL)";
  const { pathname, searchParams } = new URL(url);
  const query = [...searchParams].map(
    ([name, value]) => `${name}=${plainQueryNames.has(name.toLowerCase()) ? value : "[redacted]"}`,
  );
  return redact(query.length === 0 ? pathname : `${pathname}?${query.join("&")}`);
}
