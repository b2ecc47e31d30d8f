import type { Operations } from "../../arm/operations/operation";
import type { AccountRouter } from "../account/accountRouter";
import { armError } from "../../arm/errors";
import type { OperationTracker } from "./operationTracker";

/** The operations of what `directory` sees, kept in `folder`, each in the tenant whose token sees its target. */
export async function operationsOf(directory: AccountRouter, folder: string): Promise<Operations> {
  const [{ createOperations }, { fileOperationStore }] = await Promise.all([
    import("../../arm/operations/operation"),
    import("../../arm/operations/operationFiles"),
  ]);
  const operations = createOperations({ client: directory.client, store: fileOperationStore(folder) });
  return {
    ...operations,
    begin: (spec, signal) => {
      const tenantId = directory.signInTenantOf(spec.targetId);
      const request = tenantId === undefined ? spec.request : { ...spec.request, tenantId };
      return operations.begin({ ...spec, request }, signal);
    },
  };
}

/**
 * `operations` through the tracker, so that what is started is listed under "Operations" and continues being watched after a reload.
 * Once the tracker uses another sign-in, nothing is started any more.
 */
export function trackedOperations(
  tracker: Pick<OperationTracker, "begin" | "outcome">,
  operations: Operations,
): Operations {
  return {
    begin: (spec, signal) =>
      tracker.begin((current) => {
        if (current !== operations) throw armError("aborted", "SignInChanged");
        return operations.begin(spec, signal);
      }),
    watch: (id, { signal = new AbortController().signal, onProgress } = {}) =>
      tracker.outcome(id, signal, onProgress),
    list: () => operations.list(),
    forget: (id) => operations.forget(id),
  };
}
