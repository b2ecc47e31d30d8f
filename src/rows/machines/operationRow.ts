import { say } from "../../l10n/sentence";
import type { Translate } from "../../l10n/translate";
import type { StateLook } from "./state";

/** One long-running operation, as the tree's "Operations" lists it. */
export interface OperationRow {
  readonly id: string;
  /** What was asked for, on which resource: `Start vm1`. */
  readonly title: string;
  readonly state: OperationRowState;
  /** 0–100, where Azure says. */
  readonly percent?: number;
  /** Azure's own status word, or why it failed. */
  readonly message?: string;
  readonly correlationId?: string;
  readonly resourceId?: string;
}

/**
 * `notWatched`: it continues in Azure, but nobody here asks how far it is. `notStarted`: Azure never took it.
 * `unknown`: Azure no longer shows what became of it.
 */
export type OperationRowState =
  "running" | "notWatched" | "succeeded" | "failed" | "canceled" | "notStarted" | "unknown";

const words: Readonly<Record<OperationRowState, string>> = {
  running: say`In progress`,
  notWatched: say`Not watched`,
  succeeded: say`Succeeded`,
  failed: say`Failed`,
  canceled: say`Canceled`,
  notStarted: say`Not started`,
  unknown: say`Outcome unknown`,
};

const looks: Readonly<Record<OperationRowState, StateLook>> = {
  running: { icon: "loading~spin" },
  notWatched: { icon: "eye-closed" },
  succeeded: { icon: "pass", color: "testing.iconPassed" },
  failed: { icon: "error", color: "problemsErrorIcon.foreground" },
  canceled: { icon: "circle-slash" },
  notStarted: { icon: "circle-slash" },
  unknown: { icon: "question" },
};

export function operationLook(state: OperationRowState): StateLook {
  return looks[state];
}

export function isOver(state: OperationRowState): boolean {
  return state !== "running" && state !== "notWatched";
}

/** `In progress · 40 %`, `Failed · The VM has no identity.` */
export function describeOperation({ state, percent, message }: OperationRow, t: Translate): string {
  const progress = state === "running" && percent !== undefined ? `${percent} %` : undefined;
  return [t(words[state]), progress, message === undefined ? "" : t(message)]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");
}

/** Words for `when` clauses: what can be done with the operation. */
export function operationContext(row: OperationRow): string {
  const list = ["operation", isOver(row.state) ? "ended" : row.state];
  if (row.correlationId !== undefined) list.push("hasCorrelationId");
  return list.join(" ");
}
