import type { JsonObject } from "../state/json";

export interface RefusalDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly [key: string]: string | number | undefined;
}

/** Resource Manager says no: thrown anywhere inside the practice cloud, answered as ARM's error body. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly details: readonly RefusalDetail[];
  readonly headers: Readonly<Record<string, string>>;
  readonly additionalInfo: readonly JsonObject[];

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      readonly details?: readonly RefusalDetail[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly additionalInfo?: readonly JsonObject[];
    } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details ?? [];
    this.headers = more.headers ?? {};
    this.additionalInfo = more.additionalInfo ?? [];
  }

  /** The member `error` of ARM's error body (common-types v5, ErrorDetail). */
  get body(): JsonObject {
    return {
      code: this.code,
      message: this.message,
      ...(this.details.length > 0 && { details: this.details }),
      ...(this.additionalInfo.length > 0 && { additionalInfo: this.additionalInfo }),
    };
  }
}

export function resourceNotFound(type: string, name: string, group: string): Refusal {
  return new Refusal(
    404,
    "ResourceNotFound",
    `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

export function badRequest(code: string, message: string): Refusal {
  return new Refusal(400, code, message);
}

/** The refusal of a request that breaks the provider's API description: one detail for each finding. */
export function specViolation(
  findings: readonly { readonly rule: string; readonly message: string; readonly target: string }[],
): Refusal {
  return new Refusal(
    400,
    "HttpRequestPayloadAPISpecValidationFailed",
    "HTTP request payload failed validation against API specification with one or more errors. Please see details for more information.",
    { details: findings.map(({ rule, message, target }) => ({ code: rule, message, target })) },
  );
}
