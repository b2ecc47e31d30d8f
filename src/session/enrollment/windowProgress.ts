import { enrollmentName } from "../../enrollment/record/record";
import type { EnrollmentState, WizardService } from "./enrollmentState";
import type { Translate } from "../../l10n/translate";

/**
 * Shows that something is in progress, until `work` has ended. `work` may be called later than `show`: VS Code calls it when its
 * window has answered.
 */
export type ShowProgress = (
  title: string,
  work: (report: (message: string) => void) => Promise<void>,
) => void;

/** Work on enrollments in the window's progress area, whether or not a page shows it. */
export function showWindowProgress(
  enrollments: WizardService,
  t: Translate,
  show: ShowProgress,
): { dispose(): void } {
  const ends = new Map<string, () => void>();
  const end = (id: string): void => {
    ends.get(id)?.();
    ends.delete(id);
  };
  const following = enrollments.onDidChange((changed) => {
    // An enrollment that went away with its list, as at a sign-out, tells nothing more of itself.
    for (const id of ends.keys()) if (!isAtWork(enrollments.get(id))) end(id);
    const state = changed === undefined ? undefined : enrollments.get(changed);
    if (state === undefined || !isAtWork(state) || ends.has(state.enrollment.id)) return;
    ends.set(state.enrollment.id, begin(state, enrollments, t, show));
  });
  return {
    dispose: () => {
      following.dispose();
      for (const id of ends.keys()) end(id);
    },
  };
}

function isAtWork(state: EnrollmentState | undefined): boolean {
  return state?.activity !== undefined && state.activity.kind !== "checking";
}

/** Shows one enrollment's work; what comes back ends it, also before it was shown. */
function begin(
  { enrollment }: EnrollmentState,
  enrollments: WizardService,
  t: Translate,
  show: ShowProgress,
): () => void {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  show(enrollmentName(enrollment), async (report) => {
    const tell = (): void => {
      const message = messageOf(enrollments.get(enrollment.id), t);
      if (message !== undefined) report(message);
    };
    const following = enrollments.onDidChange((id) => {
      if (id === enrollment.id) tell();
    });
    tell();
    await ended;
    following.dispose();
  });
  return end;
}

function messageOf(state: EnrollmentState | undefined, t: Translate): string | undefined {
  const activity = state?.activity;
  switch (activity?.kind) {
    case "running":
      return t("step {0} is running", activity.step);
    case "watching":
      return t("waiting for the VM");
    case "checking":
    case undefined:
      return undefined;
  }
}
