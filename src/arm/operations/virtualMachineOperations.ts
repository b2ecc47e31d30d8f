import type { ArmRequest } from "../client";
import type { Operations } from "./operation";
import type { OperationKind } from "./operationKind";
import type { OperationRecord } from "./operationRecord";
import { virtualMachineRequests, type RelayAssignment } from "../resources/networkCloud/networkCloud";
import type { IdentitySpec } from "../resources/resourceIdentity";
import { apiVersions } from "../versions";
import type { NewVirtualMachine, VirtualMachineChange } from "../resources/networkCloud/virtualMachineBody";

export interface BeginOptions {
  /** The user's cancel. */
  readonly signal?: AbortSignal;
}

/** Starts an operation of Microsoft.NetworkCloud. */
export function beginNetworkCloud(
  operations: Operations,
  kind: OperationKind,
  targetId: string,
  request: ArmRequest,
  { signal }: BeginOptions,
): Promise<OperationRecord> {
  const spec = {
    kind,
    targetId,
    apiVersion: apiVersions.networkCloud,
    request,
  };
  return operations.begin(spec, signal);
}

/** Makes the function that starts an operation which a VM's id says all about. */
function beginner(kind: OperationKind, request: (id: string) => ArmRequest) {
  return (operations: Operations, id: string, options: BeginOptions = {}): Promise<OperationRecord> =>
    beginNetworkCloud(operations, kind, id, request(id), options);
}

/**
 * Starts to make a VM. `If-None-Match: *` lets Azure refuse when one of that name is there, so that none is changed by
 * mistake and none is made twice. Like all functions here it throws `ArmError`, or `ResourceIdError` for a bad id.
 */
export function beginCreateVirtualMachine(
  operations: Operations,
  id: string,
  vm: NewVirtualMachine,
  options: BeginOptions = {},
): Promise<OperationRecord> {
  const request = { ...virtualMachineRequests.create(id, vm), headers: { "If-None-Match": "*" } };
  return beginNetworkCloud(operations, "createVirtualMachine", id, request, options);
}

/** Starts to change tags, identity or registry credentials of a VM. */
export function beginUpdateVirtualMachine(
  operations: Operations,
  id: string,
  change: VirtualMachineChange,
  options: BeginOptions = {},
): Promise<OperationRecord> {
  return beginNetworkCloud(
    operations,
    "updateVirtualMachine",
    id,
    virtualMachineRequests.update(id, change),
    options,
  );
}

/** Starts to give the VM these identities and no others. A VM made without identity support must be created again anyway. */
export function beginUpdateIdentity(
  operations: Operations,
  id: string,
  identity: IdentitySpec,
  options: BeginOptions = {},
): Promise<OperationRecord> {
  return beginUpdateVirtualMachine(operations, id, { identity }, options);
}

export const beginDeleteVirtualMachine = beginner("deleteVirtualMachine", virtualMachineRequests.delete);

/** Starts to put the VM's Arc traffic on the Private Relay (`Platform`), or back (`Public`). */
export function beginAssignRelay(
  operations: Operations,
  id: string,
  relay: RelayAssignment,
  options: BeginOptions = {},
): Promise<OperationRecord> {
  return beginNetworkCloud(
    operations,
    "assignRelay",
    id,
    virtualMachineRequests.assignRelay(id, relay),
    options,
  );
}

export const beginStart = beginner("startVirtualMachine", virtualMachineRequests.start);

/** `skipShutdown`: cut the power at once instead of asking the guest to shut down. */
export function beginPowerOff(
  operations: Operations,
  id: string,
  options: BeginOptions & { readonly skipShutdown?: boolean } = {},
): Promise<OperationRecord> {
  const request = virtualMachineRequests.powerOff(id, options.skipShutdown);
  return beginNetworkCloud(operations, "powerOffVirtualMachine", id, request, options);
}

export const beginRestart = beginner("restartVirtualMachine", virtualMachineRequests.restart);
