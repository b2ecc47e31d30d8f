/** The practice cloud's time, which a test can hold still at a moment that it looks for. */
import { realClock, type PracticeClock } from "../../../../src/practice/state/clock";

/** Milliseconds; shorter than anything that the practice cloud plays, so that no state is passed by unseen. */
const tick = 20;

/** Goes as the wall clock does, in small ticks that are never left out: after a pause it catches up tick by tick. */
export class TickingClock implements PracticeClock {
  #now = Date.now();
  #isHeld = false;
  #look: () => boolean = () => false;
  readonly #timer = setInterval(() => {
    this.#catchUp();
  }, tick);

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return realClock.sleep(milliseconds, signal);
  }

  /** Resolves when `isIt` holds after a tick. Time stands still then, until `goOn`. One at a time. */
  holdWhen(isIt: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (!isIt()) return false;
        this.#look = () => false;
        this.#isHeld = true;
        resolve();
        return true;
      };
    });
  }

  goOn(): void {
    this.#isHeld = false;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #catchUp(): void {
    while (!this.#isHeld && !this.#look() && this.#now + tick <= Date.now()) this.#now += tick;
  }
}
