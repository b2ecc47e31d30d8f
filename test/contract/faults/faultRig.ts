/** The practice cloud behind the real pipeline, and the three things that a user does when a fault strikes. */
import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { practiceCloud } from "../../../src/arm/cloud";
import { ArmError, type ArmErrorKind } from "../../../src/arm/errors";
import { sendShortAction } from "../../../src/enrollment/actions/sendAction";
import { loadInventory } from "../../../src/arm/inventory/inventory";
import { createOperations, type Operations } from "../../../src/arm/operations/operation";
import type { OperationRecord } from "../../../src/arm/operations/operationRecord";
import { memoryOperationStore } from "../../../src/arm/operations/operationStore";
import {
  createArmClient,
  type ArmClientOptions,
  type PipelineArmClient,
} from "../../../src/arm/http/pipeline";
import {
  beginAssignRelay,
  beginCreateVirtualMachine,
} from "../../../src/arm/operations/virtualMachineOperations";
import { ManualClock } from "../../../src/practice/state/clock";
import { createPracticeCloud, type PracticeCloud } from "../../../src/practice/cloud";
import { practiceCredential, practiceHttpClient } from "../../../src/practice/http/transport";
import { AccountRouter } from "../../../src/session/account/accountRouter";
import { MachineList } from "../../../src/rows/machines/machineList";

/** What a user must be told, wherever the fault strikes. */
export interface Told {
  readonly kind: ArmErrorKind;
  readonly cause: RegExp;
  readonly next: RegExp;
  readonly retryable: boolean;
}

export interface Rig {
  readonly cloud: PracticeCloud;
  readonly client: PipelineArmClient;
  readonly operations: Operations;
  readonly clock: ManualClock;
  /** A VM whose machine waits to be connected, and a machine that does not exist yet. */
  readonly vmId: string;
  readonly machineId: string;
  readonly newMachineId: string;
}

/** Its clock never waits. */
export async function rig(options: Partial<ArmClientOptions> = {}): Promise<Rig> {
  const clock = new ManualClock();
  const cloud = createPracticeCloud({ clock });
  const common = {
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient: practiceHttpClient(cloud),
    clock,
  };
  const client = createArmClient({ ...common, retry: { attempts: 3 }, ...options });
  const { virtualMachines, machines } = await loadInventory(createArmClient(common), { clock });
  const machine = machines.find(({ name }) => name === "nrf01");
  const vm = virtualMachines.find(({ name }) => name === "nrf01");
  assert.ok(machine !== undefined && vm !== undefined);
  return {
    cloud,
    client,
    clock,
    operations: createOperations({ client, store: memoryOperationStore(), clock }),
    vmId: vm.id,
    machineId: machine.id,
    newMachineId: machine.id.replace(/nrf01$/, "fresh01"),
  };
}

/** The error of the row that the tree shows instead of machines. */
async function treeError({ client }: Pick<Rig, "client">): Promise<ArmError> {
  const list = new MachineList("subscription", { repaint: () => undefined, statusChanged: () => undefined });
  list.setSource(
    new AccountRouter({
      cloud: () => client.cloud,
      connect: () => Promise.resolve([{ id: "operator", label: "Operator", client }]),
      knowledge: () => [],
      log: () => undefined,
    }),
  );
  await list.reload();
  assert.equal(list.status.loading, false, "the tree does not keep on loading");
  const problem = (await list.children()).find((node) => node.kind === "problem");
  assert.ok(problem !== undefined, "the tree is not silently empty");
  const error = list.problem(problem.problemId)?.error;
  assert.ok(error !== undefined);
  const { description, spoken } = list.present(problem);
  assert.equal(description, error.causeText);
  assert.ok(spoken.includes(error.nextMove));
  return error;
}

export function beginRelay({ operations, vmId, machineId }: Rig): Promise<OperationRecord> {
  return beginAssignRelay(operations, vmId, { machineId, relayType: "Platform" });
}

const machineKey = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "pkcs1", format: "der" },
  privateKeyEncoding: { type: "pkcs1", format: "der" },
}).publicKey.toString("base64");

function machineError({ client, newMachineId }: Rig): Promise<ArmError> {
  return thrown(
    sendShortAction(client, {
      kind: "createMachine",
      id: newMachineId,
      machine: { location: "uksouth", clientPublicKey: machineKey, vmId: randomUUID() },
    }),
  );
}

/** Starts to make a VM beside the one that there is. */
export async function beginVm({ client, operations, vmId }: Rig): Promise<OperationRecord> {
  const { getVirtualMachine } = await import("../../../src/arm/resources/networkCloud/networkCloud");
  const like = await getVirtualMachine(client, vmId);
  const [network] = like.networkAttachments;
  return beginCreateVirtualMachine(operations, vmId.replace(/nrf01$/, "fresh01"), {
    location: like.location ?? "",
    customLocation: like.extendedLocation ?? "",
    adminUsername: "azureuser",
    cloudServicesNetworkId: like.cloudServicesNetworkAttachment?.attachedNetworkId ?? "",
    networks: [{ networkId: network?.attachedNetworkId ?? "", ipAllocationMethod: "Dynamic" }],
    cpuCores: 2,
    memorySizeGB: 4,
    osDisk: { diskSizeGB: 20 },
    vmImage: like.vmImage ?? "",
  });
}

export interface Flow {
  /** Of a fault rule: the requests of this flow. */
  readonly pattern: string;
  readonly run: (rig: Rig) => Promise<ArmError>;
}

export const flows = {
  "the tree": { pattern: "*", run: treeError },
  "relay assignment": { pattern: "POST */assignRelay", run: (it) => thrown(beginRelay(it)) },
  "machine creation": { pattern: "PUT */machines/*", run: machineError },
} as const satisfies Readonly<Record<string, Flow>>;

export async function thrown(work: Promise<unknown>): Promise<ArmError> {
  try {
    const result = await work;
    assert.fail(`no error but ${JSON.stringify(result)}`);
  } catch (error) {
    assert.ok(error instanceof ArmError, String(error));
    return error;
  }
}

export function check(error: ArmError, told: Told): void {
  assert.equal(error.kind, told.kind);
  assert.match(error.causeText, told.cause);
  assert.match(error.nextMove, told.next);
  assert.equal(error.retryable, told.retryable);
  assert.match(error.correlationId ?? "", /^[0-9a-f-]{36}$/);
}

/** No operation is left that is in progress for nobody. */
export async function assertNothingRuns(operations: Operations): Promise<void> {
  for (const { id, phase } of await operations.list()) {
    if (phase !== "ended") assert.notEqual((await operations.watch(id)).state, "running");
  }
  assert.ok((await operations.list()).every(({ phase }) => phase === "ended"));
}
