import type { SnapshotStore } from "../../session/account/accountRouter";
import { readWizardState, type WizardState } from "./wizardState";

/** Where the user is in each enrollment's page, over reloads. Writes are quick and in order; only the last counts. */
export class WizardStateFiles {
  readonly #store: SnapshotStore;
  readonly #log: (line: string, cause?: unknown) => void;
  readonly #waiting = new Map<string, unknown>();
  #writing: Promise<void> | undefined;

  constructor(store: SnapshotStore, log: (line: string, cause?: unknown) => void) {
    this.#store = store;
    this.#log = log;
  }

  async read(enrollment: string): Promise<WizardState> {
    await this.#writing;
    return readWizardState(await this.#store.read(enrollment));
  }

  save(enrollment: string, wizardState: unknown): void {
    this.#waiting.set(enrollment, wizardState);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  async #write(): Promise<void> {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const [enrollment, wizardState] = next;
      this.#waiting.delete(enrollment);
      try {
        await this.#store.write(enrollment, wizardState);
      } catch (error) {
        this.#log("The position in the wizard could not be saved.", error);
      }
    }
  }
}
