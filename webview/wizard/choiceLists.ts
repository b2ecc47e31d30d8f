import type { Choice, Failure } from "../../src/protocol";
import { HostFailure, type Host } from "../host";

export type ChoiceList =
  | { readonly kind: "reading" }
  | { readonly kind: "ready"; readonly choices: readonly Choice[] }
  | { readonly kind: "failed"; readonly failure: Failure };

interface Asked {
  readonly from: string;
  readonly abort: AbortController;
  list: ChoiceList;
}

/** The choices of the fields in sight, each asked for once for what it hangs on. */
export class ChoiceLists {
  readonly #host: Host;
  readonly #changed: () => void;
  readonly #asked = new Map<string, Asked>();
  /** Fields whose value is entered manually though there is a list. */
  readonly #byHand = new Set<string>();

  constructor(host: Host, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  /** Asks when it has not asked yet, or for something else. */
  get(field: string, from: string): ChoiceList {
    const known = this.#asked.get(field);
    if (known?.from === from) return known.list;
    known?.abort.abort();
    const asked: Asked = { from, abort: new AbortController(), list: { kind: "reading" } };
    this.#asked.set(field, asked);
    void this.#read(field, asked);
    return asked.list;
  }

  again(field: string): void {
    this.#asked.get(field)?.abort.abort();
    this.#asked.delete(field);
    this.#changed();
  }

  /** Stops asking for fields that are out of sight. What is ready stays. */
  keepOnly(fields: readonly string[]): void {
    for (const [field, { abort, list }] of this.#asked) {
      if (fields.includes(field) || list.kind !== "reading") continue;
      abort.abort();
      this.#asked.delete(field);
    }
  }

  isByHand(field: string): boolean {
    return this.#byHand.has(field);
  }

  setByHand(field: string, byHand: boolean): void {
    if (byHand) this.#byHand.add(field);
    else this.#byHand.delete(field);
    this.#changed();
  }

  async #read(field: string, asked: Asked): Promise<void> {
    try {
      const choices = await this.#host.ask("readChoices", { field }, asked.abort.signal);
      asked.list = { kind: "ready", choices };
    } catch (error) {
      if (!(error instanceof HostFailure)) return;
      asked.list = { kind: "failed", failure: error.failure };
    }
    this.#changed();
  }
}
