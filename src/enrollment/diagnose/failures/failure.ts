import type { StepNumber } from "../../steps/stepNumber";

/** Where on the way from the first boot to "Connected" a failure happens. */
export type Stage =
  "network" | "packages" | "signIn" | "azure" | "agent" | "connect" | "cloudInit" | "shell" | "system";

/** One row of the table of failures that can be recognized in a line of a log. */
export interface Failure {
  /** Stable name, kebab-case. Several rows may share it: one failure, told by several programs. */
  readonly id: string;
  readonly stage: Stage;
  readonly step: StepNumber;
  /** Must take linear time: logs are hostile input. Its named groups fill the `{name}` of `cause` and `next`. */
  readonly pattern: RegExp;
  /** What one of the lines just before must say, where the line alone could mean something else. */
  readonly after?: RegExp;
  /** True for a line that only reports that something failed: it counts where no line near it names the cause. */
  readonly symptom?: true;
  /** Of a symptom: the failures that name its cause, where not every one does. */
  readonly explainedBy?: readonly string[];
  readonly cause: string;
  /** The next move: a command or a place to look. */
  readonly next: string;
  /** The program and version that wrote the samples; `documentation` where the program could not be run. */
  readonly source: string;
  /** Real output. A sample of several lines ends in the line that is recognized. */
  readonly samples: readonly string[];
}
