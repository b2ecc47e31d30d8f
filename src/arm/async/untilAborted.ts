import { armError } from "../errors/errorAdvice";
import { onAbort } from "./onAbort";

/** `promise`, but no longer than `signal` lasts: for what cannot be aborted itself. Throws the kind `aborted`. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => {
      reject(armError("aborted", "Aborted"));
    };
    if (signal.aborted) stop();
    const leave = onAbort(signal, stop);
    promise.then(resolve, reject).finally(leave);
  });
}
