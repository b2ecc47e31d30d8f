import type { ArmClient } from "../../arm/client";
import { isAborted, toArmError } from "../../arm/errors";
import { generateKeyPair } from "../../keys/pair";
import { say } from "../../l10n/sentence";
import { assess, type Assessment } from "../evidence/assessment";
import type { AzureAction } from "../actions/azureAction";
import { viewAzure, type AzureView } from "../evidence/azureView";
import { isDone } from "../evidence/evidence";
import { workstationSteps } from "./nextStep";
import { withOutcome, type Enrollment, type Outcome } from "../record/record";
import type { StepNumber } from "../steps/stepNumber";
import { maxOperationMs, slowOperationMove } from "../actions/sendAction";
import { runsHere, stepOf } from "../steps";
import { StepBlockedError, type AzureStep, type CheckContext } from "../steps/step";
import type { VirtualMachineSecrets } from "../target/virtualMachineInput";
import { readTarget, type EnrollmentTarget } from "../target/target";

/** Where the private key of an enrollment's key pair lives until the machine is connected. */
export interface KeyVault {
  readonly keep: (enrollmentId: string, privateKey: string) => Promise<void>;
  readonly has: (enrollmentId: string) => Promise<boolean>;
  readonly erase: (enrollmentId: string) => Promise<void>;
}

/** What Azure showed, and what that says of the steps. */
export interface Look {
  readonly view: AzureView;
  readonly assessment: Assessment;
}

export type RunEvent =
  | { readonly kind: "checking" }
  | ({ readonly kind: "checked"; readonly enrollment: Enrollment } & Look)
  | { readonly kind: "started"; readonly step: StepNumber }
  | { readonly kind: "sending"; readonly step: StepNumber; readonly action: AzureAction }
  | { readonly kind: "ended"; readonly step: StepNumber; readonly outcome: Outcome };

/** What the runner needs from outside. */
export interface RunPorts {
  readonly client: ArmClient;
  /** Sends one action and waits for its end; a long operation is saved so that another window can pick it up. Throws `ArmError`. */
  readonly send: (action: AzureAction, signal: AbortSignal) => Promise<void>;
  /** Whether Azure is still at what a step has sent, though it cannot be watched now. Absent: nothing continues by itself. */
  readonly goesOn?: (step: StepNumber) => Promise<boolean>;
  readonly keys: KeyVault;
  /** Saves the record. Called before anything is sent, so that nothing that was started is forgotten. */
  readonly save: (enrollment: Enrollment) => Promise<void>;
  readonly now: () => Date;
  /** Waits; rejects with an `AbortError` when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly tell: (event: RunEvent) => void;
}

/** The target of an enrollment. Throws `StepBlockedError` naming the first value that is missing or wrong. */
export function targetOf(enrollment: Enrollment): EnrollmentTarget {
  const reading = readTarget(enrollment.target);
  if (reading.ok) return reading.target;
  const [first] = reading.problems;
  throw new StepBlockedError(
    first?.message ?? say`The target is incomplete.`,
    say`Enter the missing inputs.`,
  );
}

/** Looks at Azure and judges every step; erases the private key once the machine is connected. Throws only an abort or `StepBlockedError`. */
export async function check(
  enrollment: Enrollment,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<Assessment> {
  return (await look(enrollment, ports, signal)).assessment;
}

async function look(enrollment: Enrollment, ports: RunPorts, signal: AbortSignal): Promise<Look> {
  const target = targetOf(enrollment);
  ports.tell({ kind: "checking" });
  const view = await viewAzure(ports.client, target, enrollment.relayRole, ports.now, signal);
  const assessment = assess(target, enrollment, view);
  if (assessment.connected) await ports.keys.erase(enrollment.id);
  ports.tell({ kind: "checked", enrollment, assessment, view });
  return { assessment, view };
}

/**
 * Runs one step on Azure. Safe to run again: what already exists is not sent. Gives the record with the outcome.
 * Throws `StepBlockedError` when it must not be run now, `ArmError` when it failed (the outcome is saved) or could not be watched
 * to its end, or an abort (after both the outcome stays "running": Azure continues).
 */
export async function runStep(
  number: StepNumber,
  enrollment: Enrollment,
  ports: RunPorts,
  signal: AbortSignal,
  secrets: VirtualMachineSecrets = {},
): Promise<Enrollment> {
  const target = targetOf(enrollment);
  const step = runnable(number, target);
  ports.tell({ kind: "started", step: number });
  const view = await viewAzure(ports.client, target, enrollment.relayRole, ports.now, signal);
  return runSeen(step, enrollment, view, ports, signal, secrets);
}

/** Runs a step on what Azure has just shown. */
async function runSeen(
  step: AzureStep,
  enrollment: Enrollment,
  view: AzureView,
  ports: RunPorts,
  signal: AbortSignal,
  secrets: VirtualMachineSecrets,
): Promise<Enrollment> {
  const { number } = step;
  const prepared = number === 7 ? await withKey(enrollment, view, ports) : enrollment;
  const context: CheckContext = { target: targetOf(prepared), enrollment: prepared, view };
  const actions = step.actions(context, secrets);
  if (actions.length === 0) return prepared;
  return send(number, actions, prepared, ports, signal);
}

/**
 * Runs what this workstation has left to do, in order, until a step fails or nothing is left. Gives the record.
 * Throws as `runStep` does.
 */
export async function runRemaining(
  enrollment: Enrollment,
  ports: RunPorts,
  signal: AbortSignal,
  secrets: VirtualMachineSecrets = {},
): Promise<Enrollment> {
  const target = targetOf(enrollment);
  let current = enrollment;
  let seen: Look | undefined;
  for (const number of workstationSteps(target)) {
    seen = await settled(number, current, seen, ports, signal);
    if (isDone(seen.assessment.evidence[number])) continue;
    ports.tell({ kind: "started", step: number });
    current = await runSeen(runnable(number, target), current, seen.view, ports, signal, secrets);
    // What was sent has changed Azure.
    seen = undefined;
  }
  return current;
}

/** How often Azure is asked while it, or the VM, is at work. */
const watchMilliseconds = 10_000;

/** The longer nothing has changed, the less often Azure is asked. */
function pause(quietFor: number): number {
  return Math.min(watchMilliseconds + quietFor / 10, 2 * 60_000);
}

/**
 * The last look once Azure is no longer at a step, as when an earlier window started it: what comes after needs its end.
 * `seen`: a look since which nothing was sent.
 * Throws `StepBlockedError` when Azure shows that it went wrong, or has been at it for `maxOperationMs`.
 */
async function settled(
  number: StepNumber,
  enrollment: Enrollment,
  seen: Look | undefined,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<Look> {
  const since = ports.now().getTime();
  let last = seen ?? (await look(enrollment, ports, signal));
  for (;;) {
    const evidence = last.assessment.evidence[number];
    const { state, source, summary, nextMove = say`Check the resource in Azure.` } = evidence;
    if (source !== "azure") return last;
    if (state === "failed" || state === "contradicts") throw new StepBlockedError(summary, nextMove);
    if (state !== "underWay") return last;
    if (ports.now().getTime() - since > maxOperationMs)
      throw new StepBlockedError(say`In progress for two hours: ${summary}`, slowOperationMove);
    await ports.wait(pause(ports.now().getTime() - since), signal);
    last = await look(enrollment, ports, signal);
  }
}

/** After so long without any change nobody can count on the VM to continue by itself: its script gives up earlier, at every step. */
const quietMilliseconds = 45 * 60_000;

/**
 * Watches until the machine is connected or a step has failed for good. Throws an abort, or `StepBlockedError` when nothing has
 * changed for 45 minutes.
 */
export async function watch(
  enrollment: Enrollment,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<Assessment> {
  let seen = "";
  let since = ports.now().getTime();
  for (;;) {
    const assessment = await check(enrollment, ports, signal);
    const all = Object.values(assessment.evidence);
    const failed = all.some(({ state }) => state === "failed" || state === "contradicts");
    if (assessment.connected || failed) return assessment;
    const now = ports.now().getTime();
    const shows = all.map(({ state, summary }) => `${state} ${summary}`).join("\n");
    if (shows !== seen) since = now;
    seen = shows;
    if (now - since > quietMilliseconds) throw quiet(assessment, new Date(since));
    await ports.wait(pause(now - since), signal);
  }
}

/** Why nothing more is to be expected. */
function quiet({ evidence, next = 10 }: Assessment, since: Date): StepBlockedError {
  return new StepBlockedError(
    say`No change since ${since.toISOString()}. Step ${next}: ${evidence[next].summary}`,
    say`Open the VM's report (/var/lib/nexus-arc/report.json), or use “Diagnose” on /var/log/cloud-init-output.log, then watch again.`,
  );
}

function runnable(number: StepNumber, target: EnrollmentTarget): AzureStep {
  const step = stepOf(number);
  if (step.runsOn === "vm") {
    throw new StepBlockedError(
      say`Step ${number} runs inside the VM.`,
      say`Run the VM's script over SSH, then open its report.`,
    );
  }
  if (!runsHere(number, target)) {
    throw new StepBlockedError(
      say`In hands-free mode, the VM's script does step ${number}, so that the private key never leaves the VM.`,
      say`Wait for the VM, or choose guided mode.`,
    );
  }
  return step;
}

/** The record ready for step 7. A pair is made only for a machine that does not exist yet: it does not match another one. */
async function withKey(enrollment: Enrollment, { machine }: AzureView, ports: RunPorts): Promise<Enrollment> {
  if (machine.kind === "absent") return withKeyPair(enrollment, ports);
  const { clientPublicKey } = enrollment;
  if (machine.kind !== "seen" || machine.value.status === "Connected" || clientPublicKey === undefined)
    return enrollment;
  const isOurs = machine.value.clientPublicKey === clientPublicKey;
  if (!isOurs || (await ports.keys.has(enrollment.id))) return enrollment;
  throw new StepBlockedError(
    say`The private key of this machine is not on this workstation.`,
    say`Continue where it was started, or delete the Arc machine and run this step again to generate a new pair.`,
  );
}

/** Makes the pair once. It is kept before the machine is created with its public key, so that no machine is left without its key. */
export async function withKeyPair(enrollment: Enrollment, ports: RunPorts): Promise<Enrollment> {
  if (enrollment.clientPublicKey !== undefined && (await ports.keys.has(enrollment.id))) return enrollment;
  const pair = await generateKeyPair();
  await ports.keys.keep(enrollment.id, pair.privateKey);
  const withKey = { ...enrollment, clientPublicKey: pair.publicKey };
  await ports.save(withKey);
  return withKey;
}

async function send(
  number: StepNumber,
  actions: readonly AzureAction[],
  enrollment: Enrollment,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<Enrollment> {
  const end = async (outcome: Outcome): Promise<Enrollment> => {
    const ended = withOutcome(enrollment, number, outcome);
    await ports.save(ended);
    ports.tell({ kind: "ended", step: number, outcome });
    return ended;
  };
  await ports.save(withOutcome(enrollment, number, { state: "running", at: ports.now().toISOString() }));
  try {
    for (const action of actions) {
      ports.tell({ kind: "sending", step: number, action });
      await sendPatiently(action, ports, signal);
    }
  } catch (error) {
    // Offline, or signed out meanwhile: only the watching has failed.
    if (isAborted(error) || (await ports.goesOn?.(number)) === true) throw error;
    const { causeText, nextMove } = toArmError(error);
    await end({ state: "failed", at: ports.now().toISOString(), cause: causeText, nextMove });
    throw error;
  }
  return end({ state: "succeeded", at: ports.now().toISOString() });
}

/** Milliseconds between tries while Azure is not of one mind yet. */
const settlingPauses = [2_000, 5_000, 10_000, 20_000, 30_000];

/** A new identity or role that is not known everywhere yet, or a request of an earlier window that Azure does not show yet. */
function isSettling(code: string, action: AzureAction): boolean {
  if (code === "PrincipalNotFound" || code === "OperationInDoubt") return true;
  return code === "RoleDefinitionDoesNotExist" && action.kind === "assignRole";
}

async function sendPatiently(action: AzureAction, ports: RunPorts, signal: AbortSignal): Promise<void> {
  for (const pause of settlingPauses) {
    try {
      await ports.send(action, signal);
      return;
    } catch (error) {
      if (!isSettling(toArmError(error).code, action)) throw error;
      await ports.wait(pause, signal);
    }
  }
  await ports.send(action, signal);
}
