import type { CommandId } from "../../ids";
import type { Services } from "../../services";

/** What a command works with while it runs. */
export interface CommandScope {
  readonly services: Services;
  /**
   * Shows a notification with Cancel while `work` runs. `signal` aborts on Cancel.
   * What a command does that can take longer than a moment goes in here; questions to the user stay outside.
   */
  readonly progress: <T>(title: string, work: (running: RunningWork) => Promise<T>) => Promise<T>;
}

export interface RunningWork {
  readonly signal: AbortSignal;
  /** Says its progress, beside the title. */
  readonly report: (message: string) => void;
}

/** One command of the extension. Whatever it throws is shown to the user with its cause and next move. */
export interface Command {
  /** Completes "Could not …", in lower case: `start the VM`. */
  readonly intent: string;
  /** `args` are whatever the caller gave: a tree row, or nothing from the palette. Check before use. */
  run(scope: CommandScope, ...args: readonly unknown[]): Promise<void> | void;
}

/** What can be pressed to continue. */
export interface NextMove {
  readonly label: string;
  readonly command: CommandId;
  readonly argument?: unknown;
}

/** Ends a command with one sentence for the user and no error: there was nothing to do it with. */
export class Notice extends Error {
  override readonly name = "Notice";
  readonly next: NextMove | undefined;

  constructor(message: string, next?: NextMove) {
    super(message);
    this.next = next;
  }
}
