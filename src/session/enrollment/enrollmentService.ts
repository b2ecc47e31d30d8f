import { randomUUID } from "node:crypto";
import type { ArmClient } from "../../arm/client";
import { systemClock, type Clock } from "../../arm/clock";
import { isAborted, toArmError } from "../../arm/errors";
import type { Operations } from "../../arm/operations/operation";
import type { OperationRecord } from "../../arm/operations/operationRecord";
import type { PairKnowledge } from "../../arm/inventory/pairing";
import { interruptedSteps } from "../../enrollment/run/interruptedSteps";
import { assertSameCloud } from "../../enrollment/evidence/sameCloud";
import { newEnrollment, type Enrollment } from "../../enrollment/record/record";
import { StepBlockedError } from "../../enrollment/steps/step";
import type { StepNumber } from "../../enrollment/steps/stepNumber";
import { machineId, readTarget, vmId, type TargetInput } from "../../enrollment/target/target";
import type { VirtualMachineSecrets } from "../../enrollment/target/virtualMachineInput";
import { say } from "../../l10n/sentence";
import { EnrollmentFiles, type UnreadableRecord } from "./enrollmentFiles";
import { EnrollmentKeys } from "./enrollmentKeys";
import type { SecretStore } from "../storage/sealedSecrets";
import type { EnrollmentState } from "./enrollmentState";
import { runsElsewhere } from "./enrollmentFailure";
import type { EnrollmentTask } from "./enrollmentTask";
import type { TaskContext } from "./taskContext";

export type { EnrollmentActivity, EnrollmentState, EnrollmentFailure } from "./enrollmentState";

/** Where the enrollments of a sign-in live, and how its Azure is reached. */
export interface EnrollmentContext {
  readonly client: ArmClient;
  /** Long operations are started and watched through these. */
  readonly operations: Operations;
  /** Holds one file an enrollment. */
  readonly folder: string;
}

export interface EnrollmentServiceOptions {
  readonly secrets: SecretStore;
  readonly log: (line: string, cause?: unknown) => void;
  readonly clock?: Clock;
  /** GUIDs. */
  readonly newGuid?: () => string;
}

/** The ten steps come with it: a window that is not signed in starts without them. */
const loadWork = async () => import("./enrollmentTask");

type Listener = (id: string | undefined) => void;

/**
 * All enrollments of the current sign-in: their records, how they stand, and what is being done for them. It is the one way
 * to run a step. Knows no VS Code.
 */
export class EnrollmentService {
  /** The private keys that wait for their VM. */
  readonly keys: EnrollmentKeys;
  readonly #options: EnrollmentServiceOptions;
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  readonly #works = new Map<string, EnrollmentTask>();
  #place: EnrollmentContext | undefined;
  #files: EnrollmentFiles | undefined;
  #unreadable: readonly UnreadableRecord[] = [];
  #unwatch: (() => void) | undefined;
  readonly #removed = new Set<string>();
  #isRead = false;
  /** Reads and writes of the folder, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: EnrollmentServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.keys = new EnrollmentKeys(options.secrets);
  }

  /** Tells which enrollment has changed; `undefined`: the list has. */
  readonly onDidChange = (listener: Listener): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  /** Oldest first. */
  list(): readonly EnrollmentState[] {
    return [...this.#works.values()].map(({ state }) => state);
  }

  get(id: string): EnrollmentState | undefined {
    return this.#works.get(id)?.state;
  }

  /** Whether this window saw how the enrollment was removed, here or by another window. */
  wasRemoved(id: string): boolean {
    return this.#removed.has(id);
  }

  /** Whether the records of the sign-in have been read: what is not among them then is not one of its enrollments. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** Records that cannot be used: they were damaged, or saved by a newer version. */
  get unreadable(): readonly UnreadableRecord[] {
    return this.#unreadable;
  }

  /** Which machine belongs to which VM, as far as enrollments know. */
  knowledge(): readonly PairKnowledge[] {
    return this.list().flatMap(({ enrollment }) => {
      const reading = readTarget(enrollment.target);
      if (!reading.ok) return [];
      const { arcVmId, outcomes, report } = enrollment;
      const relayed = outcomes[8]?.state === "succeeded" || report?.steps[8]?.state === "done";
      return {
        virtualMachineId: vmId(reading.target),
        vmId: arcVmId,
        ...(relayed && { machineId: machineId(reading.target) }),
      };
    });
  }

  /** Throws when signed out. */
  async create(target: TargetInput): Promise<Enrollment> {
    const enrollment = newEnrollment(
      target,
      new Date(this.#clock.now()),
      this.#options.newGuid ?? randomUUID,
    );
    await this.add(enrollment);
    return enrollment;
  }

  /** Adds an imported enrollment; one with the same id is replaced. Throws `StepBlockedError` for one of another cloud. */
  async add(enrollment: Enrollment): Promise<void> {
    const { files, place } = this.#signedIn();
    assertSameCloud(enrollment, place.client.cloud);
    await this.#alone(async () => {
      const [{ EnrollmentTask }] = await Promise.all([loadWork(), files.put(enrollment)]);
      if (files === this.#files) this.#take(enrollment, EnrollmentTask);
    });
    this.#tell(undefined);
  }

  /** Changes a record as it stands now. Throws when it is gone. */
  async update(id: string, change: (enrollment: Enrollment) => Enrollment): Promise<void> {
    await this.#change(id, change);
  }

  /** Stops what is done for it, and erases the record and its private key. What stands in Azure stays. */
  async remove(id: string): Promise<void> {
    const { files } = this.#signedIn();
    await this.#works.get(id)?.end();
    if (await files.isClaimed(id))
      throw new StepBlockedError(runsElsewhere, say`Remove it when that window has finished.`);
    await this.keys.erase(id);
    await this.#alone(() => files.remove(id));
    this.#works.delete(id);
    this.#removed.add(id);
    this.#tell(undefined);
  }

  /** Looks at Azure and judges every step. What cannot be seen is in the evidence; never throws for it. */
  async check(id: string): Promise<void> {
    await this.#work(id).check();
  }

  /**
   * Runs one step, or what this workstation has left to do; or watches until the machine is connected or a step has failed.
   * One at a time for each enrollment, in all windows: throws `StepBlockedError` for another, and when the step must not be
   * run now or belongs to another cloud; `ArmError` when it failed. Resolves when it was stopped. What an earlier window started is waited for, not sent again.
   * `secrets` go into the request of step 3 and are forgotten; its user data is made here unless it is given.
   */
  async run(
    id: string,
    what: StepNumber | "remaining" | "watch",
    secrets: VirtualMachineSecrets = {},
  ): Promise<void> {
    const work = this.#work(id);
    if (what === "watch") await work.watch();
    else await work.run(what, secrets);
  }

  /** Makes the key pair of a guided enrollment, unless there is one. The private key is kept. Throws `StepBlockedError` while a step runs. */
  async makeKey(id: string): Promise<void> {
    await this.#work(id).makeKey();
  }

  /** Stops watching what is done for it; Azure continues. */
  stop(id: string): void {
    this.#works.get(id)?.stop();
  }

  /** A long operation has ended, wherever it was watched: who started it learns its outcome. */
  operationEnded({ targetId }: Pick<OperationRecord, "targetId">): void {
    for (const work of this.#works.values()) {
      const reading = readTarget(work.state.enrollment.target);
      if (!reading.ok || vmId(reading.target).toLowerCase() !== targetId.toLowerCase()) continue;
      if (interruptedSteps(work.state.enrollment).length > 0) this.#inBackground(work.check());
    }
  }

  /** Takes up the enrollments of another sign-in; `undefined`: signed out. */
  async use(place: EnrollmentContext | undefined): Promise<void> {
    this.#unwatch?.();
    this.#unwatch = undefined;
    for (const work of this.#works.values()) work.stop();
    this.#works.clear();
    this.#unreadable = [];
    this.#place = place;
    const files = place === undefined ? undefined : new EnrollmentFiles(place.folder);
    this.#files = files;
    this.#isRead = false;
    this.#tell(undefined);
    if (files === undefined) return;
    await this.#reload(files);
    if (this.#files === files) {
      this.#isRead = true;
      this.#tell(undefined);
    }
    this.#inBackground(this.#lookForKeys());
    const unwatch = await files.watch(() => {
      this.#inBackground(this.#reload(files));
    });
    if (this.#files === files) this.#unwatch = unwatch;
    else unwatch();
  }

  /** Stops watching everything. */
  dispose(): void {
    this.#unwatch?.();
    for (const work of this.#works.values()) work.stop();
    this.#works.clear();
    this.#files = undefined;
    this.#listeners.clear();
  }

  /** Asks for each key that must be kept, so that one that is lost is told now and not when it is needed. */
  async #lookForKeys(): Promise<void> {
    for (const { enrollment, assessment } of this.list())
      if (enrollment.clientPublicKey !== undefined && assessment?.connected !== true)
        await this.keys.has(enrollment.id);
  }

  /** Takes what is in the folder now: another window may have written it. */
  async #reload(files: EnrollmentFiles): Promise<void> {
    const listChanged = await this.#alone(async () => {
      if (this.#files !== files) return false;
      const [{ enrollments, unreadable }, { EnrollmentTask }] = await Promise.all([files.list(), loadWork()]);
      if (!this.#isCurrent(files)) return false;
      const before = this.#names();
      this.#unreadable = unreadable;
      for (const [id, work] of this.#works) {
        if (enrollments.some((enrollment) => enrollment.id === id)) continue;
        work.stop();
        this.#works.delete(id);
        this.#removed.add(id);
      }
      for (const enrollment of enrollments) this.#take(enrollment, EnrollmentTask);
      return before !== this.#names();
    });
    if (this.#files !== files) return;
    if (listChanged) this.#tell(undefined);
    for (const work of this.#works.values()) this.#inBackground(work.resume());
  }

  #isCurrent(files: EnrollmentFiles): boolean {
    return this.#files === files;
  }

  #names(): string {
    return JSON.stringify([[...this.#works.keys()], this.#unreadable]);
  }

  /** Only within `#alone`. */
  #take(enrollment: Enrollment, Work: typeof EnrollmentTask): void {
    const known = this.#works.get(enrollment.id);
    if (known !== undefined) {
      known.take(enrollment);
      return;
    }
    const { id } = enrollment;
    const { place, files } = this.#signedIn();
    const parts: TaskContext = {
      client: place.client,
      operations: place.operations,
      files,
      keys: this.keys,
      clock: this.#clock,
      log: this.#options.log,
      change: (change) => this.#change(id, change),
      changed: () => {
        if (this.#works.has(id)) this.#tell(id);
      },
    };
    this.#works.set(id, new Work(enrollment, parts));
  }

  async #change(id: string, change: (enrollment: Enrollment) => Enrollment): Promise<Enrollment> {
    const { files } = this.#signedIn();
    return this.#alone(async () => {
      const changed = await files.change(id, change);
      if (changed === undefined) throw new Error("This enrollment no longer exists.");
      if (files === this.#files) this.#works.get(id)?.take(changed);
      return changed;
    });
  }

  #work(id: string): EnrollmentTask {
    const work = this.#works.get(id);
    if (work === undefined)
      throw new StepBlockedError(say`This enrollment no longer exists.`, say`Choose another one.`);
    return work;
  }

  #signedIn(): { readonly place: EnrollmentContext; readonly files: EnrollmentFiles } {
    if (this.#place === undefined || this.#files === undefined) throw new Error("Sign in first.");
    return { place: this.#place, files: this.#files };
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!isAborted(error)) this.#options.log(toArmError(error).causeText, error);
    });
  }

  /** What is done for an enrollment continues, whatever happens to somebody who only looks at it. */
  #tell(id: string | undefined): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(id);
      } catch (error) {
        this.#options.log("A change of an enrollment could not be shown.", error);
      }
    }
  }
}
