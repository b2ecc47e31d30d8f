import { toArmError } from "../arm/errors";
import { StepBlockedError } from "../enrollment/steps/step";
import { ToolInputError } from "./tool";

/** Why a tool could not do what it was asked, in the words of our errors. */
export interface ToolProblem {
  /** One of `armErrorKinds`, or `input` or `blocked`. */
  readonly kind: string;
  readonly code?: string;
  readonly cause: string;
  readonly nextMove: string;
  readonly correlationId?: string;
  readonly retryable: boolean;
}

export function problemOf(error: unknown): ToolProblem {
  if (error instanceof ToolInputError)
    return { kind: "input", cause: error.message, nextMove: "Correct the input.", retryable: false };
  if (error instanceof StepBlockedError)
    return { kind: "blocked", cause: error.message, nextMove: error.nextMove, retryable: false };
  const { kind, code, causeText, nextMove, correlationId, retryable } = toArmError(error);
  return {
    kind,
    code,
    cause: causeText,
    nextMove,
    retryable,
    ...(correlationId !== undefined && { correlationId }),
  };
}
