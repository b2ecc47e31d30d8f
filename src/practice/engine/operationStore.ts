import type { JsonObject } from "../state/json";

/** What an operation does to the world when it succeeds. */
export type Effect =
  | { readonly kind: "created" }
  | { readonly kind: "updated" }
  | { readonly kind: "deleted" }
  | { readonly kind: "powered"; readonly on: boolean }
  | { readonly kind: "restarted" }
  | { readonly kind: "reimaged" }
  | { readonly kind: "relayAssigned"; readonly machine: string; readonly relayType: string }
  | { readonly kind: "computed" }
  | { readonly kind: "groupDeleted" }
  | { readonly kind: "clusterDeployed" }
  | { readonly kind: "deployed" }
  | { readonly kind: "nothing" };

export type Outcome = "Succeeded" | "Failed" | "Canceled";

/**
 * Where it is polled, and what the answer looks like: NetworkCloud's `operationStatuses`, Compute's `operations`,
 * Resource Manager's own `operationresults`.
 */
export type OperationForm = "fabric" | "compute" | "manager";

/** A long-running operation (ARM RPC, async operation contract). */
export interface Operation {
  readonly name: string;
  readonly namespace: string;
  readonly location: string;
  readonly resourceId: string;
  readonly form: OperationForm;
  readonly verb: "PUT" | "PATCH" | "POST" | "DELETE";
  readonly apiVersion: string;
  readonly startedAt: number;
  readonly acceptedUntil: number;
  /** Undefined: it never ends. */
  readonly endsAt: number | undefined;
  readonly outcome: Outcome;
  readonly error?: JsonObject;
  readonly effect: Effect;
  /** What the request was sent with: the activity log is searched by it. */
  readonly correlationId: string | undefined;
  readonly clientRequestId: string | undefined;
  /** Networks answer with an empty `error` once they are in progress; machines do not. */
  readonly emptyError: boolean;
}

/** How an operation goes, in Azure's seconds. */
export interface Course {
  readonly accepted: number;
  readonly total: number;
}

/** What a fault script has in store for the next operation. */
export interface Fate {
  readonly outcome: Outcome | "never";
  readonly code?: string;
  readonly message?: string;
}

export class OperationStore {
  readonly #byName = new Map<string, Operation>();
  /** Set by the fault script for the request that is being answered. */
  fate: Fate | undefined;

  get(name: string): Operation | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  put(operation: Operation): void {
    this.#byName.set(operation.name.toLowerCase(), operation);
  }

  clear(): void {
    this.#byName.clear();
  }

  all(): readonly Operation[] {
    return [...this.#byName.values()];
  }
}
