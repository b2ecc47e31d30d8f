import { setTimeout as delay } from "node:timers/promises";
import type { PracticeCloud } from "../../practice/cloud";
import { isPracticeState, type PracticeState } from "../../practice/state/state";
import type { PracticeFiles } from "./practiceFiles";
import type { Release } from "../storage/processClaim";

/** A window that changes the cloud keeps it for so many milliseconds: many changes at once are one write. */
const keptFor = 300;
/** Writing takes at most so much of the time, however big the cloud is. */
const writingShare = 0.1;
/** How often somebody waits 20 ms for another window's changes. */
const maxTries = 500;

export interface Shared {
  readonly files: PracticeFiles;
  readonly name: string;
  readonly log: (line: string, cause: unknown) => void;
}

/**
 * Keeps one window's practice cloud in step with the file that all windows on its folder share. A change is made by who has
 * the claim, on what the file holds; it is written before the claim is given back, so no window's change is lost. A window
 * keeps the claim while deployments that it started are running: those are in its memory only.
 */
export class PracticeShare {
  readonly #shared: Shared;
  readonly #cloud: PracticeCloud;
  /** The file that the cloud was loaded from. */
  #stamp: string;
  /** Loaded while another window had deployments running. */
  #othersRun = false;
  #release: Release | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** How long the last write took, in milliseconds. */
  #writing = 0;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(shared: Shared, cloud: PracticeCloud, stamp: string) {
    this.#shared = shared;
    this.#cloud = cloud;
    this.#stamp = stamp;
  }

  /** `make` gets the saved state. Rejects only as `make` throws: without its file a window has a cloud of its own. */
  static async open(
    shared: Shared,
    make: (state: PracticeState | undefined) => PracticeCloud,
  ): Promise<PracticeShare> {
    const { files, name } = shared;
    const stamp = await files.stamp(name).catch(() => "unknown");
    const share = new PracticeShare(shared, make(await savedState(shared)), stamp);
    if (await files.isClaimed().catch(() => false)) share.#stamp = "another window is in use";
    return share;
  }

  get cloud(): PracticeCloud {
    return this.#cloud;
  }

  /** Before something is read: brings in what other windows did. What is due is played by one window for all. */
  async look(): Promise<void> {
    if (this.#release !== undefined) return;
    await this.#inTurn(() => this.#reload());
    const { next } = this.#cloud.world.schedule;
    if (next !== undefined && next <= this.#cloud.world.clock.now()) await this.#inTurn(() => this.#take());
  }

  /** Before something is changed. `false`: another window would not let go in ten seconds. Rejects with the signal's reason. */
  async own(signal?: AbortSignal): Promise<boolean> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      signal?.throwIfAborted();
      if (await this.#inTurn(() => this.#take())) return true;
      await delay(20, undefined, { signal });
    }
    return false;
  }

  /** Writes down what was not written yet, and lets the other windows have it. */
  async close(): Promise<void> {
    await this.#inTurn(() => this.#giveBack());
  }

  /** Deletes what is saved, for all windows. What this one has must not be used any more. `false` as for `own`. */
  async erase(): Promise<boolean> {
    if (!(await this.own())) return false;
    await this.#inTurn(async () => {
      clearTimeout(this.#timer);
      await this.#shared.files.clear();
      this.#stamp = "erased";
      await this.#letGo();
    });
    return true;
  }

  /** One at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #take(): Promise<boolean> {
    if (this.#release !== undefined) return true;
    const release = await this.#shared.files.claim();
    if (release === undefined) return false;
    try {
      await this.#reload("mine");
    } catch (error) {
      await release();
      throw error;
    }
    this.#release = release;
    this.#wait();
    return true;
  }

  async #reload(claimed?: "mine"): Promise<void> {
    const { files, name } = this.#shared;
    const stamp = await files.stamp(name);
    if (stamp === this.#stamp && !this.#othersRun) return;
    const othersRun = claimed === undefined && (await files.isClaimed());
    if (stamp === this.#stamp && othersRun) return;
    this.#cloud.load(await savedState(this.#shared), othersRun ? "goOnElsewhere" : "interrupted");
    this.#stamp = stamp;
    this.#othersRun = othersRun;
  }

  #wait(): void {
    const time = Math.max(keptFor, this.#writing / writingShare);
    this.#timer = setTimeout(() => void this.#inTurn(() => this.#endOfTime()), time);
  }

  async #endOfTime(): Promise<void> {
    if (this.#release === undefined) return;
    await this.#write();
    if (this.#cloud.world.deployments.isRunning) this.#wait();
    else await this.#letGo();
  }

  async #giveBack(): Promise<void> {
    if (this.#release === undefined) return;
    clearTimeout(this.#timer);
    await this.#write();
    await this.#letGo();
  }

  async #letGo(): Promise<void> {
    const release = this.#release;
    this.#release = undefined;
    await release?.();
  }

  /** What cannot be written stays in this window, until another one writes. */
  async #write(): Promise<void> {
    const { files, name, log } = this.#shared;
    const started = performance.now();
    try {
      await files.write(name, this.#cloud.save());
      this.#stamp = await files.stamp(name);
    } catch (error) {
      log("The practice cloud could not be saved for other windows.", error);
    }
    this.#writing = performance.now() - started;
  }
}

async function savedState({ files, name }: Shared): Promise<PracticeState | undefined> {
  const state = await files.read(name);
  return isPracticeState(state) ? state : undefined;
}
