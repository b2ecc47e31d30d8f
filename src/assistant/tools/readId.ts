import { isOfType, parseResourceId, ResourceIdError } from "../../arm/resources/resourceId";
import { ToolInputError, type ToolInput } from "../tool";

/** The ARM id under `name`, of this type and no other. Throws `ToolInputError`. */
export function readId(input: ToolInput, name: string, type: string): string {
  const text = input.requiredText(name);
  try {
    if (isOfType(parseResourceId(text), type)) return text;
  } catch (error) {
    if (!(error instanceof ResourceIdError)) throw error;
  }
  throw new ToolInputError(`“${name}” must be the ARM ID of a ${type}.`);
}
