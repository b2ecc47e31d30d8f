import { realClock, type PracticeClock } from "./state/clock";
import { DeploymentStore } from "./deployments/deploymentStore";
import { Directory } from "./authorization/directory";
import { FaultInjector } from "./faults/injector";
import { requestGate } from "./http/requestGate";
import { Guests } from "./guest/guests";
import { guestDoor, type PracticeGuest } from "./http/guestDoor";
import type { PracticeRequest, PracticeResponse } from "./http/wire";
import { OperationStore } from "./engine/operationStore";
import { Random } from "./state/random";
import { Schedule } from "./state/schedule";
import { populate, type Population } from "./seed/population";
import { play } from "./state/settle";
import {
  clearWorld,
  restoreWorld,
  saveWorld,
  type PracticeState,
  type RunningDeployments,
} from "./state/state";
import { Store } from "./state/store";
import { TokenIssuer, type Identity, type IssuedToken, type Verdict } from "./authorization/token";
import type { World } from "./state/world";

/** Resource Manager's address in the practice cloud. Nothing answers there: the in-process transport does. */
export const practiceEndpoint = "https://management.practice.invalid";

export interface PracticeOptions {
  /** Same seed, same cloud. Default: `nexus`. */
  readonly seed?: string;
  /** What is in it at the start. Default: about two dozen VMs and machines, one in every state. */
  readonly population?: Population;
  /** Continues where `save()` stopped; `population` is not looked at. */
  readonly state?: PracticeState;
  /** How many times faster than Azure. Default 20: a VM stands after about six seconds. */
  readonly speed?: number;
  readonly clock?: PracticeClock;
  /** Added to every answer, in milliseconds. Default 0. */
  readonly latency?: number;
  /** A fault script (`faults/script.ts`). Throws `FaultScriptError` when it is wrong. */
  readonly faults?: string;
  /**
   * Called before each answer, its latency over. What it loads, the answer sees; what it resolves to is the answer. The answer
   * is made at once when it resolves, before any timer runs.
   */
  readonly beforeAnswer?: (
    request: PracticeRequest,
    signal: AbortSignal | undefined,
  ) => Promise<PracticeResponse | undefined>;
  /** Enforce the documented limits of Resource Manager and Resource Graph. Default: they are only counted. */
  readonly limits?: boolean;
}

/** An Azure Resource Manager that lives in memory. */
export interface PracticeCloud {
  /** Rejects only for a fault that breaks the connection (`ConnectionResetError`), and when `signal` aborts. */
  handle(request: PracticeRequest, signal?: AbortSignal): Promise<PracticeResponse>;
  /** The user who is signed in from the start. */
  readonly user: Identity;
  /** A bearer token for Resource Manager. Without an identity: for the user, in the tenant that is asked for. */
  token(options?: TokenOptions): IssuedToken;
  /** Whose token an `Authorization` header carries, and whether it is for `audience`. */
  verify(authorization: string | undefined, audience: string): Verdict;
  readonly guest: PracticeGuest;
  /** Replaces the fault script. Throws `FaultScriptError`. */
  useFaults(script: string): void;
  /** Everything but user data, as plain data for `PracticeOptions.state`. */
  save(): PracticeState;
  /** Becomes what another process saved; without a state what it was at first. Tokens, faults and limits stay as they are. */
  load(state: PracticeState | undefined, deployments: RunningDeployments): void;
  /** Plays everything that is due by now. Requests do it by themselves. */
  settle(): void;
  /** What stands behind the requests, for tests and seeds. */
  readonly world: World;
}

export interface TokenOptions {
  readonly identity?: Identity;
  readonly tenantId?: string;
  /** Whether it answers a claims challenge. */
  readonly claims?: boolean;
  /** The resource that it is for. Default: Resource Manager. */
  readonly audience?: string;
}

export function createPracticeCloud(options: PracticeOptions = {}): PracticeCloud {
  const clock = options.clock ?? realClock;
  const seed = options.seed ?? "nexus";
  const issuer = new TokenIssuer(practiceEndpoint);
  const injector = new FaultInjector(options.faults ?? "", seed);
  let playing: number | undefined;

  const world: World = {
    store: new Store(),
    directory: new Directory(),
    operations: new OperationStore(),
    deployments: new DeploymentStore(),
    schedule: new Schedule(),
    guests: new Guests(),
    random: new Random(options.state?.random ?? seed),
    clock,
    speed: options.speed ?? 20,
    now: () => playing ?? clock.now(),
    ask: (request) => gate.askFromInside(request),
  };
  const gate = requestGate({ world, issuer, injector, enforceLimits: options.limits ?? false });
  const fill = (state: PracticeState | undefined, deployments: RunningDeployments): Identity => {
    if (state === undefined) return populate(world, options.population ?? { kind: "friendly" });
    restoreWorld(world, state, deployments);
    return state.user;
  };
  const user = fill(options.state, "interrupted");

  const settle = (): void => {
    const now = clock.now();
    for (let event = world.schedule.takeDue(now); event !== undefined; event = world.schedule.takeDue(now)) {
      playing = event.at;
      try {
        play(world, event);
      } finally {
        playing = undefined;
      }
    }
  };

  return {
    user,
    world,
    settle,
    token: ({ identity = user, tenantId, ...asked } = {}) =>
      issuer.issue({ ...identity, tenantId: tenantId ?? identity.tenantId }, clock.now(), asked),
    verify: (authorization, audience) => issuer.verify(authorization, clock.now(), audience),
    guest: guestDoor(world, issuer, settle),
    useFaults: (script) => {
      injector.use(script);
    },
    load: (state, deployments) => {
      clearWorld(world);
      world.random.goTo(state?.random ?? seed);
      fill(state, deployments);
    },
    save: () => {
      settle();
      return saveWorld(world, user);
    },
    handle: async (request, signal) => {
      signal?.throwIfAborted();
      const entry = gate.enter(request);
      const wait = (options.latency ?? 0) + entry.latency;
      if (wait > 0) await clock.sleep(wait, signal);
      const instead = await options.beforeAnswer?.(request, signal);
      if (instead !== undefined) return instead;
      settle();
      return entry.answer();
    },
  };
}
