import { ManualClock } from "../../../src/practice/state/clock";
import { createPracticeCloud, practiceEndpoint, type PracticeCloud } from "../../../src/practice/cloud";
import { member, parseJson, textAt, type Json } from "../../../src/practice/state/json";
import { prepare, subscriptionsIn } from "./prepare";
import { operationOf, type Exchange, type Scenario } from "./recording";
import { rulesFor } from "./rules";
import { differences } from "./shape";

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** Headers that a client acts on: they must be there on both sides or on neither. */
const decisive = ["azure-asyncoperation", "location"];
/** Headers that must not be lost; ours may have them more often. */
const kept = ["etag", "retry-after", "x-ms-providerhub-traffic", "content-type"];

/** Plays a scenario against a practice cloud of its own. Gives what differs, one line each. */
export async function replay(scenario: Scenario): Promise<ReadonlyMap<Exchange, readonly string[]>> {
  const clock = new ManualClock();
  const cloud = createPracticeCloud({
    clock,
    speed: 1,
    population: { kind: "empty", subscriptions: subscriptionsIn(scenario) },
  });
  prepare(cloud, scenario);
  const player = new Player(cloud, clock);
  const results = new Map<Exchange, readonly string[]>();
  for (const exchange of scenario.exchanges) {
    const reply = await player.play(exchange);
    results.set(exchange, [
      ...(reply.status === exchange.status
        ? []
        : [
            `status: recorded ${String(exchange.status)}, ours ${String(reply.status)} ${textAt(reply.body, "error", "message") ?? ""}`,
          ]),
      ...compareHeaders(exchange, reply),
      ...differences(exchange.responseBody, reply.body, rulesFor(scenario, exchange)),
    ]);
  }
  return results;
}

/** Sends recorded requests, with our own operation and page URLs in the place of the recorded ones. */
class Player {
  readonly #cloud: PracticeCloud;
  readonly #clock: ManualClock;
  /** Our URLs by the recorded operation's name. */
  readonly #operations = new Map<string, { readonly status: string; readonly result: string }>();
  readonly #pages = new Map<string, string>();

  constructor(cloud: PracticeCloud, clock: ManualClock) {
    this.#cloud = cloud;
    this.#clock = clock;
  }

  /** A recorded answer came when the time was ripe; here time is moved on until ours looks the same, two hours at most. */
  async play(exchange: Exchange): Promise<Reply> {
    let reply = await this.#send(exchange);
    for (let second = 0; second < 7200 && this.#isTooEarly(exchange, reply); second++) {
      this.#clock.advance(1000);
      reply = await this.#send(exchange);
    }
    this.#remember(exchange, reply);
    return reply;
  }

  async #send(exchange: Exchange): Promise<Reply> {
    const answer = await this.#cloud.handle({
      method: exchange.method,
      url: this.#urlFor(exchange),
      headers: { authorization: `Bearer ${this.#cloud.token().token}` },
      ...(exchange.requestBody !== undefined && { body: JSON.stringify(exchange.requestBody) }),
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.body === "" ? null : parseJson(answer.body),
    };
  }

  #urlFor(exchange: Exchange): string {
    const operation = this.#operations.get(operationOf(exchange.url.href) ?? "");
    if (operation !== undefined) return exchange.status === 202 ? operation.result : operation.status;
    const page = this.#pages.get(exchange.url.href);
    if (page !== undefined) return page;
    const url = new URL(exchange.url.pathname + exchange.url.search, practiceEndpoint);
    const next = textAt(exchange.responseBody, "nextLink");
    const size = member(exchange.responseBody, "value");
    if (next !== undefined && Array.isArray(size)) url.searchParams.set("$top", String(size.length));
    return url.href;
  }

  #isTooEarly(exchange: Exchange, reply: Reply): boolean {
    if (exchange.method !== "GET") return reply.status === 409 && exchange.status !== 409;
    const state = (body: Json): string | undefined =>
      textAt(body, "status") ?? textAt(body, "properties", "provisioningState");
    return reply.status !== exchange.status || state(reply.body) !== state(exchange.responseBody);
  }

  #remember(exchange: Exchange, reply: Reply): void {
    const recorded = exchange.headers["azure-asyncoperation"] ?? exchange.headers["location"];
    const name = operationOf(recorded ?? "");
    const status = reply.headers["azure-asyncoperation"] ?? reply.headers["location"];
    if (name !== undefined && status !== undefined)
      this.#operations.set(name, { status, result: reply.headers["location"] ?? status });
    const [recordedNext, ourNext] = [
      textAt(exchange.responseBody, "nextLink"),
      textAt(reply.body, "nextLink"),
    ];
    if (recordedNext !== undefined && ourNext !== undefined)
      this.#pages.set(new URL(recordedNext).href, ourNext);
  }
}

function compareHeaders(exchange: Exchange, reply: Reply): readonly string[] {
  const lost = kept.filter(
    (name) => exchange.headers[name] !== undefined && reply.headers[name] === undefined,
  );
  const different = (isLongRunning(exchange) ? decisive : []).filter(
    (name) => (exchange.headers[name] === undefined) !== (reply.headers[name] === undefined),
  );
  const media = (value: string | undefined): string => (value ?? "").split(";")[0] ?? "";
  const wrongType =
    exchange.responseBody !== null &&
    media(exchange.headers["content-type"]) !== media(reply.headers["content-type"]);
  return [
    ...[...lost, ...different].map(
      (name) =>
        `header ${name}: recorded ${exchange.headers[name] ?? "none"}, ours ${reply.headers[name] ?? "none"}`,
    ),
    ...(wrongType ? [`header content-type: ours ${reply.headers["content-type"] ?? "none"}`] : []),
    ...(isLongRunning(exchange) ? decisive : []).flatMap((name) =>
      compareOperationUrl(name, exchange.headers[name], reply.headers[name]),
    ),
  ];
}

function isLongRunning(exchange: Exchange): boolean {
  return exchange.status === 202 || exchange.headers["azure-asyncoperation"] !== undefined;
}

/** Operation URLs have the recorded path, and a signature in the recorded parameters. */
function compareOperationUrl(
  name: string,
  recorded: string | undefined,
  ours: string | undefined,
): readonly string[] {
  if (recorded === undefined || ours === undefined) return [];
  const form = (text: string): string => {
    const url = new URL(text);
    return `${url.pathname.toLowerCase().replace(/[^/]+$/, "{name}")}?${[...url.searchParams.keys()].sort().join("&")}`;
  };
  return form(recorded) === form(ours)
    ? []
    : [`header ${name}: recorded ${form(recorded)}, ours ${form(ours)}`];
}
