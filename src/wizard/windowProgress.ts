import * as vscode from "vscode";
import type { EnrollmentState } from "../session/enrollmentState";
import { enrollmentName } from "../enrollment/record";
import type { WizardDesk } from "./desk";

/** Work on enrollments in the window's progress area, whether or not a page shows it. */
export function showWindowProgress(desk: WizardDesk): { dispose(): void } {
  const ends = new Map<string, () => void>();
  return desk.onDidChange((id) => {
    if (id === undefined) return;
    const state = desk.get(id);
    const isAtWork = state?.activity !== undefined && state.activity.kind !== "checking";
    if (!isAtWork) {
      ends.get(id)?.();
      ends.delete(id);
    } else if (!ends.has(id)) ends.set(id, begin(state, desk));
  });
}

/** Shows one enrollment's work; what comes back ends it. */
function begin({ enrollment }: EnrollmentState, desk: WizardDesk): () => void {
  let end: () => void = () => undefined;
  const options = { location: vscode.ProgressLocation.Window, title: enrollmentName(enrollment) };
  void vscode.window.withProgress(options, async (progress) => {
    const following = desk.onDidChange((id) => {
      if (id !== enrollment.id) return;
      const message = messageOf(desk.get(id));
      if (message !== undefined) progress.report({ message });
    });
    const first = messageOf(desk.get(enrollment.id));
    if (first !== undefined) progress.report({ message: first });
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    following.dispose();
  });
  return () => {
    end();
  };
}

function messageOf(state: EnrollmentState | undefined): string | undefined {
  const activity = state?.activity;
  switch (activity?.kind) {
    case "running":
      return vscode.l10n.t("step {0} is being run", activity.step);
    case "watching":
      return vscode.l10n.t("waiting for the VM");
    case "checking":
    case undefined:
      return undefined;
  }
}
