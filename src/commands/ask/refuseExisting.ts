import { undefinedIfNotFound } from "../../arm/errors/armError";
import { Notice } from "../run/command";

/** Throws a `Notice` with the refusal when the resource already exists; another answer of Azure than "not found" is thrown as it is. */
export async function refuseExisting<T>(
  reading: Promise<T>,
  refusal: (existing: T) => string,
): Promise<void> {
  const existing = await undefinedIfNotFound(reading);
  if (existing !== undefined) throw new Notice(refusal(existing));
}
