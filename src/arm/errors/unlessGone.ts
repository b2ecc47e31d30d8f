import { ArmError } from "./armError";

/** What the read brings; undefined where Azure answers that there is no such resource. Throws every other `ArmError`. */
export async function unlessGone<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ArmError && error.kind === "notFound") return undefined;
    throw error;
  }
}
