import { redact } from "./redact";

/** What went wrong, as a user would sort it. `errorAdvice.ts` has a cause and a next move for each. */
export const armErrorKinds = [
  "proxy",
  "certificate",
  "dns",
  "offline",
  "reset",
  "timeout",
  "signIn",
  "tenant",
  "stepUp",
  "expired",
  "forbidden",
  "policy",
  "providerNotRegistered",
  "notFound",
  "conflict",
  "throttled",
  "quota",
  "privateLink",
  "invalid",
  "operationFailed",
  "server",
  "malformed",
  "untrustedUrl",
  "aborted",
  "unexpected",
] as const;
export type ArmErrorKind = (typeof armErrorKinds)[number];

/** What a button beside the error can do. */
export type Remedy =
  | { readonly kind: "signIn"; readonly tenantId?: string; readonly claims?: string }
  | { readonly kind: "registerProvider"; readonly namespace: string; readonly subscriptionId: string }
  | { readonly kind: "retryAfter"; readonly seconds: number };

/** A wait is no button: the next move says how long. */
export type ActionableRemedy = Exclude<Remedy, { kind: "retryAfter" }>;

/** One entry of an ARM error's `details`, flattened. */
export interface ArmErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

export interface ArmErrorFields {
  readonly kind: ArmErrorKind;
  /** ARM's own code (`AuthorizationFailed`), Node's (`ECONNRESET`) or ours (`HtmlInsteadOfJson`). */
  readonly code: string;
  /** Why it happened, one or two sentences. */
  readonly causeText: string;
  /** What the user can do about it. */
  readonly nextMove: string;
  /** May the same request succeed later, with nothing changed? */
  readonly retryable: boolean;
  readonly httpStatus?: number;
  /** `x-ms-correlation-request-id`: what Azure support asks for. */
  readonly correlationId?: string;
  /** Seconds that the server asked to wait. */
  readonly retryAfterSeconds?: number;
  readonly details?: readonly ArmErrorDetail[];
  readonly remedy?: Remedy;
  /** For `forbidden`: the action that is missing, and where. */
  readonly action?: string;
  readonly scope?: string;
  /** Texts that must not survive in any field, besides what the redactor knows by shape. */
  readonly secrets?: Iterable<string>;
}

/**
 * Every failure of a call to Azure. All texts are redacted. It keeps no `cause`: the error underneath may hold the
 * request with its token, and whoever prints an error prints its cause.
 * `name` is "AbortError" for the kind `aborted`, as callers of abortable functions expect.
 */
export class ArmError extends Error {
  readonly kind: ArmErrorKind;
  readonly code: string;
  readonly causeText: string;
  readonly nextMove: string;
  readonly retryable: boolean;
  readonly httpStatus: number | undefined;
  readonly correlationId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: readonly ArmErrorDetail[];
  /** Not enumerable: its claims come from the server as they are, and must not be printed along with the error. */
  declare readonly remedy: Remedy | undefined;
  readonly action: string | undefined;
  readonly scope: string | undefined;

  constructor(fields: ArmErrorFields) {
    const secrets = [...(fields.secrets ?? [])];
    const clean = (text: string): string => redact(text, secrets);
    const causeText = clean(fields.causeText);
    super(causeText);
    this.name = fields.kind === "aborted" ? "AbortError" : "ArmError";
    this.kind = fields.kind;
    this.code = clean(fields.code);
    this.causeText = causeText;
    this.nextMove = clean(fields.nextMove);
    this.retryable = fields.retryable;
    this.httpStatus = fields.httpStatus;
    this.correlationId = fields.correlationId === undefined ? undefined : clean(fields.correlationId);
    this.retryAfterSeconds = fields.retryAfterSeconds;
    this.details = (fields.details ?? []).map((detail) => ({
      code: clean(detail.code),
      message: clean(detail.message),
      ...(detail.target !== undefined && { target: clean(detail.target) }),
    }));
    Object.defineProperty(this, "remedy", { value: fields.remedy, enumerable: false });
    this.action = fields.action === undefined ? undefined : clean(fields.action);
    this.scope = fields.scope === undefined ? undefined : clean(fields.scope);
  }

  /** The same error with the context's correlation id where it has none, and free of the context's secrets. */
  in(context: { readonly correlationId?: string; readonly secrets?: Iterable<string> }): ArmError {
    const correlationId = this.correlationId ?? context.correlationId;
    return new ArmError({
      kind: this.kind,
      code: this.code,
      causeText: this.causeText,
      nextMove: this.nextMove,
      retryable: this.retryable,
      details: this.details,
      ...(correlationId !== undefined && { correlationId }),
      ...(context.secrets !== undefined && { secrets: context.secrets }),
      ...(this.httpStatus !== undefined && { httpStatus: this.httpStatus }),
      ...(this.retryAfterSeconds !== undefined && { retryAfterSeconds: this.retryAfterSeconds }),
      ...(this.remedy !== undefined && { remedy: this.remedy }),
      ...(this.action !== undefined && { action: this.action }),
      ...(this.scope !== undefined && { scope: this.scope }),
    });
  }
}

/** Did the user (or the caller) stop it? Then nothing failed. */
export function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** What the read brings; undefined where Azure answers that there is no such resource. Throws every other `ArmError`. */
export async function undefinedIfNotFound<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ArmError && error.kind === "notFound") return undefined;
    throw error;
  }
}
