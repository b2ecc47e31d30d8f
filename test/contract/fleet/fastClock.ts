import { realClock, type PracticeClock } from "../../../src/practice/state/clock";

/** A clock that runs `speed` times as fast as the wall's since `epoch` (milliseconds since 1970). All who share both agree. */
export function fastClock(epoch: number, speed: number): PracticeClock {
  return {
    now: () => epoch + (Date.now() - epoch) * speed,
    sleep: (milliseconds, signal) => realClock.sleep(milliseconds / speed, signal),
  };
}
