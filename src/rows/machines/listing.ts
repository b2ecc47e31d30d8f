import { isAborted, toArmError } from "../../arm/errors";
import type { ListedContent, ListProblem } from "../../session/listing/content";
import type { Freshness, MachineSource } from "../../session/listing/source";

/** Told what a listing brings. */
export interface ListingReader {
  /** New content to show. `firstRows`: who waits in `ready` gets it now; otherwise it must be painted. */
  show(content: ListedContent, firstRows: boolean): void;
  /** The listing started, ended or failed. `paint` as above. */
  stateChanged(paint: boolean): void;
}

/** How one source is listed: started by the first look, started again on request, its failures kept until then. */
export class Listing {
  readonly source: MachineSource;
  readonly #reader: ListingReader;
  readonly #firstRows: Promise<void>;
  #letIn: (() => void) | undefined;
  #abort: AbortController | undefined;
  #running = false;
  #shown = 0;
  #problems: readonly ListProblem[] = [];
  #savedAt: string | undefined;

  constructor(source: MachineSource, reader: ListingReader) {
    this.source = source;
    this.#reader = reader;
    this.#firstRows = new Promise((resolve) => {
      this.#letIn = resolve;
    });
  }

  get running(): boolean {
    return this.#running;
  }

  /** What the last listing could not read. */
  get problems(): readonly ListProblem[] {
    return this.#problems;
  }

  /** ISO 8601, while the rows are those of an earlier window. */
  get savedAt(): string | undefined {
    return this.#savedAt;
  }

  /** Starts the listing unless it has been, and waits for its first rows. */
  async ready(): Promise<void> {
    if (this.#abort === undefined) void this.reload();
    await this.#firstRows;
  }

  /** Lists again; a listing in progress is given up. Never rejects. */
  async reload(): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#running = true;
    this.#shown = 0;
    this.#reader.stateChanged(false);
    let failure: readonly ListProblem[] | undefined;
    try {
      await this.source.list((content, freshness) => {
        if (this.#abort === abort) this.#take(content, freshness);
      }, abort.signal);
    } catch (error) {
      if (!isAborted(error)) failure = [{ id: "list", what: "Machines", error: toArmError(error) }];
    }
    if (this.#abort !== abort) return;
    this.#running = false;
    if (failure !== undefined) this.#problems = failure;
    const firstRows = this.#openDoor();
    this.#reader.stateChanged(failure !== undefined && !firstRows);
  }

  /** Gives up, and lets go of whoever waits. */
  stop(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#running = false;
    this.#openDoor();
  }

  #take(content: ListedContent, freshness: Freshness): void {
    if (freshness.kind === "partial" && !this.#worthShowing(content.rows.length)) return;
    this.#shown = content.rows.length;
    this.#savedAt = freshness.kind === "snapshot" ? freshness.fetchedAt : undefined;
    this.#problems = content.problems;
    this.#reader.show(content, this.#openDoor());
  }

  /** A list that grows is shown at first and each time that it has doubled, so that 100 pages are not 100 repaints. */
  #worthShowing(count: number): boolean {
    return count > 0 && count >= 2 * this.#shown;
  }

  /** Lets those in who wait for the first rows. `true` the first time: then nobody else needs a repaint. */
  #openDoor(): boolean {
    const letIn = this.#letIn;
    this.#letIn = undefined;
    letIn?.();
    return letIn !== undefined;
  }
}
