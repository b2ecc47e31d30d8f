import { realClock, type PracticeClock } from "./clock";
import { Directory } from "./directory";
import { answer, refusalAnswer } from "./engine";
import { Guests } from "./guests";
import { OperationBook } from "./operations";
import { populate, type Population } from "./seed/population";
import { Random } from "./random";
import { Refusal } from "./refusal";
import { Schedule } from "./schedule";
import { play } from "./settle";
import { Store } from "./store";
import { TokenIssuer, type Identity, type IssuedToken } from "./token";
import { toResponse } from "./wire";
import type { World } from "./world";

/** Resource Manager's address in the practice cloud. Nothing answers there: the in-process transport does. */
export const practiceEndpoint = "https://management.practice.invalid";

/** One HTTP request to the practice cloud, as it would go over the wire. */
export interface PracticeRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PracticeResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PracticeOptions {
  /** Same seed, same cloud. Default: `nexus`. */
  readonly seed?: string;
  /** What is in it at the start. Default: about a dozen VMs and machines, one in every state. */
  readonly population?: Population;
  /** How many times faster than Azure. Default 20: a VM stands after about six seconds. */
  readonly speed?: number;
  readonly clock?: PracticeClock;
  /** Added to every answer, in milliseconds. Default 0. */
  readonly latency?: number;
}

/** An Azure Resource Manager that lives in memory. */
export interface PracticeCloud {
  /** Rejects only for a fault that breaks the connection (`reset`), and when `signal` aborts. */
  handle(request: PracticeRequest, signal?: AbortSignal): Promise<PracticeResponse>;
  /** The user who is signed in from the start. */
  readonly user: Identity;
  /** A bearer token for Resource Manager. Without an identity: for the user, in the tenant that is asked for. */
  token(options?: {
    readonly identity?: Identity;
    readonly tenantId?: string;
    readonly claims?: boolean;
  }): IssuedToken;
  /** What stands behind the requests, for tests and for the practice terminal. */
  readonly world: World;
  /** Plays everything that is due by now. Requests do it by themselves. */
  settle(): void;
}

export function createPracticeCloud(options: PracticeOptions = {}): PracticeCloud {
  const clock = options.clock ?? realClock;
  const issuer = new TokenIssuer(practiceEndpoint);
  let playing: number | undefined;
  const world: World = {
    store: new Store(),
    directory: new Directory(),
    operations: new OperationBook(),
    schedule: new Schedule(),
    guests: new Guests(),
    random: new Random(options.seed ?? "nexus"),
    clock,
    speed: options.speed ?? 20,
    now: () => playing ?? clock.now(),
  };
  const user = populate(world, options.population ?? { kind: "friendly" });

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

  const respond = (request: PracticeRequest): PracticeResponse => {
    settle();
    const url = new URL(request.url);
    const verdict = issuer.verify(request.headers["authorization"], clock.now());
    const reply = verdict.ok
      ? answer(world, {
          method: request.method,
          url,
          headers: request.headers,
          body: request.body,
          presented: verdict.presented,
        })
      : refusalAnswer(unauthenticated(verdict.why));
    return toResponse(world, request, reply);
  };

  return {
    user,
    world,
    settle,
    token: ({ identity = user, tenantId, claims = false } = {}) =>
      issuer.issue({ ...identity, tenantId: tenantId ?? identity.tenantId }, clock.now(), { claims }),
    handle: async (request, signal) => {
      const latency = options.latency ?? 0;
      if (latency > 0) await clock.sleep(latency, signal);
      return respond(request);
    },
  };
}

function unauthenticated(why: string): Refusal {
  const challenge = `Bearer authorization_uri="https://login.practice.invalid/common", error="invalid_token"`;
  if (why === "missing")
    return new Refusal(
      401,
      "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.",
      {
        headers: {
          "www-authenticate": `${challenge}, error_description="The authentication failed because of missing 'Authorization' header."`,
        },
      },
    );
  const [code, message] =
    why === "expired"
      ? [
          "ExpiredAuthenticationToken",
          "The access token expiry UTC time is earlier than current UTC time. Please get a new token.",
        ]
      : why === "audience"
        ? [
            "InvalidAuthenticationTokenAudience",
            "The access token has been obtained for wrong audience or resource. It should exactly match one of the allowed audiences.",
          ]
        : ["InvalidAuthenticationToken", "The access token is invalid."];
  return new Refusal(401, code, message, {
    headers: { "www-authenticate": `${challenge}, error_description="${message}"` },
  });
}
