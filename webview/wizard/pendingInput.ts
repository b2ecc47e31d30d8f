import { keptShape, looksPrivate, protocolVersion, refused, type Kept } from "../../src/protocol";
import type { PageApi } from "../host";

/**
 * What was typed and is not in the host's model yet. It stands over what the model says, and survives the page. VS Code writes
 * the state of a page down some seconds later, and drops it with its panel: so what is typed stands in the storage that all
 * pages of the wizard share, and in the page's state only where there is none.
 */
export class PendingInput {
  readonly #api: PageApi;
  readonly #shared = sharedStorage();
  readonly #key: string;
  readonly #texts = new Map<string, string>();
  #enrollment: string;

  constructor(api: PageApi, enrollment: string) {
    this.#api = api;
    this.#enrollment = enrollment;
    this.#key = `nexusArc.typed.${enrollment}`;
    const kept = keptShape(this.#shared === undefined ? api.getState() : this.#readShared());
    if (kept === refused || kept.enrollment !== enrollment) return;
    for (const [field, text] of Object.entries(kept.typed)) this.#texts.set(field, text);
  }

  /** What is typed into a field, where the host does not have it yet. */
  get(field: string): string | undefined {
    return this.#texts.get(field);
  }

  all(): readonly (readonly [field: string, text: string])[] {
    return [...this.#texts];
  }

  set(field: string, text: string): void {
    this.#texts.set(field, text);
    this.#keep();
  }

  /** The host has this text; a later one stays. */
  taken(field: string, text: string): void {
    if (this.#texts.get(field) === text) this.#texts.delete(field);
    this.#keep();
  }

  /** A private key in a wrong field is kept nowhere. */
  #keep(): void {
    const typed = Object.fromEntries([...this.#texts].filter(([, text]) => !looksPrivate(text)));
    const kept: Kept = { nexusArc: protocolVersion, enrollment: this.#enrollment, typed };
    const isShared = this.#writeShared(kept);
    // Tells VS Code which enrollment a restored page is about.
    this.#api.setState(isShared ? { ...kept, typed: {} } : kept);
  }

  #readShared(): unknown {
    try {
      return JSON.parse(this.#shared?.getItem(this.#key) ?? "null");
    } catch {
      return undefined;
    }
  }

  /** Whether it could be written: the storage may be full. */
  #writeShared(kept: Kept): boolean {
    try {
      if (Object.keys(kept.typed).length === 0) this.#shared?.removeItem(this.#key);
      else this.#shared?.setItem(this.#key, JSON.stringify(kept));
      return this.#shared !== undefined;
    } catch {
      return false;
    }
  }

  /** Before anything was typed. */
  start(): void {
    this.#keep();
  }
}

/** `undefined` where the browser gives this page none. */
function sharedStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
