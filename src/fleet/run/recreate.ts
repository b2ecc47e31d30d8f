import { mapWithConcurrency } from "../../arm/async/mapWithConcurrency";
import { armError, type ArmError } from "../../arm/errors";
import { machineRequests } from "../../arm/resources/arc/hybridCompute";
import { virtualMachineRequests } from "../../arm/resources/networkCloud/networkCloud";
import { withSignal } from "../../arm/http/pages";
import { createQuotaGate, graphPages } from "../../arm/inventory/resourceGraph";
import { resourceKey } from "../../arm/resources/resourceId";
import { readObject, readString } from "../../arm/decode";
import { say } from "../../l10n/sentence";
import type { FleetPorts } from "./deployFleet";
import type { FleetVm } from "../fleet";
import { retryTransient } from "./retryTransient";

const atOnce = 4;
const pollMs = 15_000;
/** Deleting a VM takes a minute and a half in recorded traffic. */
const patienceMs = 30 * 60_000;

/**
 * Deletes these VMs with their Arc machines and waits until the VMs are gone, looking at all of them in one query.
 * Throws `ArmError`, also when a VM does not go.
 */
export async function deleteVms(ports: FleetPorts, vms: readonly FleetVm[]): Promise<void> {
  const { client, signal } = ports;
  await mapWithConcurrency(vms, atOnce, async (vm) => {
    await retryTransient(ports, () =>
      client.send(withSignal({ ...virtualMachineRequests.delete(vm.id), allowEmpty: true }, signal)),
    );
    ports.tell?.({ kind: "deleted", name: vm.target.vmName });
  });
  await untilGone(ports, vms);
  // Not before: a script that is still running would make the machine again.
  await mapWithConcurrency(vms, atOnce, async (vm) => {
    await retryTransient(ports, () =>
      client.send(withSignal({ ...machineRequests.delete(vm.machineId), allowEmpty: true }, signal)),
    );
  });
}

async function untilGone(ports: FleetPorts, vms: readonly FleetVm[]): Promise<void> {
  const until = ports.clock.now() + patienceMs;
  const gate = createQuotaGate(ports.clock);
  const subscriptions = [...new Set(vms.map(({ target }) => target.subscriptionId))];
  const query =
    "resources | where type =~ 'microsoft.networkcloud/virtualmachines' | project id | order by id asc";
  const wanted = new Set(vms.map(({ id }) => resourceKey(id)));
  while (wanted.size > 0) {
    await ports.clock.sleep(pollMs, ports.signal);
    const there = new Set<string>();
    for await (const page of graphPages(ports.client, query, subscriptions, gate, ports.signal))
      for (const row of page) there.add(resourceKey(readString(readObject(row)["id"]) ?? ""));
    for (const key of [...wanted]) if (!there.has(key)) wanted.delete(key);
    if (wanted.size > 0 && ports.clock.now() > until) throw stillThere(wanted.size);
  }
}

function stillThere(count: number): ArmError {
  return armError(
    "operationFailed",
    "DeleteTimeout",
    {},
    {
      causeText: say`${count} VMs should have been deleted, and still exist after half an hour.`,
      nextMove: say`Check their state in the portal, then deploy the fleet again.`,
      retryable: true,
    },
  );
}
