import type { Operations } from "../../arm/operations/operation";
import type { AccountRouter } from "../account/accountRouter";
import { armError } from "../../arm/errors";
import type { OperationTracker } from "./operationTracker";

/** The operations of what `directory` sees, kept in `folder`. */
export async function operationsOf(directory: AccountRouter, folder: string): Promise<Operations> {
  const [{ createOperations }, { fileOperationStore }] = await Promise.all([
    import("../../arm/operations/operation"),
    import("../../arm/operations/operationFiles"),
  ]);
  return createOperations({ client: directory.client, store: fileOperationStore(folder) });
}

/** Which tenant's token sees a resource, where it is not the account's home tenant. */
type TenantOf = (resourceId: string) => string | undefined;

/**
 * `operations` through the desk, so that what is started stands under "Operations" and continues being watched after a reload.
 * Once the desk has gone over to another sign-in, nothing is started any more.
 */
export function trackedOperations(
  desk: Pick<OperationTracker, "begin" | "outcome">,
  operations: Operations,
  tenantOf: TenantOf,
): Operations {
  return {
    begin: (spec, signal) =>
      desk.begin((current) => {
        if (current !== operations) throw armError("aborted", "SignInChanged");
        const tenantId = spec.request.tenantId ?? tenantOf(spec.targetId);
        const request = tenantId === undefined ? spec.request : { ...spec.request, tenantId };
        return operations.begin({ ...spec, request }, signal);
      }),
    watch: (id, { signal = new AbortController().signal, onProgress } = {}) =>
      desk.outcome(id, signal, onProgress),
    list: () => operations.list(),
    forget: (id) => operations.forget(id),
  };
}
