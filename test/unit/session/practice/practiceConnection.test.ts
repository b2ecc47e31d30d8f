import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ArmClient } from "../../../../src/arm/client";
import { identityRequests } from "../../../../src/arm/resources/managedIdentity";
import { ArmError } from "../../../../src/arm/errors";
import { createPracticeCloud, type PracticeCloud } from "../../../../src/practice/cloud";
import { textAt } from "../../../../src/practice/state/json";
import { PracticeFiles } from "../../../../src/session/practice/practiceFiles";
import { PracticeConnection } from "../../../../src/session/practice/practiceConnection";
import { PracticeShare } from "../../../../src/session/practice/practiceShare";
import { london } from "../../practice/support/practiceTalk";
import { vms } from "../../practice/support/deploymentTemplate";

const settings = {
  openAtStart: false,
  seed: "nexus",
  subscriptions: 3,
  virtualMachines: undefined,
  latency: 0,
  faults: "",
};

const identity = (name: string): string =>
  `${london}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

describe("the practice cloud of two windows on one folder", () => {
  let folder: string;
  let troubles: string[];
  let connections: PracticeConnection[];
  const files = (): PracticeFiles => new PracticeFiles(path.join(folder, "workspace", "practice"));

  /** A window of its own: nothing in memory is shared. */
  async function open(more: Partial<typeof settings> = {}): Promise<ArmClient> {
    const opened = new PracticeConnection(() => ({ ...settings, ...more }), files(), {
      info: () => undefined,
      error: (line) => troubles.push(line),
    });
    connections.push(opened);
    return clientOf(opened);
  }

  async function clientOf(opened: PracticeConnection): Promise<ArmClient> {
    const [connection] = await opened.connect();
    assert.ok(connection !== undefined);
    return connection.client;
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-practice-"));
    troubles = [];
    connections = [];
  });
  afterEach(async () => {
    for (const opened of connections) await opened.close();
    await rm(folder, { recursive: true, force: true });
  });

  const put = (client: ArmClient, name: string): Promise<unknown> =>
    client.send(identityRequests.put(identity(name), { location: "uksouth" }));

  async function has(client: ArmClient, name: string): Promise<boolean> {
    try {
      await client.send(identityRequests.get(identity(name)));
      return true;
    } catch (error) {
      if (error instanceof ArmError && error.kind === "notFound") return false;
      throw error;
    }
  }

  async function missing(client: ArmClient, names: readonly string[]): Promise<readonly string[]> {
    const absent: string[] = [];
    for (const name of names) if (!(await has(client, name))) absent.push(name);
    return absent;
  }

  it("keeps what each of them made, in turn and at the same time, and for the next window", async () => {
    const windows = [await open(), await open()] as const;
    const names: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const made = windows.map((_, index) => [`one-${round}-${index}`, `two-${round}-${index}`]);
      await Promise.all(
        windows.flatMap((client, index) => (made[index] ?? []).map((name) => put(client, name))),
      );
      names.push(...made.flat());
    }
    await put(windows[0], "last");
    await connections[0]?.close();
    names.push("last");
    assert.deepEqual(await missing(windows[1], names), []);
    await connections[1]?.close();
    assert.deepEqual(await missing(await open(), names), []);
    assert.deepEqual(troubles, []);
  });

  it("is put back to its start for both of them", async () => {
    const [one, two] = [await open(), await open()];
    await put(one, "mine");
    await connections[0]?.close();
    assert.ok(await has(two, "mine"));
    await connections[1]?.reset();
    assert.equal(await has(one, "mine"), false);
    const again = connections[1];
    assert.ok(again !== undefined);
    assert.equal(await has(await clientOf(again), "mine"), false);
  });

  it("continues in the window where its file cannot be used, and says so in the log", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "workspace"), "no folder");
    const client = await open();
    await put(client, "alone");
    assert.ok(await has(client, "alone"));
    assert.match(troubles[0] ?? "", /could not be shared/);
  });

  it("can be put right after a fault script that is none", async () => {
    const wrong = { ...settings, faults: "not a script" };
    const opened = new PracticeConnection(() => wrong, files(), {
      info: () => undefined,
      error: () => undefined,
    });
    connections.push(opened);
    await assert.rejects(opened.connect(), /fault/i);
    wrong.faults = "";
    await opened.reopen();
    assert.ok(await has(await clientOf(opened), "absent").then((found) => !found));
  });

  it("lets a deployment that one of them runs come to its end before the other changes anything", async () => {
    const share = (): Promise<PracticeShare> =>
      PracticeShare.open(
        {
          files: files(),
          name: "deployments",
          log: (line) => {
            troubles.push(line);
          },
        },
        (state) => createPracticeCloud({ speed: 200, ...(state !== undefined && { state }) }),
      );
    const [one, two] = [await share(), await share()];
    const deployment = `${london}/providers/Microsoft.Resources/deployments/d1?api-version=2021-04-01`;
    assert.ok(await one.own());
    assert.equal((await ask(one.cloud, "PUT", deployment, vms(["one1"]))).status, 201);
    // Saved while it runs: the other window sees it, and does not call it broken off.
    await until(async () => {
      await two.look();
      return (await ask(two.cloud, "GET", deployment)).status === 200;
    });
    const seen = await ask(two.cloud, "GET", deployment);
    assert.match(textAt(seen.json, "properties", "provisioningState") ?? "", /^(Running|Succeeded)$/);
    // It waits until the deployment has ended; a slow machine may take longer than it is willing to.
    await until(() => two.own());
    const ended = await ask(two.cloud, "GET", deployment);
    assert.equal(textAt(ended.json, "properties", "provisioningState"), "Succeeded");
    await Promise.all([one.close(), two.close()]);
    assert.deepEqual(troubles, []);
  });
});

async function ask(
  cloud: PracticeCloud,
  method: string,
  target: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const answer = await cloud.handle({
    method,
    url: `https://management.practice.invalid${target}`,
    headers: { authorization: `Bearer ${cloud.token().token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: JSON.parse(answer.body) };
}

/** Asks again every few milliseconds, for a minute at most. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, "it never came");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
