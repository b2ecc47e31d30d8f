/** Azure as a window meets it, but on this machine: the practice cloud served outside the window, as a custom cloud. */
import { chmod, mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { PracticeCloud } from "../../../../src/practice/cloud";
import type { PracticeRequest, PracticeResponse } from "../../../../src/practice/http/wire";
import { servePractice, type PracticeServer } from "../../../../src/practice/http/server";
import type { Settings } from "../settings";

/** One request with its answer, as Resource Manager saw it. */
export interface Exchange {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
}

export interface ServedAzureOptions {
  /** How long a request is on its way, and its answer again, in milliseconds. */
  readonly travelMs?: (request: PracticeRequest) => number;
  /** Looks at each answer before it leaves. */
  readonly change?: (answer: PracticeResponse) => PracticeResponse;
  /** Keeps the answer until it resolves: what was asked for is done, and nobody knows it yet. */
  readonly hold?: (request: PracticeRequest, answer: PracticeResponse) => Promise<void> | undefined;
}

export class ServedAzure {
  readonly cloud: PracticeCloud;
  /** Everything that was answered, oldest first, whether or not anybody still waited for it. */
  readonly exchanges: Exchange[];
  readonly #server: PracticeServer;

  private constructor(cloud: PracticeCloud, exchanges: Exchange[], server: PracticeServer) {
    this.cloud = cloud;
    this.exchanges = exchanges;
    this.#server = server;
  }

  static async start(cloud: PracticeCloud, options: ServedAzureOptions = {}): Promise<ServedAzure> {
    const travel = (request: PracticeRequest): Promise<void> => delay(options.travelMs?.(request) ?? 0);
    const exchanges: Exchange[] = [];
    const watched: PracticeCloud = {
      ...cloud,
      handle: async (request) => {
        await travel(request);
        // What has arrived is done, though nobody may wait for the answer any more.
        const answer = await cloud.handle(request);
        const { pathname } = new URL(request.url);
        exchanges.push({ method: request.method, path: pathname, status: answer.status });
        await options.hold?.(request, answer);
        await travel(request);
        return options.change?.(answer) ?? answer;
      },
    };
    return new ServedAzure(cloud, exchanges, await servePractice(watched, 0));
  }

  /** Resource Manager's address. */
  get url(): string {
    return this.#server.url;
  }

  /** What points the extension at it. Of machine scope: a workspace could not. */
  machineSettings(authority = "https://login.microsoftonline.com"): Settings {
    return {
      "nexusArc.cloud": "custom",
      "nexusArc.customCloud": { resourceManager: this.#server.url, authority },
    };
  }

  /** How many requests had this method, and a path that ends so. */
  count(method: string, ending: string): number {
    return this.exchanges.filter((exchange) => exchange.method === method && exchange.path.endsWith(ending))
      .length;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

/** Makes a stub `az` that is signed in to this cloud. Returns the PATH on which it is found first. */
export async function stubAzureCli(cloud: PracticeCloud): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-az-"));
  const { token, expiresOn } = cloud.token();
  const answer = JSON.stringify({ accessToken: token, expires_on: Math.floor(expiresOn / 1000) });
  const file = path.join(folder, "az");
  await writeFile(file, `#!/bin/sh\necho "$@" >> '${folder}/calls'\necho '${answer}'\n`);
  await chmod(file, 0o755);
  return `${folder}:${process.env["PATH"] ?? ""}`;
}
