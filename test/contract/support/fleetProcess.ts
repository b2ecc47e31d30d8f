/**
 * A process of its own that deploys a fleet, until it is done or killed. Called with one argument, the JSON of `FleetTask`.
 * Writes one line for each event, and `done`.
 */
import { practiceCloud } from "../../../src/arm/cloud";
import type { Clock } from "../../../src/arm/clock";
import { createArmClient } from "../../../src/arm/pipeline";
import type { FleetPorts } from "../../../src/fleet/deployFleet";
import { deployFleet } from "../../../src/fleet/fleetRun";
import { readFleet } from "../../../src/fleet/readFleet";

export interface FleetTask {
  readonly url: string;
  readonly token: string;
  readonly text: string;
  /** How many times faster than Azure the practice cloud is: waits are as much shorter. */
  readonly speed: number;
}

export function portsOf({ url, token, speed }: FleetTask, tell?: FleetPorts["tell"]): FleetPorts {
  const clock: Clock = {
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / speed)),
  };
  const client = createArmClient({
    cloud: { ...practiceCloud, resourceManager: url },
    credential: { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    proxy: { kind: "none" },
  });
  return { client, clock, ...(tell !== undefined && { tell }) };
}

async function main(argument: string): Promise<void> {
  const task = JSON.parse(argument) as FleetTask;
  const { fleet } = readFleet(task.text);
  if (fleet === undefined) throw new Error("The fleet file is wrong.");
  const ports = portsOf(task, ({ kind }) => process.stdout.write(`${kind}\n`));
  await deployFleet(ports, fleet);
  process.stdout.write("done\n");
  process.exit(0);
}

const [, script, argument] = process.argv;
if (script?.endsWith("fleetProcess.ts") === true && argument !== undefined) await main(argument);
