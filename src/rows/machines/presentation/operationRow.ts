import { say } from "../../../l10n/sentence";
import type { Translate } from "../../../l10n/translate";
import { isOver, type OperationRow, type OperationRowState } from "../../../session/operations/operationRow";
import type { StateLook } from "./state";

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
