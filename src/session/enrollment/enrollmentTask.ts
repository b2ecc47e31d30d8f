import { isAborted } from "../../arm/errors";
import type { Operations } from "../../arm/operations/operation";
import type { OperationProgress } from "../../arm/operations/operationWatch";
import { actionText } from "../../enrollment/actions/actionText";
import { assess } from "../../enrollment/evidence/assessment";
import type { AzureView } from "../../enrollment/evidence/azureView";
import { isDone } from "../../enrollment/evidence/evidence";
import {
  interruptedSteps,
  operationOf,
  settle,
  withOperation,
  withSettled,
} from "../../enrollment/run/interruptedSteps";
import { assertSameCloud } from "../../enrollment/evidence/sameCloud";
import type { Enrollment } from "../../enrollment/record/record";
import type { RunEvent, RunPorts } from "../../enrollment/run/runner";
import { StepBlockedError } from "../../enrollment/steps/step";
import type { StepNumber } from "../../enrollment/steps/stepNumber";
import { readTarget } from "../../enrollment/target/target";
import type { VirtualMachineSecrets } from "../../enrollment/target/virtualMachineInput";
import type { EnrollmentActivity, EnrollmentState, EnrollmentFailure } from "./enrollmentState";
import type { TaskContext } from "./taskContext";
import { busy, elsewhere, runsElsewhere, failureOf } from "./enrollmentFailure";

/** Something in progress. `done` never rejects. */
interface Task {
  /** `resume` follows what an earlier window started. */
  readonly kind: "run" | "resume" | "watch";
  readonly stop: AbortController;
  done: Promise<void>;
}

/** What was judged, from what. */
interface Judgement {
  readonly enrollment: Enrollment;
  readonly view: AzureView | undefined;
  readonly shown: Pick<EnrollmentState, "assessment" | "checkedAt">;
}

/** One enrollment of the service: its state, and the one thing that is done for it. */
export class EnrollmentTask {
  readonly #place: TaskContext;
  #enrollment: Enrollment;
  #view: AzureView | undefined;
  #judgement: Judgement | undefined;
  #activity: EnrollmentActivity | undefined;
  #failure: EnrollmentFailure | undefined;
  #task: Task | undefined;
  /** How often it was stopped: who waits for a task to end may be meant too. */
  #stops = 0;
  /** The check that is in progress, or the last one; never rejects. */
  #checking: Promise<void> = Promise.resolve();
  #nextCheck: Promise<void> | undefined;
  readonly #ended = new AbortController();
  /** What was left running and is not resumed: it could not be settled, or the user has stopped watching it. */
  #takenUp = "";

  constructor(enrollment: Enrollment, place: TaskContext) {
    this.#enrollment = enrollment;
    this.#place = place;
  }

  get state(): EnrollmentState {
    return {
      enrollment: this.#enrollment,
      ...this.#judged(),
      ...(this.#activity !== undefined && { activity: this.#activity }),
      ...(this.#failure !== undefined && { failure: this.#failure }),
    };
  }

  /** The record has changed, here or in another window. What was seen of another target says nothing any more. */
  take(enrollment: Enrollment): void {
    const before = this.#enrollment;
    if (JSON.stringify(before) === JSON.stringify(enrollment)) return;
    this.#enrollment = enrollment;
    const isElsewhere = JSON.stringify(before.target) !== JSON.stringify(enrollment.target);
    if (isElsewhere || before.relayRole !== enrollment.relayRole) {
      this.#view = undefined;
      this.#failure = undefined;
    }
    this.#place.changed();
  }

  stop(): void {
    this.#stops += 1;
    this.#task?.stop.abort();
  }

  /** Stops for good, and waits until nothing is in progress. */
  async end(): Promise<void> {
    this.#ended.abort();
    this.stop();
    await this.#task?.done;
    await this.#checking;
  }

  /** Follows what an earlier window started, and notes what became of it. Nothing is sent. */
  async resume(): Promise<void> {
    const left = this.#left();
    if (left === "[]" || left === this.#takenUp || this.#task !== undefined) return;
    try {
      await this.#perform("resume", async (signal) => {
        this.#takenUp = left;
        await this.#follow(signal);
        await this.#look(signal);
      });
    } catch (error) {
      if (!(error instanceof StepBlockedError)) throw error;
    }
  }

  /** Looks after it was called: a look that is in progress may have missed what the caller knows. Those who wait share one. */
  async check(): Promise<void> {
    this.#nextCheck ??= this.#checking.then(() => {
      this.#nextCheck = undefined;
      this.#checking = this.#checkOnce();
      return this.#checking;
    });
    await this.#nextCheck;
  }

  async run(what: StepNumber | "remaining", secrets: VirtualMachineSecrets): Promise<void> {
    const stops = this.#stops;
    await this.#makeWay();
    if (stops !== this.#stops) return;
    await this.#perform("run", async (signal) => {
      const left = interruptedSteps(this.#enrollment);
      if (left.length > 0) {
        await this.#follow(signal);
        await this.#look(signal);
      }
      if (typeof what === "number" && left.includes(what) && this.#isDone(what)) return;
      await this.#send(what, secrets, signal);
      await this.#look(signal);
    });
  }

  /** Makes the key pair of step 7, unless there is one: for whoever sends that step manually. */
  async makeKey(): Promise<void> {
    await this.#makeWay();
    await this.#perform("run", async () => {
      const { withKeyPair } = await import("../../enrollment/run/runner");
      await withKeyPair(this.#enrollment, this.#ports());
    });
  }

  /** Watches until the machine is connected, or a step has failed for good. A second watcher waits with the first. */
  async watch(): Promise<void> {
    if (this.#task?.kind === "watch") return this.#task.done;
    const stops = this.#stops;
    if (this.#task?.kind === "resume") await this.#task.done;
    if (stops !== this.#stops) return;
    await this.#perform("watch", async (signal) => {
      const { watch } = await import("../../enrollment/run/runner");
      await watch(this.#enrollment, this.#ports(), signal);
    });
  }

  async #send(
    what: StepNumber | "remaining",
    secrets: VirtualMachineSecrets,
    signal: AbortSignal,
  ): Promise<void> {
    const [{ runRemaining, runStep, targetOf }, { firstBootUserData }] = await Promise.all([
      import("../../enrollment/run/runner"),
      import("../../enrollment/vmScript/vmScript"),
    ]);
    const ports = this.#ports();
    const userDataContent = firstBootUserData(this.#enrollment, targetOf(this.#enrollment));
    const all = { ...(userDataContent !== undefined && { userDataContent }), ...secrets };
    if (what === "remaining") await runRemaining(this.#enrollment, ports, signal, all);
    else await runStep(what, this.#enrollment, ports, signal, all);
  }

  /** Waits for the operations that are still in progress in Azure. */
  async #follow(signal: AbortSignal): Promise<void> {
    for (const step of interruptedSteps(this.#enrollment)) {
      this.#begin(step);
      const record = operationOf(step, this.#enrollment, await this.#place.operations.list());
      if (record === undefined || record.phase === "ended") continue;
      this.#running({ operationId: record.id });
      await this.#place.operations.watch(record.id, { signal, onProgress: this.#progress });
    }
  }

  async #checkOnce(): Promise<void> {
    const isQuiet = this.#task === undefined;
    if (isQuiet) this.#set({ kind: "checking", since: this.#now() });
    try {
      assertSameCloud(this.#enrollment, this.#place.client.cloud);
      await this.#look(this.#ended.signal);
    } catch (error) {
      if (isAborted(error)) return;
      this.#failure = failureOf(error);
    } finally {
      if (isQuiet && this.#activity?.kind === "checking") this.#set(undefined);
      else this.#place.changed();
    }
  }

  /** Asks Azure, and settles what was left running by what is seen and by the saved operations. */
  async #look(signal: AbortSignal): Promise<void> {
    const { check } = await import("../../enrollment/run/runner");
    await check(this.#enrollment, this.#ports(), signal);
    this.#failure = undefined;
    if (await this.#settleLeft()) await check(this.#enrollment, this.#ports(), signal);
  }

  /** Whether something was settled. What another window runs is its business. */
  async #settleLeft(): Promise<boolean> {
    const left = interruptedSteps(this.#enrollment);
    if (left.length === 0) return false;
    const isOurs = this.#task !== undefined && this.#task.kind !== "watch";
    if (!isOurs && (await this.#place.files.isClaimed(this.#enrollment.id))) return false;
    const records = await this.#place.operations.list();
    const { assessment } = this.state;
    const before = JSON.stringify(this.#enrollment.outcomes);
    for (const step of left) {
      const settled = settle(step, operationOf(step, this.#enrollment, records), assessment, this.#now());
      if (settled !== "keep") await this.#place.change((record) => withSettled(record, step, settled));
    }
    return before !== JSON.stringify(this.#enrollment.outcomes);
  }

  async #perform(kind: Task["kind"], work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#task !== undefined) throw busy(this.#activity);
    assertSameCloud(this.#enrollment, this.#place.client.cloud);
    const stop = new AbortController();
    const task: Task = { kind, stop, done: Promise.resolve() };
    this.#task = task;
    const doing = this.#claimed(kind, () => work(stop.signal));
    task.done = doing.catch(() => undefined);
    try {
      await doing;
    } catch (error) {
      // Once it was stopped, whatever fails does so for that reason.
      if (isAborted(error) || stop.signal.aborted) return;
      if (!(error instanceof StepBlockedError && error.message === runsElsewhere)) {
        const step = this.#activity?.kind === "running" ? { step: this.#activity.step } : {};
        this.#failure = { ...step, ...failureOf(error) };
      }
      throw error;
    } finally {
      if (stop.signal.aborted) this.#takenUp = this.#left();
      this.#task = undefined;
      this.#set(undefined);
    }
  }

  #left(): string {
    const { outcomes } = this.#enrollment;
    return JSON.stringify(interruptedSteps(this.#enrollment).map((step) => [step, outcomes[step]]));
  }

  /** A watch only looks: any number of windows may. */
  async #claimed(kind: Task["kind"], work: () => Promise<void>): Promise<void> {
    if (kind === "watch") {
      this.#set({ kind: "watching", since: this.#now() });
      return work();
    }
    const release = await this.#place.files.claim(this.#enrollment.id);
    if (release === undefined) throw elsewhere();
    this.#failure = undefined;
    try {
      await work();
    } finally {
      await release();
    }
  }

  /** A run ends a watch, and waits for what an earlier window started. */
  async #makeWay(): Promise<void> {
    while (this.#task !== undefined && this.#task.kind !== "run") {
      if (this.#task.kind === "watch") this.#task.stop.abort();
      await this.#task.done;
      await Promise.resolve();
    }
  }

  #ports(): RunPorts {
    const { client, keys, clock, operations } = this.#place;
    return {
      client,
      keys,
      goesOn: async (step) =>
        operationOf(step, this.#enrollment, await operations.list())?.phase === "running",
      now: () => new Date(clock.now()),
      wait: (milliseconds, stopping) => clock.sleep(milliseconds, stopping),
      tell: this.#tell,
      save: async ({ outcomes, clientPublicKey }) => {
        await this.#place.change((record) => ({
          ...record,
          outcomes: { ...record.outcomes, ...outcomes },
          ...(clientPublicKey !== undefined && { clientPublicKey }),
        }));
      },
      send: async (action, stopping) => {
        const { sendAction } = await import("../../enrollment/actions/sendAction");
        const sender = { client, operations: this.#noting(), onProgress: this.#progress };
        await sendAction(sender, action, stopping);
      },
    };
  }

  /** Operations that are noted in the record as soon as Azure has taken them. */
  #noting(): Operations {
    const { operations } = this.#place;
    return {
      ...operations,
      begin: async (spec, signal) => {
        const record = await operations.begin(spec, signal);
        const step = this.#activity?.kind === "running" ? this.#activity.step : undefined;
        this.#running({ operationId: record.id });
        if (step !== undefined && signal?.aborted !== true) await this.#note(step, record.id);
        return record;
      },
    };
  }

  /** Only helps to find the operation again: its own record is saved already. */
  async #note(step: StepNumber, operationId: string): Promise<void> {
    try {
      await this.#place.change((enrollment) => withOperation(enrollment, step, operationId));
    } catch (error) {
      this.#place.log("The operation of a step could not be recorded.", error);
    }
  }

  readonly #tell = (event: RunEvent): void => {
    switch (event.kind) {
      case "checked":
        this.#view = event.view;
        this.#judgement = {
          enrollment: event.enrollment,
          view: event.view,
          shown: { assessment: event.assessment, checkedAt: event.view.at },
        };
        this.#place.changed();
        return;
      case "started":
        this.#begin(event.step);
        return;
      case "sending":
        this.#running({ doing: actionText(event.action) });
        return;
      case "checking":
      case "ended":
        return;
    }
  };

  readonly #progress = ({ status, percentComplete, failure }: OperationProgress): void => {
    const percent = percentComplete === undefined ? undefined : `${percentComplete} %`;
    const detail = [failure?.causeText ?? status, percent].filter((part) => part !== undefined).join(" · ");
    if (detail !== "") this.#running({ detail });
  };

  #begin(step: StepNumber): void {
    this.#set({ kind: "running", step, since: this.#now() });
  }

  #running(more: { doing?: string; operationId?: string; detail?: string }): void {
    if (this.#activity?.kind === "running") this.#set({ ...this.#activity, ...more });
  }

  #set(activity: EnrollmentActivity | undefined): void {
    this.#activity = activity;
    this.#place.changed();
  }

  /** Judges what was seen last, once for each record and view. */
  #judged(): Pick<EnrollmentState, "assessment" | "checkedAt"> {
    const [enrollment, view] = [this.#enrollment, this.#view];
    if (this.#judgement?.enrollment === enrollment && this.#judgement.view === view)
      return this.#judgement.shown;
    const reading = readTarget(enrollment.target);
    const shown =
      view === undefined || !reading.ok
        ? {}
        : { assessment: assess(reading.target, enrollment, view), checkedAt: view.at };
    this.#judgement = { enrollment, view, shown };
    return shown;
  }

  #isDone(step: StepNumber): boolean {
    const evidence = this.state.assessment?.evidence[step];
    return evidence !== undefined && isDone(evidence);
  }

  #now(): string {
    return new Date(this.#place.clock.now()).toISOString();
  }
}
