import {
  readFromHost,
  refused,
  replyShapes,
  toWire,
  type FromPage,
  type Model,
  type Replies,
  type RequestArguments,
  type RequestName,
  type Failure,
  type Wire,
} from "../src/protocol";

/** What VS Code gives a page. */
export interface PageApi {
  postMessage(message: Wire<FromPage>): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The host could not do what was asked. */
export class HostFailure extends Error {
  override readonly name = "HostFailure";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.cause);
    this.failure = failure;
  }
}

interface Waiting {
  readonly name: RequestName;
  readonly take: (value: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** The page's way to its host. */
export class Host {
  readonly #api: PageApi;
  readonly #waiting = new Map<number, Waiting>();
  readonly #showModel: (model: Model) => void;
  #lastId = 0;

  constructor(api: PageApi, showModel: (model: Model) => void) {
    this.#api = api;
    this.#showModel = showModel;
  }

  /** Asks for the model as it stands. */
  ready(): void {
    this.#api.postMessage(toWire({ kind: "ready" }));
  }

  /** Throws `HostFailure`, or an abort after `signal` aborted: the host stops what was for this answer only. */
  async ask<Name extends RequestName>(
    name: Name,
    args: RequestArguments[Name],
    signal?: AbortSignal,
  ): Promise<Replies[Name]> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<unknown>((take, fail) => {
      this.#waiting.set(id, { name, take, fail });
    });
    const abort = (): void => {
      this.#settle(id)?.fail(new DOMException("No longer wanted.", "AbortError"));
      this.#api.postMessage(toWire({ kind: "abort", id }));
    };
    signal?.addEventListener("abort", abort);
    this.#api.postMessage({ nexusArc: 1, kind: "request", id, name, args } as Wire<FromPage>);
    try {
      return (await answer) as Replies[Name];
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Takes a message of the host. What is none of ours is ignored. Never throws. */
  take(message: unknown): void {
    const read = readFromHost(message);
    switch (read?.kind) {
      case undefined:
        return;
      case "model":
        this.#showModel(read.model);
        return;
      case "failed":
        this.#settle(read.id)?.fail(new HostFailure(read.failure));
        return;
      case "reply": {
        const name = this.#waiting.get(read.id)?.name;
        const value = name === undefined ? refused : replyShapes[name](read.value);
        if (value !== refused) this.#settle(read.id)?.take(value);
      }
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
