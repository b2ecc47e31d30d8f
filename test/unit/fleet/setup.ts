import { practiceCloud } from "../../../src/arm/cloud";
import type { ArmClient } from "../../../src/arm/client";
import { createArmClient } from "../../../src/arm/http/pipeline";
import type { FleetEvent, FleetPorts } from "../../../src/fleet/run/deployFleet";
import type { Fleet } from "../../../src/fleet/fleet";
import { readFleet } from "../../../src/fleet/file/readFleet";
import { ManualClock } from "../../../src/practice/state/clock";
import { createPracticeCloud, type PracticeCloud, type PracticeOptions } from "../../../src/practice/cloud";
import { practiceCredential, practiceHttpClient } from "../../../src/practice/http/transport";

/** The practice cloud behind the real pipeline, on a clock that never waits, and everything that was sent to it. */
export interface FleetSetup {
  readonly cloud: PracticeCloud;
  readonly clock: ManualClock;
  readonly client: ArmClient;
  readonly ports: FleetPorts;
  readonly events: FleetEvent[];
  /** `METHOD path` of every request, without query. */
  readonly sent: string[];
  /** Lets `seconds` of Azure's time pass in the practice cloud. */
  readonly pass: (seconds: number) => void;
}

export function openFleetSetup(options: PracticeOptions = {}): FleetSetup {
  const clock = new ManualClock();
  const inner = createPracticeCloud({ clock, speed: 1, ...options });
  const sent: string[] = [];
  const cloud: PracticeCloud = {
    ...inner,
    handle: (request, signal) => {
      sent.push(`${request.method} ${decodeURIComponent(new URL(request.url).pathname)}`);
      return inner.handle(request, signal);
    },
  };
  const client = createArmClient({
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient: practiceHttpClient(cloud),
    clock,
  });
  const events: FleetEvent[] = [];
  return {
    cloud,
    clock,
    client,
    sent,
    events,
    ports: { client, clock, tell: (event) => void events.push(event) },
    pass: (seconds) => {
      clock.advance(seconds * 1000);
      inner.settle();
    },
  };
}

/** A fleet that must be right. */
export function fleetOf(text: string): Fleet {
  const { fleet, findings } = readFleet(text);
  if (fleet === undefined) throw new Error(JSON.stringify(findings.slice(0, 5)));
  return fleet;
}
