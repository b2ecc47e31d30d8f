import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { readRecord } from "../../../src/enrollment/record/recordFile";
import type { Enrollment } from "../../../src/enrollment/record/record";
import { stepNumbers } from "../../../src/enrollment/steps/stepNumber";
import { groupId, machineId } from "../../../src/enrollment/target/target";
import type { Operation } from "../../../src/practice/engine/operationStore";
import { textAt } from "../../../src/practice/state/json";
import type { Site } from "./site";

/** What holds after every window, however it ended. */
export async function assertSound(site: Site, log: readonly string[]): Promise<void> {
  const record = await assertRecordKept(site);
  assertNothingTwice(site);
  assertKeyHasItsMachine(site, record);
  assertEveryStopIsNamed(site);
  assertNoSecret(site, log);
}

/** What also holds once the machine is connected. */
export function assertFinished({ disk, cloud, target }: Site): void {
  assert.equal(disk.vault.size, 0, "the private key is erased once the machine is connected");
  assert.equal(textAt(cloud.world.store.get(machineId(target))?.properties, "status"), "Connected");
}

/** A cause and a next move, in sentences. */
export function assertNamed(cause: string, nextMove: string): void {
  for (const text of [cause, nextMove]) assert.match(text, /\w+ \w+/, `${cause} | ${nextMove}`);
  assert.doesNotMatch(`${cause} ${nextMove}`, /undefined|\[object/);
}

/** The record can be read, and is still the record of this enrollment. */
async function assertRecordKept({ disk, enrollmentId, arcVmId }: Site): Promise<Enrollment> {
  const reading = await readRecord(disk.record);
  assert.ok(reading.ok, reading.ok ? "" : reading.problem);
  assert.equal(reading.enrollment.id, enrollmentId);
  assert.equal(reading.enrollment.arcVmId, arcVmId);
  return reading.enrollment;
}

/** At most one resource of each kind, no role given twice, no operation started again unless the first one failed. */
function assertNothingTwice({ cloud, target }: Site): void {
  const group = groupId(target);
  const count = new Map<string, number>();
  for (const { id, type, properties } of cloud.world.store.under(group)) {
    const lower = type.toLowerCase();
    const scope = id.toLowerCase().slice(0, id.lastIndexOf("/"));
    const what =
      lower === "microsoft.authorization/roleassignments"
        ? `${scope} ${textAt(properties, "principalId") ?? ""} ${textAt(properties, "roleDefinitionId") ?? ""}`
        : lower === "microsoft.authorization/roledefinitions"
          ? `${scope} ${textAt(properties, "roleName") ?? ""}`
          : lower;
    count.set(what, (count.get(what) ?? 0) + 1);
  }
  for (const [what, times] of count) assert.equal(times, 1, `${String(times)} of ${what}`);
  const last = new Map<string, Operation>();
  for (const operation of cloud.world.operations.all()) {
    if (operation.effect.kind === "deleted") continue; // the user's own doing
    const work = workOf(operation);
    const before = last.get(work);
    const mayFollow = before === undefined || (hasFailed(before) && endOf(before) <= operation.startedAt);
    assert.ok(mayFollow, `begun twice: ${work}`);
    last.set(work, operation);
  }
}

function workOf({ resourceId, effect }: Operation): string {
  return `${effect.kind} ${resourceId.toLowerCase()}`;
}

function hasFailed({ outcome }: Operation): boolean {
  return outcome !== "Succeeded";
}

function endOf({ endsAt }: Operation): number {
  return endsAt ?? Number.POSITIVE_INFINITY;
}

/** The machine in Azure carries the public key that the record names, and the vault has the private key until it is connected. */
function assertKeyHasItsMachine({ cloud, target, disk, enrollmentId }: Site, record: Enrollment): void {
  for (const id of disk.vault.keys()) assert.equal(id, enrollmentId, "a key without its enrollment");
  const machine = cloud.world.store.get(machineId(target));
  if (target.creator === "vm") {
    assert.equal(disk.vault.size, 0, "in the hands-free way no key is on the workstation");
    assert.equal(record.clientPublicKey, undefined);
    return;
  }
  if (machine === undefined) return;
  assert.equal(
    textAt(machine.properties, "clientPublicKey"),
    record.clientPublicKey,
    "the record lost the machine's key",
  );
  const kept = disk.vault.get(enrollmentId);
  if (kept !== undefined) assert.equal(publicHalf(kept), record.clientPublicKey, "the vault has another key");
  else assert.equal(textAt(machine.properties, "status"), "Connected", "the machine's private key is lost");
}

function publicHalf(privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs1" });
  return createPublicKey(key).export({ format: "der", type: "pkcs1" }).toString("base64");
}

/** Whoever is stopped is told why, and what to do. */
function assertEveryStopIsNamed({ events }: Site): void {
  for (const event of events) {
    if (event.kind === "ended" && event.outcome.state === "failed")
      assertNamed(event.outcome.cause, event.outcome.nextMove);
    if (event.kind !== "checked") continue;
    for (const number of stepNumbers) {
      const { state, summary, nextMove = "" } = event.assessment.evidence[number];
      if (state === "failed" || state === "contradicts" || state === "unknown")
        assertNamed(summary, nextMove);
    }
  }
}

/** Base64 of a PKCS#1 private key starts so (facts: section 5.2); tokens are JSON Web Tokens. */
const secrets = /MII(?:Eo|Ep|Eq)[A-Za-z0-9+/]|eyJ[A-Za-z0-9_-]{10,}\./;

function assertNoSecret({ disk, events, userData }: Site, log: readonly string[]): void {
  const places = { record: disk.record, operations: disk.operations, log: log.join("\n") };
  for (const [place, text] of Object.entries(places)) {
    assert.doesNotMatch(text, secrets, `a secret in the ${place}`);
    assert.ok(!text.includes(userData.slice(0, 60)), `user data in the ${place}`);
  }
  // The action that creates the VM carries its user data: it is shown before it is sent.
  assert.doesNotMatch(JSON.stringify(events.filter(({ kind }) => kind !== "sending")), secrets);
}
