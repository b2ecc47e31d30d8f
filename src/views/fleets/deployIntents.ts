import type { PlanOptions } from "../../fleet/planFleet";

/** A deployment that the user has agreed to and that has not come to its end: what a window that is opened again goes on with. */
export interface DeployIntent {
  /** Address of the fleet file. */
  readonly file: string;
  /** Hash of the file that the user saw. */
  readonly hash: string;
  readonly recreate: NonNullable<PlanOptions["recreate"]>;
  /** `resourceKey`s; absent for the whole fleet. */
  readonly only?: readonly string[];
  /** `practice` or `azure`: it goes on only where it was begun. */
  readonly mode: string;
}

/** What the command that deploys a fleet is given to go on with. Only our own code can make one. */
export class ResumedDeploy {
  readonly intent: DeployIntent;

  constructor(intent: DeployIntent) {
    this.intent = intent;
  }
}

/** Where they are kept. */
export interface KeptState {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const stateKey = "fleetDeployments";

/** Deployments under way, kept for this workspace. Ids and a hash only: Azure is the state of everything else. */
export class DeployIntents {
  readonly #state: KeptState;

  constructor(state: KeptState) {
    this.#state = state;
  }

  all(): readonly DeployIntent[] {
    const saved = this.#state.get(stateKey);
    return Array.isArray(saved) ? saved.flatMap(readIntent) : [];
  }

  async add(intent: DeployIntent): Promise<void> {
    await this.#state.update(stateKey, [...this.#without(intent.file), intent]);
  }

  async remove(file: string): Promise<void> {
    await this.#state.update(stateKey, this.#without(file));
  }

  #without(file: string): readonly DeployIntent[] {
    return this.all().filter((known) => known.file !== file);
  }
}

const recreates = ["none", "failed", "all"] as const;

function readIntent(value: unknown): DeployIntent[] {
  if (typeof value !== "object" || value === null) return [];
  if (!("file" in value) || !("hash" in value) || !("recreate" in value) || !("mode" in value)) return [];
  const { file, hash, mode } = value;
  const recreate = recreates.find((known) => known === value.recreate);
  if (typeof file !== "string" || typeof hash !== "string" || typeof mode !== "string") return [];
  if (recreate === undefined) return [];
  const only: unknown = "only" in value ? value.only : undefined;
  const keys = Array.isArray(only) ? { only: only.filter((key) => typeof key === "string") } : {};
  return [{ file, hash, mode, recreate, ...keys }];
}
