import { createArmClient, type PipelineArmClient } from "../../../src/arm/http/pipeline";
import { practiceCloud } from "../../../src/arm/cloud";
import { createOperations, type Operations } from "../../../src/arm/operations/operation";
import { memoryOperationStore, type OperationStore } from "../../../src/arm/operations/operationStore";
import type { Enrollment } from "../../../src/enrollment/record/record";
import type { KeyVault, RunEvent, RunPorts } from "../../../src/enrollment/run/runner";
import { sendAction } from "../../../src/enrollment/actions/sendAction";
import type { TargetInput } from "../../../src/enrollment/target/target";
import type { VirtualMachineInput } from "../../../src/enrollment/target/virtualMachineInput";
import { ManualClock } from "../../../src/practice/state/clock";
import { createPracticeCloud, type PracticeCloud, type PracticeOptions } from "../../../src/practice/cloud";
import { practiceCredential, practiceHttpClient } from "../../../src/practice/http/transport";

const subscriptionId = "11111111-aaaa-4bbb-8ccc-000000000001";
const site = `/subscriptions/${subscriptionId}/resourceGroups/core-london`;

/** Choices for a VM at the practice cloud's site. */
export const practiceVm: VirtualMachineInput = {
  customLocation: `/subscriptions/${subscriptionId}/resourceGroups/core-london-HostedResources/providers/Microsoft.ExtendedLocation/customLocations/core-london-cl`,
  adminUsername: "azureuser",
  cloudServicesNetworkId: `${site}/providers/Microsoft.NetworkCloud/cloudServicesNetworks/core-london-csn`,
  cpuCores: 4,
  memorySizeGB: 8,
  diskSizeGB: 64,
  vmImage: "practice.azurecr.io/ubuntu:24.04",
};

/** A target in an empty resource group of the practice cloud. */
export function practiceTarget(more: TargetInput): TargetInput {
  const group = "lab";
  return {
    cloud: "public",
    tenantId: "22222222-aaaa-4bbb-8ccc-000000000001",
    subscriptionId,
    resourceGroup: group,
    location: "uksouth",
    vmName: "lab01",
    ...(more.identity === "user" && {
      userAssignedIdentityId: `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/enroll-lab`,
    }),
    ...more,
  };
}

/** The practice cloud behind the real pipeline and operations, on a clock that never waits, with an empty resource group. */
export interface Setup {
  readonly cloud: PracticeCloud;
  readonly clock: ManualClock;
  readonly client: PipelineArmClient;
  readonly ports: RunPorts;
  readonly keys: Map<string, string>;
  readonly saved: Enrollment[];
  readonly events: RunEvent[];
  /** The same Azure and the same saved things, as a window sees them after a reload. */
  readonly reload: () => Setup;
}

export async function openSetup(options: PracticeOptions = {}): Promise<Setup> {
  const clock = new ManualClock();
  const cloud = createPracticeCloud({ clock, speed: 1, ...options });
  const setup = enter(cloud, clock, memoryOperationStore(), new Map(), []);
  await setup.client.send({
    method: "PUT",
    path: `/subscriptions/${subscriptionId}/resourceGroups/lab`,
    apiVersion: "2021-04-01",
    body: { location: "uksouth" },
  });
  return setup;
}

function enter(
  cloud: PracticeCloud,
  clock: ManualClock,
  store: OperationStore,
  keys: Map<string, string>,
  saved: Enrollment[],
): Setup {
  const client = createArmClient({
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient: practiceHttpClient(cloud),
    clock,
  });
  const operations: Operations = createOperations({ client, store, clock });
  const events: RunEvent[] = [];
  const vault: KeyVault = {
    keep: (id, key) => Promise.resolve(void keys.set(id, key)),
    has: (id) => Promise.resolve(keys.has(id)),
    erase: (id) => Promise.resolve(void keys.delete(id)),
  };
  const ports: RunPorts = {
    client,
    send: (action, signal) => sendAction({ client, operations }, action, signal),
    keys: vault,
    save: (enrollment) => Promise.resolve(void saved.push(enrollment)),
    now: () => new Date(clock.now()),
    wait: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    tell: (event) => void events.push(event),
  };
  const reload = (): Setup => enter(cloud, clock, store, keys, saved);
  return { cloud, clock, client, ports, keys, saved, events, reload };
}
