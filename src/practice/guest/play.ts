import { guestSteps, type Guest, type GuestStep } from "./guests";
import { textAt } from "../state/json";
import { lasting, type World } from "../state/world";
import { stepSeconds, tryStep, type StepResult } from "./steps";

/** The script gives up after about ten minutes of trying one step. */
const maxAttempts = 20;

/** Plays the next moment of a VM's first boot, and schedules the one after. A VM that is off does nothing. */
export function playGuest(world: World, virtualMachine: string): void {
  const guest = world.guests.get(virtualMachine);
  const machine = world.store.get(virtualMachine);
  if (
    guest?.plan === undefined ||
    typeof guest.stage !== "number" ||
    textAt(machine?.properties, "powerState") !== "On"
  )
    return;
  const step = guest.stage;
  const running = guest.reports[step] === undefined;
  if (running) {
    const reports = { ...guest.reports, [step]: { state: "running" as const, at: world.now() } };
    world.guests.put({ ...guest, reports });
    again(world, virtualMachine, stepSeconds[step]);
    return;
  }
  take(world, guest, step, tryStep(world, guest, guest.plan, step));
}

function take(world: World, guest: Guest, step: GuestStep, result: StepResult): void {
  const at = world.now();
  switch (result.kind) {
    case "again":
      if (guest.attempts + 1 >= maxAttempts) fail(world, { ...guest, ...result.change }, step, result.why);
      else {
        world.guests.put({ ...guest, ...result.change, attempts: guest.attempts + 1 });
        again(world, guest.virtualMachine, result.after);
      }
      return;
    case "failed":
      fail(world, guest, step, result.why);
      return;
    case "done": {
      const note = result.note === undefined ? {} : { note: result.note };
      const state = result.stop === "waiting" ? ("running" as const) : ("done" as const);
      const reports = { ...guest.reports, [step]: { state, at, ...note } };
      const next = result.stop ?? guestSteps[guestSteps.indexOf(step) + 1] ?? "connected";
      world.guests.put({ ...guest, ...result.change, reports, attempts: 0, stage: next });
      if (typeof next === "number") again(world, guest.virtualMachine, 0);
      return;
    }
  }
}

function fail(
  world: World,
  guest: Guest,
  step: GuestStep,
  why: { readonly code: string; readonly cause: string; readonly next: string },
): void {
  const reports = { ...guest.reports, [step]: { state: "failed" as const, at: world.now(), ...why } };
  world.guests.put({ ...guest, reports, stage: "failed" });
}

function again(world: World, virtualMachine: string, seconds: number): void {
  world.schedule.add({ kind: "guest", at: world.now() + lasting(world, seconds), virtualMachine });
}
