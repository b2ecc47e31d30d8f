import { textAt, type JsonObject } from "../state/json";
import type { Guest } from "./guests";
import { withProperties, type Resource } from "../state/resource";
import { lasting, timestamp, type World } from "../state/world";
import { readPlan } from "./plan";

/** Azure's seconds from power-on to the first line of user data. */
const bootSeconds = 20;
/** Azure calls a machine Disconnected after 15 to 30 minutes without a heartbeat (agent documentation). */
const silenceSeconds = 20 * 60;
/** Heartbeats come every five minutes; the first one after a start comes sooner. */
const returnSeconds = 60;

/** Remembers what the inside of a new VM will need: the identity of its birth and the plan in its user data, but not the data. */
export function plantGuest(world: World, machine: Resource, properties: JsonObject): void {
  const plan = readPlan(textAt(properties, "userDataContent") ?? textAt(properties, "userData"));
  world.guests.put({
    virtualMachine: machine.id,
    createdWith: machine.identity ?? null,
    ...(plan !== undefined && { plan }),
    stage: "idle",
    attempts: 0,
    startedAt: world.now(),
    reports: {},
  });
}

/** The VM runs: first boot starts its plan, a later one continues with it; an agent that was connected comes back. */
export function startGuest(world: World, virtualMachine: string): void {
  const machine = arcMachineOf(world, virtualMachine);
  world.schedule.cancel((event) => event.kind === "agentSilent" && event.machine === machine);
  if (machine !== undefined && textAt(world.store.get(machine)?.properties, "status") === "Disconnected")
    world.schedule.add({ kind: "agentBack", at: world.now() + lasting(world, returnSeconds), machine });
  const guest = world.guests.get(virtualMachine);
  if (guest?.plan === undefined || !hasWork(guest)) return;
  if (guest.stage === "idle") world.guests.put({ ...guest, stage: 4, startedAt: world.now() });
  world.schedule.cancel((event) => event.kind === "guest" && event.virtualMachine === guest.virtualMachine);
  world.schedule.add({
    kind: "guest",
    at: world.now() + lasting(world, bootSeconds),
    virtualMachine: guest.virtualMachine,
  });
}

function hasWork(guest: Guest): boolean {
  return guest.stage !== "connected" && guest.stage !== "failed" && guest.stage !== "waiting";
}

/** A new disk: the next boot is a first boot, and what the agent and the script had kept is gone. */
export function wipeGuest(world: World, virtualMachine: string): void {
  const guest = world.guests.get(virtualMachine);
  if (guest === undefined) return;
  const { virtualMachine: id, createdWith, plan } = guest;
  world.guests.put({
    virtualMachine: id,
    createdWith,
    ...(plan !== undefined && { plan }),
    stage: "idle",
    attempts: 0,
    startedAt: world.now(),
    reports: {},
  });
}

/** The VM is off or gone: after a while without heartbeats its Arc machine is Disconnected. */
export function silenceAgent(world: World, virtualMachine: string): void {
  const machine = arcMachineOf(world, virtualMachine);
  if (machine === undefined || textAt(world.store.get(machine)?.properties, "status") !== "Connected") return;
  world.schedule.cancel((event) => event.kind === "agentBack" && event.machine === machine);
  world.schedule.add({ kind: "agentSilent", at: world.now() + lasting(world, silenceSeconds), machine });
}

export function setAgentStatus(world: World, machine: string, status: string): void {
  const resource = world.store.get(machine);
  if (resource === undefined) return;
  world.store.put(withProperties(resource, { status, lastStatusChange: timestamp(world.now()) }));
}

function arcMachineOf(world: World, virtualMachine: string): string | undefined {
  return textAt(world.store.get(virtualMachine)?.hidden, "arcMachine");
}
