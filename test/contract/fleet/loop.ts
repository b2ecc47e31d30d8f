import type { ArmClient } from "../../../src/arm/client";
import type { Clock } from "../../../src/arm/clock";
import { readObject, readString } from "../../../src/arm/decode";
import { ArmError } from "../../../src/arm/errors";
import { machineRequests } from "../../../src/arm/resources/arc/hybridCompute";
import { virtualMachineRequests } from "../../../src/arm/resources/networkCloud/networkCloud";
import { retryAfterMs } from "../../../src/arm/http/retryAfter";
import { readVirtualMachine } from "../../../src/enrollment/target/virtualMachineInput";
import type { FleetVm } from "../../../src/fleet/fleet";
import { userDataOf } from "../../../src/fleet/template/vmBody";

/** What a script on a laptop would do: makes one VM, polls its operation, polls its Arc machine until it is Connected. */
export async function enrollOne(client: ArmClient, clock: Clock, vm: FleetVm): Promise<void> {
  const userDataContent = userDataOf(vm);
  const reading = readVirtualMachine(
    vm.input,
    vm.target,
    userDataContent === undefined ? {} : { userDataContent },
  );
  if (!reading.ok) throw new Error(`${vm.target.vmName} is incomplete`);
  const begun = await client.send(virtualMachineRequests.create(vm.id, reading.vm));
  const path = begun.headers["azure-asyncoperation"] ?? "";
  for (let status = "Accepted"; status !== "Succeeded";) {
    await clock.sleep(10_000);
    const look = await client.send({ method: "GET", path });
    status = readString(readObject(look.body)["status"]) ?? "";
    await clock.sleep(Math.max(0, (retryAfterMs(look.headers, clock.now()) ?? 0) - 10_000));
  }
  while (!(await isConnected(client, vm))) await clock.sleep(15_000);
}

async function isConnected(client: ArmClient, vm: FleetVm): Promise<boolean> {
  try {
    const { body } = await client.send(machineRequests.get(vm.machineId));
    return readString(readObject(readObject(body)["properties"])["status"]) === "Connected";
  } catch (error) {
    if (error instanceof ArmError && error.kind === "notFound") return false;
    throw error;
  }
}
