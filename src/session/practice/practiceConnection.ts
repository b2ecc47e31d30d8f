import { practiceCloud } from "../../arm/cloud";
import type { ArmClient } from "../../arm/client";
import type { Log } from "../../window/log";
import type { PracticeCloud, PracticeOptions } from "../../practice/cloud";
import type { PracticeGuest } from "../../practice/http/guestDoor";
import type { PracticeRequest, PracticeResponse } from "../../practice/http/wire";
import type { PracticeState } from "../../practice/state/state";
import type { PracticeSettings } from "../../window/settings";
import type { Account } from "../account/account";
import type { PracticeFiles } from "./practiceFiles";
import type { PracticeShare } from "./practiceShare";

interface OpenCloud {
  readonly share: PracticeShare;
  readonly client: ArmClient;
}

const busy =
  "Another window of this folder is changing the practice cloud, or is running a deployment in it. Retry when it is done. If you close that window, the deployment ends.";

/**
 * The practice cloud of this window, made on first use and reached through the same pipeline as Azure. What was done in it
 * survives a reload of the window, and other windows on the folder see it; user data does not: it is in no file.
 */
export class PracticeConnection {
  readonly #settings: () => PracticeSettings;
  readonly #files: PracticeFiles;
  readonly #log: Pick<Log, "info" | "error">;
  #opened: Promise<OpenCloud> | undefined;
  #saidAlone = false;

  constructor(settings: () => PracticeSettings, files: PracticeFiles, log: Pick<Log, "info" | "error">) {
    this.#settings = settings;
    this.#files = files;
    this.#log = log;
  }

  async connect(): Promise<readonly Account[]> {
    const { client } = await this.#open();
    return [{ id: "practice", label: "Practice cloud", client }];
  }

  /** Does something inside VMs. Throws where another window does not let go of the cloud. */
  async inVms<T>(work: (guest: PracticeGuest) => T): Promise<T> {
    const { share } = await this.#open();
    if (!(await share.own())) throw new Error(busy);
    return work(share.cloud.guest);
  }

  /** Makes it again with the settings as they are now. What was done in it stays where the settings still mean the same cloud. */
  async reopen(): Promise<void> {
    await this.close();
    this.#opened = undefined;
  }

  /** Throws the cloud away, for all windows; the next use makes it as it was at first. Throws as `inVms`. */
  async reset(): Promise<void> {
    // Where it cannot even be made, as by a wrong fault script, there is nobody to ask.
    const opened = await this.#open().catch(() => undefined);
    if (opened === undefined) await this.#files.clear();
    else if (!(await opened.share.erase())) throw new Error(busy);
    this.#opened = undefined;
  }

  /** Writes down what was not written yet. */
  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.share.close();
  }

  #open(): Promise<OpenCloud> {
    this.#opened ??= this.#make();
    return this.#opened;
  }

  async #make(): Promise<OpenCloud> {
    const [
      { createPracticeCloud },
      { practiceCredential, practiceHttpClient },
      { createArmClient },
      { PracticeShare },
    ] = await Promise.all([
      import("../../practice/cloud"),
      import("../../practice/http/transport"),
      import("../../arm/http/pipeline"),
      import("./practiceShare"),
    ]);
    const settings = this.#settings();
    const make = (state: PracticeState | undefined): PracticeCloud =>
      createPracticeCloud({
        ...optionsOf(settings),
        ...(state !== undefined && { state }),
        beforeAnswer: (request, signal) => this.#catchUp(share, request, signal),
      });
    const share = await PracticeShare.open(
      {
        files: this.#files,
        name: nameOf(settings),
        log: (line, cause) => {
          this.#log.error(line, cause);
        },
      },
      make,
    );
    const client = createArmClient({
      cloud: practiceCloud,
      credential: practiceCredential(share.cloud),
      httpClient: practiceHttpClient(share.cloud),
      log: (line) => {
        this.#log.info(line);
      },
    });
    return { share, client };
  }

  /** Where files cannot be used, the window continues with what it has. */
  async #catchUp(
    share: PracticeShare,
    request: PracticeRequest,
    signal: AbortSignal | undefined,
  ): Promise<PracticeResponse | undefined> {
    try {
      if (!changes(request)) await share.look();
      else if (!(await share.own(signal))) return tooBusy;
    } catch (error) {
      signal?.throwIfAborted();
      if (!this.#saidAlone)
        this.#log.error("The practice cloud's file could not be shared with other windows.", error);
      this.#saidAlone = true;
    }
    return undefined;
  }
}

const tooBusy: PracticeResponse = {
  status: 429,
  headers: { "content-type": "application/json; charset=utf-8", "retry-after": "1" },
  body: JSON.stringify({ error: { code: "PracticeCloudBusy", message: busy } }),
};

/** Queries and lists of secrets are POSTs too. */
function changes({ method, url }: PracticeRequest): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return !/\/providers\/Microsoft\.ResourceGraph\/|\/list[a-z]*(?:\?|$)/i.test(url);
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
