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
 * `notWatched`: it continues in Azure, but nobody here asks its progress. `notStarted`: Azure never took it.
 * `unknown`: Azure no longer shows what became of it.
 */
export type OperationRowState =
  "running" | "notWatched" | "succeeded" | "failed" | "canceled" | "notStarted" | "unknown";

/** Whether nothing continues any longer, in Azure or here. */
export function isOver(state: OperationRowState): boolean {
  return state !== "running" && state !== "notWatched";
}
