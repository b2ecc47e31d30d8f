import { keptShape, protocolVersion, refused, type Kept } from "../src/protocol";
import type { PageApi } from "./host";

/** What was typed and is not in the host's model yet. It stands over what the model says, and survives a reload of the page. */
export class Typed {
  readonly #api: PageApi;
  readonly #texts = new Map<string, string>();
  #enrollment: string;

  constructor(api: PageApi, enrollment: string) {
    this.#api = api;
    this.#enrollment = enrollment;
    const kept = keptShape(api.getState());
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

  /** Also tells VS Code which enrollment a restored page is about. A private key in a wrong field is kept nowhere. */
  #keep(): void {
    const typed = [...this.#texts].filter(([, text]) => !text.includes("PRIVATE KEY"));
    const kept: Kept = {
      nexusArc: protocolVersion,
      enrollment: this.#enrollment,
      typed: Object.fromEntries(typed),
    };
    this.#api.setState(kept);
  }

  /** Before anything was typed. */
  start(): void {
    this.#keep();
  }
}
