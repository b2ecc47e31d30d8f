import { textAt } from "../json";
import { withProperties, type Resource } from "../resource";
import { lasting, timestamp, type World } from "../world";

/** Keeps what the inside of a new VM will need; its user data is read once and not kept. */
export function plantGuest(world: World, machine: Resource): void {
  world.guests.put({ virtualMachine: machine.id });
}

/** The VM runs: its guest goes on, or starts. */
export function restartGuest(world: World, machine: Resource): void {
  world.schedule.cancel((event) => event.kind === "agentSilent" && event.machine === machine.id);
}

/** The VM is off or gone: Azure calls its Arc machine Disconnected after 15 to 30 minutes without a heartbeat. */
export function silenceAgent(world: World, virtualMachine: string): void {
  const machine = textAt(world.store.get(virtualMachine)?.hidden, "arcMachine");
  if (machine === undefined) return;
  world.schedule.add({ kind: "agentSilent", at: world.now() + lasting(world, 20 * 60), machine });
}

export function setAgentStatus(world: World, machine: string, status: string): void {
  const resource = world.store.get(machine);
  if (resource === undefined) return;
  world.store.put(withProperties(resource, { status, lastStatusChange: timestamp(world.now()) }));
}
