import assert from "node:assert/strict";
import type {
  EnrollmentActivity,
  EnrollmentState,
  WizardService,
} from "../../../src/session/enrollment/enrollmentState";
import { inEnglish } from "../../../src/l10n/translate";
import { showWindowProgress } from "../../../src/session/enrollment/windowProgress";
import { enrollmentFor, userTarget } from "../enrollment/sample";

const since = "2026-03-01T12:00:00Z";
const running: EnrollmentActivity = { kind: "running", step: 3, since };
const enrollment = enrollmentFor(userTarget);
const { id } = enrollment;

/** A service with one enrollment, and a window whose progress starts when it is told to. */
function rig() {
  const listeners = new Set<(id: string | undefined) => void>();
  let state: EnrollmentState | undefined = { enrollment };
  const enrollments: WizardService = {
    get: (asked) => (asked === id ? state : undefined),
    update: () => Promise.resolve(),
    check: () => Promise.resolve(),
    run: () => Promise.resolve(),
    stop: () => undefined,
    onDidChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
  const asked: (() => Promise<void>)[] = [];
  const reported: string[] = [];
  const progress = showWindowProgress(enrollments, inEnglish, (_title, work) => {
    asked.push(() => work((message) => reported.push(message)));
  });
  const change = (next: EnrollmentState | undefined, told: string | undefined): void => {
    state = next;
    for (const listener of [...listeners]) listener(told);
  };
  return { asked, reported, progress, change, listeners };
}

describe("the window's progress of an enrollment", () => {
  it("is shown once while something is done, with the step, and ends with it", async () => {
    const { asked, reported, change, listeners } = rig();
    change({ enrollment, activity: { kind: "checking", since } }, id);
    assert.equal(asked.length, 0, "a look is no work");
    change({ enrollment, activity: running }, id);
    const shown = asked[0]?.();
    change({ enrollment, activity: { ...running, step: 7 } }, id);
    change({ enrollment }, id);
    await shown;
    assert.equal(asked.length, 1);
    assert.deepEqual(reported, ["step 3 is running", "step 7 is running"]);
    assert.equal(listeners.size, 1, "nobody listens for it any more");
  });

  it("ends where the work has ended before the window started to show it", async () => {
    const { asked, change, listeners } = rig();
    change({ enrollment, activity: running }, id);
    change({ enrollment }, id);
    await asked[0]?.();
    assert.equal(listeners.size, 1);
  });

  it("ends where the enrollment goes away with its list, as at a sign-out", async () => {
    const { asked, change } = rig();
    change({ enrollment, activity: running }, id);
    const shown = asked[0]?.();
    change(undefined, undefined);
    await shown;
    assert.equal(asked.length, 1);
  });

  it("ends with the window's own", async () => {
    const { asked, change, progress, listeners } = rig();
    change({ enrollment, activity: running }, id);
    const shown = asked[0]?.();
    progress.dispose();
    await shown;
    assert.equal(listeners.size, 0);
  });
});
