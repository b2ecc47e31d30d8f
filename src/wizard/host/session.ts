import { isAborted, toArmError } from "../../arm/errors";
import { StepBlockedError } from "../../enrollment/steps/step";
import type { Enrollment } from "../../enrollment/record/record";
import {
  looksPrivate,
  readFromPage,
  toWire,
  type FromHost,
  type Model,
  type Replies,
  type Request,
  type RequestArguments,
  type RequestName,
  type Failure,
  type Wire,
} from "../../protocol";
import { performAction, type ActionPorts } from "./perform";
import { readChoices, type ChoiceSource, type Offer } from "../../session/listing/choices";
import type { EnrollmentState } from "../../session/enrollment/enrollmentState";
import { applyField, fieldRule } from "../fields/fields";
import { pageAfter, type WizardContext } from "../model/wizardContext";
import { modelOf } from "../model/model";
import { stateToSave, type WizardState } from "./wizardState";
import type { Translate } from "../../l10n/translate";

/** What one open page works with. */
export interface SessionPorts extends ActionPorts {
  readonly choices: ChoiceSource;
  /** What the window is signed in to, as a name. */
  readonly cloud: () => string;
  readonly post: (message: Wire<FromHost>) => void;
  /** Keeps the place over reloads; called often, never with a secret. */
  readonly save: (enrollment: string, wizardState: unknown) => void;
  readonly now: () => Date;
}

/** Answers one request. `signal` aborts when the page no longer wants the answer. */
type Handlers = {
  readonly [Name in RequestName]: (
    args: RequestArguments[Name],
    signal: AbortSignal,
  ) => Promise<Replies[Name]>;
};

/**
 * One open page: it shows an enrollment of the service, and takes what the page asks. Knows no VS Code. Closing it aborts what
 * only the page wanted; what the service does continues.
 */
export class WizardSession {
  readonly enrollment: string;
  readonly #ports: SessionPorts;
  readonly #following: { dispose(): void };
  readonly #asked = new Map<number, AbortController>();
  readonly #offers = new Map<string, readonly Offer[]>();
  #wizardState: WizardState;
  /** What was shown last, so that nothing is sent that shows nothing new. */
  #shown = "";
  /** Whether the page goes with the work that was started from it, until the user turns to another. It is asked for before it starts. */
  #follows: "no" | "asked" | "atWork" = "no";
  /** Changes of the record, one after the other. */
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;
  /** The record with the changes that are still being written. */
  #ahead: Enrollment | undefined;

  constructor(enrollment: string, wizardState: WizardState, ports: SessionPorts) {
    this.enrollment = enrollment;
    this.#wizardState = wizardState;
    this.#ports = ports;
    this.#following = ports.enrollments.onDidChange((id) => {
      if (id === undefined || id === enrollment) this.#changed();
    });
  }

  get wizardState(): WizardState {
    return this.#wizardState;
  }

  /** What the page shows now; `undefined` when the enrollment is not there. */
  get model(): Model | undefined {
    const context = this.#context();
    return context === undefined ? undefined : modelOf(context);
  }

  /** Takes a message of the page. What is no message of ours is ignored. Never rejects. */
  async take(message: unknown): Promise<void> {
    const read = readFromPage(message);
    switch (read?.kind) {
      case undefined:
        return;
      case "ready":
        this.#shown = "";
        this.show();
        return;
      case "abort":
        this.#asked.get(read.id)?.abort();
        return;
      case "request":
        return this.#answer(read);
    }
  }

  /** Shows the page what has changed. */
  show(): void {
    if (this.#isClosed) return;
    const { model } = this;
    const text = JSON.stringify(model);
    if (model === undefined || text === this.#shown) return;
    this.#shown = text;
    this.#ports.post(toWire({ kind: "model", model }));
  }

  /** Everything that was typed stands in the record. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** The page is gone: nothing is posted any more, for that would throw. */
  close(): void {
    this.#isClosed = true;
    this.#following.dispose();
    for (const abort of this.#asked.values()) abort.abort();
    this.#asked.clear();
  }

  async #answer(request: Request): Promise<void> {
    if (this.#isClosed || this.#asked.has(request.id)) return;
    const abort = new AbortController();
    this.#asked.set(request.id, abort);
    try {
      const value = await this.#handle(request, abort.signal);
      if (!abort.signal.aborted) this.#ports.post(toWire({ kind: "reply", id: request.id, value }));
    } catch (error) {
      if (abort.signal.aborted || isAborted(error)) return;
      this.#ports.post(toWire({ kind: "failed", id: request.id, failure: failureOf(error, this.#ports.t) }));
    } finally {
      this.#asked.delete(request.id);
    }
  }

  #handle(request: Request, signal: AbortSignal): Promise<Replies[RequestName]> {
    switch (request.name) {
      case "turnTo":
        return this.#handlers.turnTo(request.args, signal);
      case "setField":
        return this.#handlers.setField(request.args, signal);
      case "readChoices":
        return this.#handlers.readChoices(request.args, signal);
      case "setDialect":
        return this.#handlers.setDialect(request.args, signal);
      case "check":
        return this.#handlers.check(request.args, signal);
      case "act":
        return this.#handlers.act(request.args, signal);
    }
  }

  readonly #handlers: Handlers = {
    turnTo: async ({ page }) => {
      this.#follows = "no";
      await this.#turn(page);
      return null;
    },
    setField: async ({ field, value }) => {
      await this.#setField(field, value);
      return null;
    },
    readChoices: async ({ field }, signal) => this.#readChoices(field, signal),
    setDialect: ({ dialect }) => {
      this.#move({ ...this.#wizardState, dialect });
      return Promise.resolve(null);
    },
    check: async () => {
      await this.#writing;
      await this.#ports.enrollments.check(this.enrollment);
      return null;
    },
    act: async ({ action, page }) => {
      await this.#writing;
      const offered = page === this.#wizardState.page ? this.#offered(action) : false;
      if (!offered) return null;
      const context = this.#context();
      if (action === "next") {
        await this.#turn(context === undefined ? page + 1 : pageAfter(context, page));
        return null;
      }
      if (action === "run" || action === "runRemaining") this.#follows = "asked";
      if (context !== undefined) await performAction(action, context, this.#ports);
      return null;
    },
  };

  /** Whether the page has this button now, and it can be pressed. */
  #offered(name: string): boolean {
    const { model } = this;
    if (model === undefined) return false;
    if (name === "stop") return model.activity?.stop !== undefined;
    if (name === "copyCorrelationId") return model.failure?.correlationId !== undefined;
    if (name === "showLog") return model.failure !== undefined;
    const all = [...model.page.actions, ...model.actions, ...(model.page.sending?.actions ?? [])];
    return all.some((action) => action.name === name && action.disabledReason === undefined);
  }

  async #turn(page: number): Promise<void> {
    this.#move({ ...this.#wizardState, page });
    await this.#writing;
    const state = this.#ports.enrollments.get(this.enrollment);
    const context = this.#context();
    if (
      page === 0 ||
      context === undefined ||
      state?.assessment !== undefined ||
      state?.activity !== undefined
    )
      return;
    // Not awaited: the page has turned, and Azure takes its time.
    this.#ports.enrollments.check(this.enrollment).catch(() => undefined);
  }

  #move(wizardState: WizardState): void {
    this.#wizardState = wizardState;
    this.#ports.save(this.enrollment, stateToSave(wizardState));
    this.show();
  }

  async #setField(id: string, value: string): Promise<void> {
    const state = this.#current();
    const rule = state === undefined ? undefined : fieldRule(id, state.enrollment);
    if (state === undefined || rule === undefined || state.activity?.kind === "running") return;
    if (rule.kind === "radio" && !rule.options?.(this.#ports.t).some((option) => option.value === value))
      return;
    const offer = this.#offers.get(id)?.find((each) => each.value === value);
    const changed = looksPrivate(value) ? undefined : applyField(state.enrollment, rule, value, offer);
    const holds = changed !== undefined && rule.read(changed) === value;
    const { [id]: _, ...drafts } = this.#wizardState.drafts;
    this.#wizardState = { ...this.#wizardState, drafts: holds ? drafts : { ...drafts, [id]: value } };
    this.#ports.save(this.enrollment, stateToSave(this.#wizardState));
    if (changed !== undefined)
      this.#write(id, value, changed, (enrollment) => applyField(enrollment, rule, value, offer));
    this.show();
    await this.#writing;
  }

  /** What no record can hold stays a draft: a record that cannot be read again would lose all of it. */
  #write(
    id: string,
    value: string,
    ahead: Enrollment,
    change: (enrollment: Enrollment) => Enrollment | undefined,
  ): void {
    this.#ahead = ahead;
    const update = this.#writing.then(async () => {
      if (await canBeSaved(ahead))
        await this.#ports.enrollments.update(
          this.enrollment,
          (enrollment) => change(enrollment) ?? enrollment,
        );
      else this.#draft(id, value);
    });
    this.#writing = update
      .catch((error: unknown) => {
        this.#draft(id, value);
        this.#ports.log("The entered values could not be saved.", error);
      })
      .then(() => {
        if (this.#ahead !== ahead) return;
        this.#ahead = undefined;
        this.show();
      });
  }

  #draft(id: string, value: string): void {
    this.#wizardState = { ...this.#wizardState, drafts: { ...this.#wizardState.drafts, [id]: value } };
    this.#ports.save(this.enrollment, stateToSave(this.#wizardState));
  }

  async #readChoices(id: string, signal: AbortSignal): Promise<readonly Offer[]> {
    const state = this.#current();
    const kind = state === undefined ? undefined : fieldRule(id, state.enrollment)?.choices;
    if (state === undefined || kind === undefined) return [];
    const { choices, t } = this.#ports;
    const offers = await readChoices(kind, state.enrollment, choices, t, signal);
    signal.throwIfAborted();
    this.#offers.set(id, offers);
    return offers;
  }

  /** Work that was started from the page takes it along from step to step. */
  #changed(): void {
    const activity = this.#ports.enrollments.get(this.enrollment)?.activity;
    if (activity === undefined && this.#follows === "atWork") this.#follows = "no";
    if (activity?.kind === "running" && this.#follows !== "no") {
      this.#follows = "atWork";
      if (activity.step !== this.#wizardState.page) {
        this.#move({ ...this.#wizardState, page: activity.step });
        return;
      }
    }
    this.show();
  }

  /** What the service knows, with what was typed and is still being written. */
  #current(): EnrollmentState | undefined {
    const state = this.#ports.enrollments.get(this.enrollment);
    return state === undefined || this.#ahead === undefined ? state : { ...state, enrollment: this.#ahead };
  }

  #context(): WizardContext | undefined {
    const enrollments = this.#current();
    const { t, now, cloud } = this.#ports;
    return enrollments === undefined
      ? undefined
      : { enrollments, wizardState: this.#wizardState, cloud: cloud(), now: now(), t };
  }
}

async function canBeSaved(enrollment: Enrollment): Promise<boolean> {
  const { readRecord, writeRecord } = await import("../../enrollment/record/recordFile");
  return (await readRecord(writeRecord(enrollment))).ok;
}

function failureOf(error: unknown, t: Translate): Failure {
  if (error instanceof StepBlockedError) return { cause: t(error.message), nextMove: t(error.nextMove) };
  const { causeText, nextMove, correlationId } = toArmError(error);
  return {
    cause: t(causeText),
    nextMove: t(nextMove),
    ...(correlationId !== undefined && { correlationId }),
  };
}
