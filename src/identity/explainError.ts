import { ArmError, armError } from "../arm/errors";
import { say } from "../l10n/sentence";
import { knownProblems, type KnownProblem } from "./knownProblems";

/** The known problem behind Azure's refusal of a change of identities; `undefined` for any other error. */
export function knownProblemOf(error: ArmError): KnownProblem | undefined {
  const text = [
    error.code,
    error.message,
    ...error.details.map(({ code, message }) => `${code} ${message}`),
  ].join(" ");
  if (
    /tenant/i.test(text) &&
    /LinkedAuthorizationFailed|InvalidAuthenticationTokenTenant|cross.?tenant|different tenant/i.test(text)
  )
    return knownProblems.crossTenant;
  if (/FailedIdentityOperation/i.test(text)) return knownProblems.identityMoved;
  return undefined;
}

/** The error with the known problem's cause and next move beside Azure's own words, where there is one. */
export function explainIdentityError(error: unknown): unknown {
  if (!(error instanceof ArmError)) return error;
  const problem = knownProblemOf(error);
  if (problem === undefined) return error;
  const context = error.correlationId === undefined ? {} : { correlationId: error.correlationId };
  return armError(error.kind, error.code, context, {
    causeText: say`${problem.title}: ${problem.cause} Azure says: ${error.causeText}`,
    nextMove: problem.nextMove,
    retryable: error.retryable,
    details: error.details,
    ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
  });
}
