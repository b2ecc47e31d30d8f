import type { Answer } from "../engine/call";
import type { JsonObject } from "./json";
import type { Identity } from "../authorization/token";
import type { PracticeClock } from "./clock";
import type { DeploymentStore } from "../deployments/deploymentStore";
import type { Directory } from "../authorization/directory";
import type { Guests } from "../guest/guests";
import type { OperationStore } from "../engine/operationStore";
import type { Random } from "./random";
import type { Schedule } from "./schedule";
import type { Store } from "./store";

/** The whole state of a practice cloud. Everything but the clock is plain data underneath and can be saved. */
export interface World {
  readonly store: Store;
  readonly directory: Directory;
  readonly operations: OperationStore;
  readonly deployments: DeploymentStore;
  readonly schedule: Schedule;
  readonly guests: Guests;
  readonly random: Random;
  readonly clock: PracticeClock;
  /** How many times faster than in Azure things happen. */
  readonly speed: number;
  /** A request from inside a VM, answered at once; `reset` when a fault breaks the connection. */
  ask(request: {
    readonly identity: Identity;
    readonly method: string;
    /** From Resource Manager's root, with its query. */
    readonly path: string;
    readonly body: JsonObject | undefined;
  }): Answer | "reset";
  /** Milliseconds since 1970: the clock's time, or the time of the event that is being played. */
  now(): number;
}

/** Azure's `seconds` in practice milliseconds. */
export function lasting(world: World, seconds: number): number {
  return (seconds * 1000) / world.speed;
}

let lastTime = Number.NaN;
let lastText = "";

/** A time as ARM writes it: seven decimals. The last one is remembered: seeds and operations ask for the same again and again. */
export function timestamp(milliseconds: number): string {
  if (milliseconds !== lastTime) {
    lastTime = milliseconds;
    lastText = new Date(milliseconds).toISOString().replace("Z", "0000Z");
  }
  return lastText;
}
