import { practiceCloud } from "../arm/cloud";
import type { ArmClient } from "../arm/client";
import type { Log } from "../log";
import type { PracticeCloud, PracticeOptions } from "../practice/cloud";
import type { PracticeState } from "../practice/state";
import type { PracticeSettings } from "../settings";
import type { Connection } from "./connection";
import type { SnapshotStore } from "./directory";

interface Room {
  readonly cloud: PracticeCloud;
  readonly client: ArmClient;
}

/** A change is written down this soon after it, in milliseconds; many changes at once are one write. */
const saveAfter = 300;

/**
 * The practice cloud of this window, made on first use and reached through the same pipeline as Azure. What was done in it
 * survives a reload of the window; user data does not: it is in no file.
 */
export class PracticeRoom {
  readonly #settings: () => PracticeSettings;
  readonly #store: SnapshotStore;
  readonly #log: Log;
  #room: Promise<Room> | undefined;
  #saving: NodeJS.Timeout | undefined;

  constructor(settings: () => PracticeSettings, store: SnapshotStore, log: Log) {
    this.#settings = settings;
    this.#store = store;
    this.#log = log;
  }

  async connect(): Promise<readonly Connection[]> {
    const { client } = await this.#open();
    return [{ id: "practice", label: "Practice cloud", client }];
  }

  /** The cloud itself, for what happens inside its VMs. What is done to it now is saved as well. */
  async cloud(): Promise<PracticeCloud> {
    const { cloud } = await this.#open();
    this.#changed();
    return cloud;
  }

  /** Makes it anew with the settings as they are now. What was done in it stays where the settings still mean the same cloud. */
  async reopen(): Promise<void> {
    await this.close();
    this.#room = undefined;
  }

  /** Throws the cloud away; the next use makes it as it was at first. */
  async reset(): Promise<void> {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    this.#room = undefined;
    await this.#store.clear();
  }

  /** Writes down what was not written yet. */
  async close(): Promise<void> {
    if (this.#saving === undefined) return;
    clearTimeout(this.#saving);
    await this.#save();
  }

  #open(): Promise<Room> {
    this.#room ??= this.#make();
    return this.#room;
  }

  async #make(): Promise<Room> {
    const [{ createPracticeCloud }, { practiceCredential, practiceHttpClient }, { createArmClient }] =
      await Promise.all([
        import("../practice/cloud"),
        import("../practice/transport"),
        import("../arm/pipeline"),
      ]);
    const settings = this.#settings();
    const cloud = createPracticeCloud({ ...optionsOf(settings), ...(await this.#savedState(settings)) });
    const client = createArmClient({
      cloud: practiceCloud,
      credential: practiceCredential(cloud),
      httpClient: practiceHttpClient(cloud),
      log: (line) => {
        this.#log.debug(line);
      },
    });
    return {
      cloud,
      client: savingClient(client, () => {
        this.#changed();
      }),
    };
  }

  async #savedState(settings: PracticeSettings): Promise<{ readonly state?: PracticeState }> {
    const { isPracticeState } = await import("../practice/state");
    const state = await this.#store.read(nameOf(settings));
    return isPracticeState(state) ? { state } : {};
  }

  #changed(): void {
    this.#saving ??= setTimeout(() => void this.#save(), saveAfter);
  }

  async #save(): Promise<void> {
    this.#saving = undefined;
    try {
      const { cloud } = await this.#open();
      await this.#store.write(nameOf(this.#settings()), cloud.save());
    } catch (error) {
      this.#log.error("The practice cloud could not be saved for the next window.", error);
    }
  }
}

function optionsOf({
  seed,
  latency,
  faults,
  subscriptions,
  virtualMachines,
}: PracticeSettings): PracticeOptions {
  return {
    seed,
    latency,
    faults,
    population:
      virtualMachines === undefined
        ? { kind: "friendly" }
        : { kind: "fleet", subscriptions, virtualMachines },
  };
}

/** Another seed or size is another cloud, with a saved state of its own. */
function nameOf({ seed, subscriptions, virtualMachines }: PracticeSettings): string {
  return virtualMachines === undefined ? seed : `${seed} ${virtualMachines} in ${subscriptions}`;
}

/** Tells after each request that may have changed something. */
function savingClient(client: ArmClient, changed: () => void): ArmClient {
  return {
    cloud: client.cloud,
    send: async (request) => {
      try {
        return await client.send(request);
      } finally {
        if (request.method !== "GET" && request.readOnly !== true) changed();
      }
    },
  };
}
