import {
  cloudServicesNetworkRequests,
  type CloudServicesNetworkChange,
} from "../resources/networkCloud/cloudServicesNetwork";
import type { Operations } from "./operation";
import type { OperationRecord } from "./operationRecord";
import { beginNetworkCloud, type BeginOptions } from "./virtualMachineOperations";

/**
 * Starts to change a cloud services network, for example to add egress endpoints: give the whole list, the old ones
 * among them. Throws `ArmError` or `ResourceIdError`.
 */
export function beginUpdateCloudServicesNetwork(
  operations: Operations,
  id: string,
  change: CloudServicesNetworkChange,
  options: BeginOptions = {},
): Promise<OperationRecord> {
  const request = cloudServicesNetworkRequests.update(id, change);
  return beginNetworkCloud(operations, "updateCloudServicesNetwork", id, request, options);
}
