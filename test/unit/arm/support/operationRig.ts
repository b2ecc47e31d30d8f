import assert from "node:assert/strict";
import type { ArmRequest } from "../../../../src/arm/client";
import { armError, ArmError } from "../../../../src/arm/errors";
import { createOperations, type Operations } from "../../../../src/arm/operations/operation";
import { memoryOperationStore, type OperationStore } from "../../../../src/arm/operations/operationStore";
import type { NewVirtualMachine } from "../../../../src/arm/resources/networkCloud/virtualMachineBody";
import { fakeArm, ok, type Answer, type FakeArm } from "./fakeArm";
import { steppedClock, type SteppedClock } from "./steppedClock";

const subscription = "/subscriptions/00000000-0000-4000-8000-000000000001";
export const vm = `${subscription}/resourceGroups/rg/providers/Microsoft.NetworkCloud/virtualMachines/vm1`;
export const machineId = `${subscription}/resourceGroups/rg/providers/Microsoft.HybridCompute/machines/vm1`;
export const relay = { machineId, relayType: "Platform" };
export const statusUrl = `https://management.azure.com${subscription}/providers/Microsoft.NetworkCloud/locations/UKSOUTH/operationStatuses/1*2?api-version=2025-09-01&t=1&s=SIGNED`;
export const locationUrl = `${statusUrl}&location`;

export const newVm: NewVirtualMachine = {
  location: "uksouth",
  customLocation: `${subscription}/resourceGroups/rg/providers/Microsoft.ExtendedLocation/customLocations/site`,
  adminUsername: "azureuser",
  cloudServicesNetworkId: `${subscription}/resourceGroups/rg/providers/Microsoft.NetworkCloud/cloudServicesNetworks/csn`,
  cpuCores: 2,
  memorySizeGB: 4,
  osDisk: { diskSizeGB: 20 },
  vmImage: "registry.example/ubuntu:1",
  userDataContent: "U0VDUkVU",
};

export interface Rig {
  readonly arm: FakeArm;
  readonly clock: SteppedClock;
  readonly store: OperationStore;
  readonly operations: Operations;
  /** Another process with the same store and the same Azure. */
  readonly another: () => Operations;
  /** How often the work was really started. */
  readonly begun: () => number;
}

/** `answer` may return undefined for what the default Azure shall answer. */
export function rig(
  answer: (request: ArmRequest) => Answer | undefined,
  store = memoryOperationStore(),
): Rig {
  const clock = steppedClock();
  const arm = fakeArm((request) => answer(request) ?? defaultAnswer(request));
  const make = (): Operations => createOperations({ client: arm, store, clock });
  return {
    arm,
    clock,
    store,
    operations: make(),
    another: make,
    begun: () => arm.requests.filter(isStart).length,
  };
}

export const isStart = (request: ArmRequest): boolean => request.method !== "GET";
export const isStatus = (request: ArmRequest): boolean => request.path === statusUrl;
export const isActivity = (request: ArmRequest): boolean => request.path.includes("Microsoft.Insights");

export const accepted: Answer = {
  status: 202,
  headers: { "azure-asyncoperation": statusUrl, location: locationUrl },
};

function defaultAnswer(request: ArmRequest): Answer {
  if (request.method === "PUT")
    return { status: 201, headers: { "azure-asyncoperation": statusUrl }, body: { id: vm } };
  if (isStart(request)) return accepted;
  if (isStatus(request) || request.path === locationUrl)
    return ok({ status: "Succeeded", startTime: "x", endTime: "y", properties: null });
  if (isActivity(request)) return ok({ value: [] });
  return ok({ id: vm, name: "vm1", properties: { provisioningState: "Succeeded" } });
}

/** Answers with these, one after the other; the last one forever. */
export function inTurn(...answers: readonly Answer[]): () => Answer {
  let at = -1;
  return () => answers[(at = Math.min(at + 1, answers.length - 1))]!;
}

export async function failing(work: Promise<unknown>): Promise<ArmError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof ArmError, String(error));
    return error;
  }
  return assert.fail("It should have failed.");
}

/** The answer is lost on the way back. */
export const lost = (): never => {
  throw armError("reset", "ECONNRESET");
};

export const event = (request: ArmRequest, status: string, statusMessage?: string): object => ({
  correlationId: /correlationId eq '([^']+)'/.exec(request.query?.["$filter"] ?? "")?.[1],
  resourceId: vm.toLowerCase(),
  eventTimestamp: `2026-03-02T09:00:0${status === "Accepted" ? 1 : 2}.0000000Z`,
  operationName: { value: "Microsoft.NetworkCloud/virtualMachines/assignRelay/action" },
  status: { value: status },
  properties: { ...(statusMessage !== undefined && { statusMessage }) },
});
