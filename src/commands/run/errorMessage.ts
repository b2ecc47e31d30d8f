import { ArmError, toArmError, type ActionableRemedy } from "../../arm/errors";
import type { Translate } from "../../l10n/translate";

/** One error as the user meets it: a sentence, and what can be pressed. */
export interface ErrorMessage {
  readonly text: string;
  readonly actions: readonly ErrorAction[];
}

export type ErrorAction =
  | { readonly kind: "remedy"; readonly label: string; readonly remedy: ActionableRemedy }
  | { readonly kind: "retry"; readonly label: string }
  | { readonly kind: "showLog"; readonly label: string }
  | { readonly kind: "copyCorrelationId"; readonly label: string; readonly correlationId: string };

/**
 * What to tell about `error`: what could not be done, why, and the next move, with buttons for what can be done here.
 * Errors of the Azure calls bring all this; any other error has only its message.
 *
 * @param intent completes "Could not …", in English
 */
export function errorMessage(intent: string, error: unknown, t: Translate): ErrorMessage {
  const known = error instanceof ArmError ? error : undefined;
  const { causeText, nextMove } = known ?? plain(error);
  const parts = [t("Could not {0}.", t(intent)), t(causeText), t(nextMove)];
  return { text: parts.filter((part) => part !== "").join(" "), actions: actionsOf(known, t) };
}

/** Our own errors say all in their message; it is redacted on the way through the taxonomy. */
function plain(error: unknown): { readonly causeText: string; readonly nextMove: string } {
  return { causeText: toArmError(error).causeText, nextMove: "" };
}

function actionsOf(error: ArmError | undefined, t: Translate): ErrorAction[] {
  const actions: ErrorAction[] = [];
  const remedy = error?.remedy;
  if (remedy !== undefined && remedy.kind !== "retryAfter") {
    actions.push({ kind: "remedy", label: remedyLabel(remedy, t), remedy });
  }
  if (error?.retryable === true) actions.push({ kind: "retry", label: t("Retry") });
  actions.push({ kind: "showLog", label: t("Show Log") });
  if (error?.correlationId !== undefined) {
    const { correlationId } = error;
    actions.push({ kind: "copyCorrelationId", label: t("Copy Correlation ID"), correlationId });
  }
  return actions;
}

function remedyLabel(remedy: ActionableRemedy, t: Translate): string {
  switch (remedy.kind) {
    case "signIn":
      return t("Sign In");
    case "registerProvider":
      return t("Register {0}", remedy.namespace);
  }
}
