import type { Fate } from "../engine/operationStore";
import { Random } from "../state/random";
import { parseFaults, type FaultEffect, type FaultRule } from "./script";

/** What is to happen to one request. */
export interface Strike {
  /** Milliseconds to wait before the answer. */
  readonly latency: number;
  readonly effect: Exclude<FaultEffect, { kind: "latency" | "operation" }> | undefined;
  /** For the operation that the request starts. */
  readonly fate: Fate | undefined;
}

interface Armed {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  seen: number;
  fired: number;
}

/** Plays a fault script. The same requests in the same order meet the same faults. */
export class FaultInjector {
  readonly #random: Random;
  #armed: readonly Armed[] = [];

  /** Throws `FaultScriptError`. */
  constructor(script: string, seed: string) {
    this.#random = new Random(`${seed} faults`);
    this.use(script);
  }

  /** Replaces the script; counts start again. Throws `FaultScriptError`. */
  use(script: string): void {
    this.#armed = parseFaults(script).map((rule) => ({
      rule,
      pattern: patternOf(rule.path),
      seen: 0,
      fired: 0,
    }));
  }

  /** `claims`: the request's token answers a step-up challenge. */
  strike(request: { readonly method: string; readonly path: string; readonly claims: boolean }): Strike {
    let latency = 0;
    let effect: Strike["effect"];
    let fate: Fate | undefined;
    for (const armed of this.#armed) {
      const what = armed.rule.effect;
      if (!this.#matches(armed, request)) continue;
      const taken =
        what.kind === "latency" || (what.kind === "operation" ? fate === undefined : effect === undefined);
      if (!taken || !this.#fires(armed)) continue;
      if (what.kind === "latency")
        latency += what.from + Math.floor(this.#random.next() * (what.to - what.from + 1));
      else if (what.kind === "operation") fate = what.fate;
      else effect = what;
    }
    return { latency, effect, fate };
  }

  #matches(
    { rule, pattern }: Armed,
    request: { readonly method: string; readonly path: string; readonly claims: boolean },
  ): boolean {
    const method = request.method.toUpperCase();
    if (rule.methods.length > 0 && !rule.methods.includes(method)) return false;
    if (rule.effect.kind === "operation" && (method === "GET" || method === "HEAD")) return false;
    if (rule.effect.kind === "status" && rule.effect.claims && request.claims) return false;
    return pattern.test(request.path);
  }

  #fires(armed: Armed): boolean {
    const { rule } = armed;
    armed.seen++;
    if (armed.seen <= rule.after) return false;
    if (rule.times !== undefined && armed.fired >= rule.times) return false;
    if (rule.probability < 1 && this.#random.next() >= rule.probability) return false;
    armed.fired++;
    return true;
  }
}

function patternOf(path: string): RegExp {
  const source = path
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`, "is");
}
