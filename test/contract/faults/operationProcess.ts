/**
 * A process of its own that starts one operation and watches it, until it is done or killed.
 * Called with one argument, the JSON of `OperationTask`. Writes `ready` when it is about to start, and `done`.
 */
import { createArmClient } from "../../../src/arm/http/pipeline";
import { practiceCloud } from "../../../src/arm/cloud";
import { createOperations, type Operations } from "../../../src/arm/operations/operation";
import { fileOperationStore } from "../../../src/arm/operations/operationFiles";
import type { OperationRecord } from "../../../src/arm/operations/operationRecord";
import type { NewVirtualMachine } from "../../../src/arm/resources/networkCloud/virtualMachineBody";
import {
  beginAssignRelay,
  beginCreateVirtualMachine,
} from "../../../src/arm/operations/virtualMachineOperations";

export type Work =
  | { readonly kind: "assignRelay"; readonly vmId: string; readonly machineId: string }
  | { readonly kind: "create"; readonly vmId: string; readonly vm: NewVirtualMachine };

export interface OperationTask {
  readonly url: string;
  readonly token: string;
  readonly folder: string;
  readonly work: Work;
}

export function operationsOf({ url, token, folder }: OperationTask): Operations {
  const client = createArmClient({
    cloud: { ...practiceCloud, resourceManager: url },
    credential: {
      getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
    },
    proxy: { kind: "none" },
  });
  return createOperations({ client, store: fileOperationStore(folder) });
}

export function beginWork(operations: Operations, work: Work): Promise<OperationRecord> {
  return work.kind === "assignRelay"
    ? beginAssignRelay(operations, work.vmId, { machineId: work.machineId, relayType: "Platform" })
    : beginCreateVirtualMachine(operations, work.vmId, work.vm);
}

async function main(argument: string): Promise<void> {
  const task = JSON.parse(argument) as OperationTask;
  const operations = operationsOf(task);
  // Load what is loaded on first use, so that the kill meets the operation and not the loading.
  await import("@azure/core-rest-pipeline");
  process.stdout.write("ready\n");
  const record = await beginWork(operations, task.work);
  await operations.watch(record.id);
  process.stdout.write("done\n");
  process.exit(0);
}

const [, script, argument] = process.argv;
if (script?.endsWith("operationProcess.ts") === true && argument !== undefined) await main(argument);
