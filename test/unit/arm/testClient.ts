import type { Clock } from "../../../src/arm/clock";
import {
  createArmClient,
  type ArmClientOptions,
  type PipelineArmClient,
} from "../../../src/arm/http/pipeline";
import type { ArmTokenCredential, ArmTokenOptions } from "../../../src/arm/auth/tokenCache";
import { cloudAt, serve, type Handler, type Loopback } from "./network/loopback";

export interface TokenCall {
  readonly scopes: string | string[];
  readonly options: ArmTokenOptions;
}

/** Gives `token-1`, `token-2`, … : a new one for each challenge or refresh, else the last. */
export function countingCredential(calls: TokenCall[] = []): ArmTokenCredential {
  let issued = 1;
  return {
    getToken: (scopes, options = {}) => {
      calls.push({ scopes, options });
      if (options.claims !== undefined || options.forceRefresh === true) issued++;
      return Promise.resolve({ token: `token-${issued}-secret`, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
}

/** A clock that does not wait: its time moves by what is asked of it. */
export function skippingClock(waits: number[] = []): Clock {
  let now = 1_750_000_000_000;
  return {
    now: () => now,
    sleep: (ms) => {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

export function clientAt(origin: string, options: Partial<ArmClientOptions> = {}): PipelineArmClient {
  return createArmClient({
    cloud: cloudAt(origin),
    credential: countingCredential(),
    clock: skippingClock(),
    random: () => 1,
    proxy: { kind: "none" },
    ...options,
  });
}

/** For a suite: starts a server with a client for it, and ends both after each test. */
export function armServer() {
  const started: { readonly server: Loopback; readonly client: PipelineArmClient }[] = [];
  afterEach(async () => {
    for (const { server, client } of started.splice(0)) {
      client.close();
      await server.close();
    }
  });
  return {
    start: async (handler: Handler, options: Partial<ArmClientOptions> = {}) => {
      const server = await serve(handler);
      const pair = { server, client: clientAt(server.origin, options) };
      started.push(pair);
      return pair;
    },
  };
}
