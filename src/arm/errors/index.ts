/** The taxonomy's front door: everything about errors of Azure calls is imported from here. */
export { ArmError, armErrorKinds, isAborted } from "./armError";
export type { ActionableRemedy, ArmErrorDetail, ArmErrorFields, ArmErrorKind, Remedy } from "./armError";
export { armError } from "./errorAdvice";
export type { ArmErrorContext } from "./errorAdvice";
export { errorFromArmBody, errorFromResponse } from "./errorFromResponse";
export { toArmError } from "./errorFromUnknown";
