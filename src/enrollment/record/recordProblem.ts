import type { ErrorObject } from "ajv";
import { readNumber, readObject, readString } from "../../arm/decode";
import { say } from "../../l10n/sentence";

/** An unknown field is named by so many characters at most. */
const maxNameLength = 60;

/**
 * What is wrong with a saved enrollment, as one sentence with the field's path, such as `vm.cpuCores`. Values are never quoted:
 * a private key may stand in their place. `errors` are those of the record's schema, in the validator's order.
 */
export function recordProblem(errors: readonly ErrorObject[]): string {
  const error = errors.find(({ keyword }) => keyword === "oneOf") ?? errors[0];
  if (error === undefined) return say`This is not an enrollment.`;
  const { keyword, instancePath } = error;
  const params = readObject(error.params);
  const path = instancePath.slice(1).replaceAll("/", ".");
  const within = (name: unknown): string =>
    JSON.stringify([path, (readString(name) ?? "").slice(0, maxNameLength)].filter(Boolean).join("."));
  const field = JSON.stringify(path);
  switch (keyword) {
    case "required":
      return say`The field ${within(params["missingProperty"])} is missing.`;
    case "additionalProperties":
      return say`The field ${within(params["additionalProperty"])} is unknown.`;
    case "type":
      return path === ""
        ? say`This is not an enrollment.`
        : say`The field ${field} must be of type ${readString(params["type"]) ?? ""}.`;
    case "minimum":
      return say`The field ${field} must be at least ${readNumber(params["limit"]) ?? 0}.`;
    case "maximum":
      return say`The field ${field} must be at most ${readNumber(params["limit"]) ?? 0}.`;
    case "maxLength":
      return say`The field ${field} must have at most ${readNumber(params["limit"]) ?? 0} characters.`;
    case "maxItems":
      return say`The field ${field} must have at most ${readNumber(params["limit"]) ?? 0} items.`;
    case "format":
      return say`The field ${field} must be a time such as 2026-03-01T12:00:00Z.`;
    default:
      return say`The field ${field} has a value that this version does not know.`;
  }
}
