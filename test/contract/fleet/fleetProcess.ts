/**
 * A process of its own that deploys a fleet, until it is done, closed (SIGTERM) or killed. Called with one argument, the JSON of
 * `FleetTask`. Writes one line for each event, and at its end `done` or `closed`.
 */
import { practiceCloud } from "../../../src/arm/cloud";
import type { Clock } from "../../../src/arm/clock";
import { isAborted } from "../../../src/arm/errors";
import { createArmClient } from "../../../src/arm/http/pipeline";
import type { FleetPorts } from "../../../src/fleet/run/deployFleet";
import { deployFleet } from "../../../src/fleet/run/fleetRun";
import type { PlanOptions } from "../../../src/fleet/plan/planFleet";
import { readFleet } from "../../../src/fleet/file/readFleet";
import { fastClock } from "./fastClock";

export interface FleetTask {
  readonly url: string;
  readonly token: string;
  readonly text: string;
  /** Of the clock that the practice cloud has too. */
  readonly epoch: number;
  readonly speed: number;
  readonly recreate: NonNullable<PlanOptions["recreate"]>;
}

export function portsOf(
  { url, token, epoch, speed }: Pick<FleetTask, "url" | "token" | "epoch" | "speed">,
  more: Pick<FleetPorts, "tell" | "signal"> = {},
): FleetPorts {
  const clock: Clock = fastClock(epoch, speed);
  const client = createArmClient({
    cloud: { ...practiceCloud, resourceManager: url },
    credential: {
      getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 86_400_000 }),
    },
    proxy: { kind: "none" },
    clock,
  });
  return { client, clock, ...more };
}

async function main(argument: string): Promise<void> {
  const task = JSON.parse(argument) as FleetTask;
  const { fleet } = readFleet(task.text);
  if (fleet === undefined) throw new Error("The fleet file is wrong.");
  const closing = new AbortController();
  process.on("SIGTERM", () => {
    closing.abort();
  });
  const ports = portsOf(task, {
    signal: closing.signal,
    tell: ({ kind }) => process.stdout.write(`${kind}\n`),
  });
  try {
    await deployFleet(ports, fleet, { recreate: task.recreate });
    process.stdout.write("done\n");
  } catch (error) {
    if (!isAborted(error)) throw error;
    process.stdout.write("closed\n");
  }
  process.exit(0);
}

const [, script, argument] = process.argv;
if (script?.endsWith("fleetProcess.ts") === true && argument !== undefined) await main(argument);
