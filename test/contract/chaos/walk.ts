import assert from "node:assert/strict";
import { isAborted, toArmError } from "../../../src/arm/errors";
import type { Enrollment } from "../../../src/enrollment/record/record";
import { readRecord } from "../../../src/enrollment/record/recordFile";
import { readReport } from "../../../src/enrollment/evidence/report";
import { check, runRemaining, watch } from "../../../src/enrollment/run/runner";
import type { Assessment } from "../../../src/enrollment/evidence/assessment";
import { StepBlockedError } from "../../../src/enrollment/steps/step";
import { stepNumbers } from "../../../src/enrollment/steps/stepNumber";
import { machineId, vmId } from "../../../src/enrollment/target/target";
import { textAt } from "../../../src/practice/state/json";
import type { Random } from "../../../src/practice/state/random";
import { assertFinished, assertNamed, assertSound } from "./invariants";
import { openSite, type Site, type Way } from "./site";
import { openWindow, type Ending, type Window } from "./window";
import { weatherOf } from "./weather";

/** How one walk ended. */
export type End =
  | { readonly kind: "connected" }
  | { readonly kind: "stopped"; readonly cause: string; readonly nextMove: string };

export interface Walk {
  readonly end: End;
  readonly faults: string;
  readonly lasting: boolean;
  readonly windows: number;
}

/** Windows that may be killed, and windows in all. */
const unsafeWindows = 5;
const mostWindows = 14;
/** A user who was told the same so often once more has stopped; where a fault stays forever, a simulated one may stop sooner. */
const patience = { lasting: 1, passing: 4 };

/** Walks one enrollment to its end, through faults, kills and reloads. Throws when a promise is broken. */
export async function walk(random: Random, way: Way): Promise<Walk> {
  const site = await openSite(random, way);
  const weather = weatherOf(random);
  site.cloud.useFaults(weather.script);
  const patient = weather.lasting ? patience.lasting : patience.passing;
  let end: End = { kind: "stopped", cause: "", nextMove: "" };
  let windows = 0;
  let again = 0;
  while (windows < mostWindows && again < patient && end.kind !== "connected") {
    windows++;
    const window = await openWindow(site, windows <= unsafeWindows ? endingOf(random) : undefined);
    const told = await spend(site, window, way);
    window.close();
    if (told !== undefined) {
      again = isSame(told, end) ? again + 1 : 0;
      end = told;
    }
    await assertSound(site, window.log);
    if (told?.kind === "stopped") await followNextMove(site);
    site.clock.advance(60_000);
  }
  if (end.kind === "stopped") assertNamed(end.cause, end.nextMove);
  else assertFinished(site);
  return { end, faults: weather.script, lasting: weather.lasting, windows };
}

function isSame(one: End, other: End): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function endingOf(random: Random): Ending | undefined {
  const roll = random.next();
  if (roll < 0.3) return undefined;
  const kind = roll < 0.7 ? "kill" : roll < 0.9 ? "cut" : "leave";
  const after = random.next() < 0.5;
  return random.next() < 0.3
    ? { kind, among: "all", moment: 1 + random.below(150), after }
    : { kind, among: "changes", moment: 1 + random.below(24), after };
}

/** What a user does in one window: runs what is left, starts the VM's script, watches. `undefined`: the window ended first. */
async function spend(site: Site, window: Window, way: Way): Promise<End | undefined> {
  const { ports, signal } = window;
  try {
    const userDataContent = way.creator === "vm" ? { userDataContent: site.userData } : {};
    const ended = await runRemaining(window.record, ports, signal, userDataContent);
    if (way.creator === "workstation") {
      const refused = runScript(site);
      const assessment = await check(ended, ports, signal);
      return assessment.connected ? { kind: "connected" } : (refused ?? stoppedBy(assessment));
    }
    return await watched(site, window, ended);
  } catch (error) {
    if (isAborted(error)) return undefined;
    if (error instanceof StepBlockedError)
      return { kind: "stopped", cause: error.message, nextMove: error.nextMove };
    if (error instanceof assert.AssertionError) throw error;
    const { causeText, nextMove, kind } = toArmError(error);
    assert.notEqual(kind, "unexpected", error instanceof Error ? (error.stack ?? "") : String(error));
    return { kind: "stopped", cause: causeText, nextMove };
  }
}

/** The user watches, and opens the VM's report when that is of no use any more. */
async function watched(site: Site, window: Window, enrollment: Enrollment): Promise<End> {
  try {
    const { connected } = await watch(enrollment, window.ports, window.signal);
    if (connected) return { kind: "connected" };
  } catch (error) {
    if (!(error instanceof StepBlockedError)) throw error;
    assertNamed(error.message, error.nextMove);
  }
  return stoppedBy(await withReport(site, window));
}

/** The user pastes the VM's report. */
async function withReport({ cloud, target, disk }: Site, window: Window): Promise<Assessment> {
  const text = cloud.guest.report(vmId(target));
  const saved = await readRecord(disk.record);
  assert.ok(saved.ok);
  if (text === undefined) return check(saved.enrollment, window.ports, window.signal);
  const reading = readReport(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  const reported = { ...saved.enrollment, report: reading.report };
  await window.ports.save(reported);
  return check(reported, window.ports, window.signal);
}

/** The user runs the VM's script with the key from the vault; the agent's refusal is named as the script names it. */
function runScript({ cloud, target, disk, enrollmentId, arcVmId }: Site): End | undefined {
  const outcome = cloud.guest.connect({
    machineId: machineId(target),
    vmId: arcVmId,
    privateKey: disk.vault.get(enrollmentId) ?? "",
    virtualMachineId: vmId(target),
  });
  if (outcome.outcome === "connected" || outcome.code === "AZCM0067") return undefined;
  return { kind: "stopped", cause: outcome.message, nextMove: `Look up ${outcome.code}.` };
}

/** The first step that says why it goes no further. */
function stoppedBy({ evidence, next }: Assessment): End {
  const told = stepNumbers
    .map((number) => evidence[number])
    .find(({ state }) => state === "failed" || state === "contradicts" || state === "unknown");
  const one = told ?? (next === undefined ? undefined : evidence[next]);
  return { kind: "stopped", cause: one?.summary ?? "", nextMove: one?.nextMove ?? "" };
}

/** “Delete the VM, and create it again”: what the user is told when Azure could not make it. */
async function followNextMove({ cloud, clock, target }: Site): Promise<void> {
  const vm = cloud.world.store.get(vmId(target));
  if (vm === undefined || !["Failed", "Canceled"].includes(textAt(vm.properties, "provisioningState") ?? ""))
    return;
  const request = {
    method: "DELETE",
    url: `https://management.practice.invalid${vm.id}?api-version=2025-09-01`,
    headers: { authorization: `Bearer ${cloud.token().token}` },
  };
  // A fault may strike this request too; then the user retries in the next window.
  await cloud.handle(request).catch(() => undefined);
  clock.advance(5 * 60_000);
  cloud.settle();
}
