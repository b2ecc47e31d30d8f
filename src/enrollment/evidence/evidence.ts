/** How a step stands, judged from what can be seen now. */
export type StepState =
  /** Nothing of it is there. */
  | "notStarted"
  /** Azure, or the VM, is working on it. */
  | "underWay"
  /** There, and this enrollment did it. */
  | "done"
  /** There, but this enrollment did not do it; just as good. */
  | "doneByOther"
  /** Tried, and ended badly. */
  | "failed"
  /** Something is there that blocks this enrollment. */
  | "contradicts"
  /** What exists cannot be read, or does not show it. */
  | "unknown";

/** Who says so. The user's word and the VM's report are labeled as such wherever they are shown. */
export type EvidenceSource = "azure" | "operation" | "vmReport" | "userWord" | "none";

export interface Evidence {
  readonly state: StepState;
  /** One sentence. */
  readonly summary: string;
  readonly source: EvidenceSource;
  /** ISO 8601: when it was seen, reported or said. */
  readonly at: string;
  /** What the user can do now; absent when nothing is to be done. */
  readonly nextMove?: string;
  /** What was seen, in Azure's own names. */
  readonly facts?: readonly Fact[];
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export function isDone({ state }: Evidence): boolean {
  return state === "done" || state === "doneByOther";
}
