import { newEnrollment } from "../../../src/enrollment/record/record";
import { writeRecord } from "../../../src/enrollment/record/recordFile";
import type { RunEvent } from "../../../src/enrollment/run/runner";
import { readTarget, type EnrollmentTarget } from "../../../src/enrollment/target/target";
import { vmScript } from "../../../src/enrollment/vmScript/vmScript";
import { ManualClock } from "../../../src/practice/state/clock";
import { createPracticeCloud, type PracticeCloud } from "../../../src/practice/cloud";
import type { Random } from "../../../src/practice/state/random";
import { practiceTarget, practiceVm } from "../../unit/enrollment/setup";
import type { Disk } from "./window";

/** Who makes the Arc machine, and which identity the VM signs in with. */
export interface Way {
  readonly creator: "vm" | "workstation";
  readonly identity: "system" | "user";
}

/** One enrollment in an empty resource group, and all that outlives its windows. */
export interface Site {
  readonly cloud: PracticeCloud;
  readonly clock: ManualClock;
  readonly disk: Disk;
  readonly random: Random;
  readonly target: EnrollmentTarget;
  readonly enrollmentId: string;
  readonly arcVmId: string;
  /** Base64 of the VM's script. */
  readonly userData: string;
  readonly events: RunEvent[];
  readonly tell: (event: RunEvent) => void;
}

export async function openSite(random: Random, { creator, identity }: Way): Promise<Site> {
  const clock = new ManualClock();
  const cloud = createPracticeCloud({ clock, speed: 4, seed: random.hex(8) });
  const flavour = random.next() < 0.5 ? "az" : "curl";
  const reading = readTarget(practiceTarget({ creator, identity, flavour }));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const { target } = reading;
  const { status } = await cloud.handle({
    method: "PUT",
    url: `https://management.practice.invalid/subscriptions/${target.subscriptionId}/resourceGroups/${target.resourceGroup}?api-version=2021-04-01`,
    headers: { authorization: `Bearer ${cloud.token().token}` },
    body: JSON.stringify({ location: "uksouth" }),
  });
  if (status !== 201) throw new Error(`The resource group was not made: HTTP ${String(status)}`);
  const input = practiceTarget({ creator, identity, flavour });
  const enrollment = {
    ...newEnrollment(input, new Date(clock.now()), () => random.guid()),
    vm: practiceVm,
  };
  const events: RunEvent[] = [];
  return {
    cloud,
    clock,
    random,
    target,
    enrollmentId: enrollment.id,
    arcVmId: enrollment.arcVmId,
    userData: Buffer.from(vmScript(target, { vmId: enrollment.arcVmId })).toString("base64"),
    disk: { record: writeRecord(enrollment), operations: "[]", vault: new Map() },
    events,
    tell: (event) => void events.push(event),
  };
}
