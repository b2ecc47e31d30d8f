import type { JsonObject } from "../state/json";
import type { Identity } from "../authorization/token";
import type { PlannedResource } from "./template";

/** How one resource of a deployment stands. */
export interface Item {
  readonly plan: PlannedResource;
  state: "waiting" | "running" | "Succeeded" | "Failed" | "Canceled";
  /** Name of the provider's own operation, while it runs. */
  operation?: string;
  statusCode?: number;
  error?: JsonObject;
  /** Milliseconds since 1970 of the last change. */
  at: number;
}

/** A deployment that was started. It lives in memory only: its parameters can be secret. */
export interface Run {
  readonly id: string;
  readonly operationId: string;
  readonly caller: Identity;
  readonly startedAt: number;
  readonly items: readonly Item[];
}

/** Every deployment that was started since the practice cloud was opened, and the answers of what-if. */
export class DeploymentStore {
  readonly #runs = new Map<string, Run>();
  readonly #answers = new Map<string, JsonObject>();

  get(id: string): Run | undefined {
    return this.#runs.get(id.toLowerCase());
  }

  put(run: Run): void {
    this.#runs.set(run.id.toLowerCase(), run);
  }

  /** Whether one of them is not at its end. */
  get isRunning(): boolean {
    return [...this.#runs.values()].some(({ items }) =>
      items.some(({ state }) => state === "waiting" || state === "running"),
    );
  }

  /** What a polled operation of Resource Manager answers at its end. */
  answerOf(operation: string): JsonObject | undefined {
    return this.#answers.get(operation.toLowerCase());
  }

  answer(operation: string, body: JsonObject): void {
    this.#answers.set(operation.toLowerCase(), body);
  }
}
