import { computeRequests } from "../resources/compute";
import type { Json } from "../decode";
import type { Operations } from "./operation";
import type { OperationRecord } from "./operationRecord";
import { apiVersions } from "../versions";
import type { BeginOptions } from "./virtualMachineOperations";

/** Starts to change the identities of an Azure VM or scale set; `identity` is that of the PATCH. Throws `ArmError`. */
export function beginComputeIdentity(
  operations: Operations,
  id: string,
  identity: Json,
  { signal }: BeginOptions = {},
): Promise<OperationRecord> {
  const spec = {
    kind: "updateComputeIdentity",
    targetId: id,
    apiVersion: apiVersions.compute,
    request: computeRequests.patchIdentity(id, identity),
  } as const;
  return operations.begin(spec, signal);
}
