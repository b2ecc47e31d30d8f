import { practiceCloud } from "../arm/cloud";
import type { PipelineArmClient } from "../arm/pipeline";
import type { Log } from "../log";
import type { PracticeSettings } from "../settings";
import type { Connection } from "./connection";

interface Room {
  readonly client: PipelineArmClient;
}

/** The practice cloud of this window, made on first use and reached through the same pipeline as Azure. */
export class PracticeRoom {
  readonly #settings: () => PracticeSettings;
  readonly #log: Log;
  #room: Promise<Room> | undefined;

  constructor(settings: () => PracticeSettings, log: Log) {
    this.#settings = settings;
    this.#log = log;
  }

  async connect(): Promise<readonly Connection[]> {
    this.#room ??= this.#open();
    const { client } = await this.#room;
    return [{ id: "practice", label: "Practice cloud", client }];
  }

  /** Throws the cloud away; the next use makes it as it was at first. */
  reset(): Promise<void> {
    this.#room = undefined;
    return Promise.resolve();
  }

  async #open(): Promise<Room> {
    const [{ createPracticeCloud }, { practiceCredential, practiceHttpClient }, { createArmClient }] =
      await Promise.all([
        import("../practice/cloud"),
        import("../practice/transport"),
        import("../arm/pipeline"),
      ]);
    const settings = this.#settings();
    const cloud = createPracticeCloud({
      seed: settings.seed,
      latency: settings.latency,
      population:
        settings.virtualMachines === undefined
          ? { kind: "friendly" }
          : {
              kind: "fleet",
              subscriptions: settings.subscriptions,
              virtualMachines: settings.virtualMachines,
            },
    });
    const client = createArmClient({
      cloud: practiceCloud,
      credential: practiceCredential(cloud),
      httpClient: practiceHttpClient(cloud),
      log: (line) => {
        this.#log.debug(line);
      },
    });
    return { client };
  }
}
