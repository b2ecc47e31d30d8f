import type { ArmErrorDetail } from "./armError";

/** An error as ARM writes it: https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors */
export interface ArmErrorBody {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details: readonly ArmErrorDetail[];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads ARM's error out of a parsed body; `undefined` when there is none. ARM sends `{error: {…}}`; some providers send the inner object bare, or Pascal-cased. */
export function readErrorBody(body: unknown): ArmErrorBody | undefined {
  if (!isRecord(body)) return undefined;
  const inner = body["error"] ?? body["Error"] ?? body;
  if (!isRecord(inner)) return undefined;
  const code = text(inner["code"] ?? inner["Code"]);
  const message = text(inner["message"] ?? inner["Message"]);
  if (code === undefined && message === undefined) return undefined;
  const target = text(inner["target"] ?? inner["Target"]);
  return {
    code: code ?? "Unknown",
    message: message ?? "",
    ...(target !== undefined && { target }),
    details: flatten(inner["details"] ?? inner["Details"], 0),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Details nest; ten levels and fifty entries are more than anyone reads. */
function flatten(details: unknown, depth: number): readonly ArmErrorDetail[] {
  if (!Array.isArray(details) || depth > 10) return [];
  return details
    .flatMap((entry: unknown): readonly ArmErrorDetail[] => {
      const read = isRecord(entry) ? readErrorBody({ error: entry }) : undefined;
      if (read === undefined) return [];
      const { details: inner, ...own } = read;
      return [own, ...inner];
    })
    .slice(0, 50);
}

/** The resource provider that a registration error is about. */
export function namespaceOf(body: ArmErrorBody): string | undefined {
  const found = [body.message, ...body.details.map(({ message }) => message)]
    .map((message) => /namespace '([A-Za-z0-9.]{1,100})'/.exec(message)?.[1])
    .find((namespace) => namespace !== undefined);
  return found ?? (/^[a-z0-9]+\.[a-z0-9.]+$/i.test(body.target ?? "") ? body.target : undefined);
}

/** What `forbidden` is about. */
export interface Denied {
  readonly action?: string;
  readonly scope?: string;
}

/** ARM names the missing action and its scope in the message; for a linked resource, the second pair is the missing one. */
export function deniedAction(message: string): Denied {
  const linked =
    /permission to perform action\(s\) '([^']{1,400})' on the linked scope\(s\) '([^']{1,1000})'/.exec(
      message,
    );
  const plain = linked ?? /perform action '([^']{1,400})' over scope '([^']{0,1000})'/.exec(message);
  if (plain?.[1] === undefined || plain[2] === undefined) return {};
  return { action: plain[1], scope: plain[2] };
}
