import type { PlanOptions } from "../../fleet/plan/planFleet";

/** A deployment that the user has agreed to and that has not come to its end: what a window that is opened again continues with. */
export interface DeployIntent {
  /** Address of the fleet file. */
  readonly file: string;
  /** Hash of the file that the user saw. */
  readonly hash: string;
  readonly recreate: NonNullable<PlanOptions["recreate"]>;
  /** `resourceKey`s; absent for the whole fleet. */
  readonly only?: readonly string[];
  /** `practice` or `azure`: it continues only where it was started. */
  readonly mode: string;
}

/** What the command that deploys a fleet is given to continue with. Only our own code can make one. */
export class ResumedDeploy {
  readonly intent: DeployIntent;

  constructor(intent: DeployIntent) {
    this.intent = intent;
  }
}

/** Where they are kept. */
export interface KeptState {
  get(key: string): unknown;
  /** `make` gets what is kept by then, which may be another window's. */
  change(key: string, make: (value: unknown) => unknown): Promise<void>;
}

/** Which window is at a deployment. */
export interface DeployClaims {
  /** `undefined` while another window has it. */
  claim(file: string): Promise<(() => Promise<void>) | undefined>;
  isClaimed(file: string): Promise<boolean>;
}

/** Another window that lives deploys the same file. Nothing was sent. */
export class DeployedElsewhereError extends Error {
  override readonly name = "DeployedElsewhereError";

  constructor() {
    super("Another window is deploying this fleet.");
  }
}

const stateKey = "fleetDeployments";

/** Deployments in progress, kept for this workspace. Ids and a hash only: Azure is the state of everything else. */
export class DeployIntents {
  readonly #state: KeptState;
  readonly #claims: DeployClaims;

  constructor(state: KeptState, claims: DeployClaims) {
    this.#state = state;
    this.#claims = claims;
  }

  all(): readonly DeployIntent[] {
    return readAll(this.#state.get(stateKey));
  }

  /** Does `work` while no other window does the same. Throws `DeployedElsewhereError`. */
  async alone<T>({ file }: DeployIntent, work: () => Promise<T>): Promise<T> {
    const release = await this.#claims.claim(file);
    if (release === undefined) throw new DeployedElsewhereError();
    try {
      return await work();
    } finally {
      await release();
    }
  }

  /**
   * Whether the window that started this has gone before its end. Waits with `wait` as long as a living window is working on it, which may
   * be the one before a reload, or another one of this workspace.
   */
  async isLeft({ file }: DeployIntent, wait: () => Promise<void>): Promise<boolean> {
    let waited = false;
    while (await this.#claims.isClaimed(file)) {
      waited = true;
      await wait();
    }
    // Who has waited may find it done.
    return !waited || this.all().some((known) => known.file === file);
  }

  async add(intent: DeployIntent): Promise<void> {
    await this.#state.change(stateKey, (saved) => [...without(saved, intent.file), intent]);
  }

  async remove(file: string): Promise<void> {
    await this.#state.change(stateKey, (saved) => without(saved, file));
  }
}

function readAll(saved: unknown): readonly DeployIntent[] {
  return Array.isArray(saved) ? saved.flatMap(readIntent) : [];
}

function without(saved: unknown, file: string): readonly DeployIntent[] {
  return readAll(saved).filter((known) => known.file !== file);
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
