import { associate, networksOf } from "../networkCloud/networks";
import { completeFabric, failFabric, removeFabric } from "../networkCloud/fabricKind";
import { setPower, virtualMachineType } from "../networkCloud/virtualMachines";
import { silenceAgent, startGuest, wipeGuest } from "../guest/boot";
import { completeCompute, isCompute, removeCompute } from "../identities/compute";
import { withProperties } from "./resource";
import { textAt } from "./json";
import { assignRelay } from "../arc/hybridConnectivity";
import type { Operation } from "../engine/operationStore";
import type { World } from "./world";

/** Does to the world what an operation that has just ended does. */
export function settleOperation(world: World, operation: Operation): void {
  if (operation.outcome !== "Succeeded") {
    if (operation.form === "compute") completeCompute(world, operation.resourceId, operation.outcome);
    else if (operation.verb !== "POST")
      failFabric(world, operation.resourceId, operation.outcome, textAt(operation.error, "message") ?? "");
    return;
  }
  succeed(world, operation);
}

function succeed(world: World, operation: Operation): void {
  const id = operation.resourceId;
  const { effect } = operation;
  switch (effect.kind) {
    case "created":
      completeFabric(world, id, true);
      associateMachine(world, id, true);
      return;
    case "updated":
      completeFabric(world, id, false);
      return;
    case "deleted":
      removeResource(world, id);
      return;
    case "computed":
      completeCompute(world, id, "Succeeded");
      return;
    case "groupDeleted":
      for (const resource of [...world.store.under(id)]) removeResource(world, resource.id);
      world.store.delete(id);
      return;
    case "clusterDeployed":
      deployCluster(world, id);
      return;
    case "powered":
      setPower(world, id, effect.on);
      return;
    case "restarted":
      startGuest(world, id);
      return;
    case "reimaged":
      wipeGuest(world, id);
      startGuest(world, id);
      return;
    case "relayAssigned":
      assignRelay(world, id, effect.machine, effect.relayType);
      return;
    case "deployed":
    case "nothing":
      return;
  }
}

function associateMachine(world: World, id: string, uses: boolean): void {
  const machine = world.store.get(id);
  if (machine?.type !== virtualMachineType) return;
  for (const network of networksOf(machine)) associate(world, network, id, uses);
}

/** Whatever the type, with what hangs on it. */
function removeResource(world: World, id: string): void {
  const resource = world.store.get(id);
  if (resource === undefined) return;
  if (isCompute(resource)) {
    removeCompute(world, resource);
    return;
  }
  world.directory.remove(textAt(resource.properties, "principalId") ?? "");
  silenceAgent(world, id);
  associateMachine(world, id, false);
  removeFabric(world, id);
  world.guests.remove(id);
}

function deployCluster(world: World, id: string): void {
  const cluster = world.store.get(id);
  if (cluster === undefined) return;
  world.store.put(
    withProperties(cluster, {
      clusterConnectionStatus: "Connected",
      detailedStatus: "Running",
      detailedStatusMessage: "Cluster is up and running.",
    }),
  );
}
