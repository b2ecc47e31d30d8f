/** Something that will happen by itself. Plain data, so that it can be saved. */
export type Event =
  | { readonly kind: "operation"; readonly at: number; readonly name: string }
  | { readonly kind: "guest"; readonly at: number; readonly virtualMachine: string }
  | { readonly kind: "deployment"; readonly at: number; readonly deployment: string }
  | { readonly kind: "agentSilent"; readonly at: number; readonly machine: string }
  | { readonly kind: "agentBack"; readonly at: number; readonly machine: string }
  | {
      readonly kind: "registered";
      readonly at: number;
      readonly subscription: string;
      readonly namespace: string;
    };

/** What is to come, soonest first; equal times in the order in which they were added. */
export class Schedule {
  readonly #events: Event[] = [];

  add(event: Event): void {
    const after = this.#events.findIndex((other) => other.at > event.at);
    if (after < 0) this.#events.push(event);
    else this.#events.splice(after, 0, event);
  }

  /** Takes the next event that is due at `now`. */
  takeDue(now: number): Event | undefined {
    const [first] = this.#events;
    return first !== undefined && first.at <= now ? this.#events.shift() : undefined;
  }

  /** Takes out every event that `unwanted` picks. */
  cancel(unwanted: (event: Event) => boolean): void {
    for (let index = this.#events.length - 1; index >= 0; index--) {
      const event = this.#events[index];
      if (event !== undefined && unwanted(event)) this.#events.splice(index, 1);
    }
  }

  /** Milliseconds since 1970 of the next event. */
  get next(): number | undefined {
    return this.#events[0]?.at;
  }

  all(): readonly Event[] {
    return [...this.#events];
  }
}
