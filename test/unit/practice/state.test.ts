import assert from "node:assert/strict";
import { ManualClock } from "../../../src/practice/state/clock";
import { createPracticeCloud } from "../../../src/practice/cloud";
import { parseJson, textAt } from "../../../src/practice/state/json";
import { isPracticeState } from "../../../src/practice/state/state";
import {
  machinePath,
  userData,
  virtualMachineBody,
  virtualMachinePath,
  withUserIdentity,
} from "./support/enrollmentScript";
import { talk } from "./support/practiceTalk";

const vmVersion = "?api-version=2025-09-01";

describe("a saved practice cloud", () => {
  it("continues in the middle of an enrollment, with the same operation URL", async () => {
    const one = talk();
    const put = await one.ask(
      "PUT",
      virtualMachinePath("new01") + vmVersion,
      virtualMachineBody({ identity: withUserIdentity, userDataContent: userData() }),
    );
    one.clock.advance(150_000);
    const text = JSON.stringify(one.cloud.save());
    const state = parseJson(text);
    assert.ok(isPracticeState(state));

    const clock = new ManualClock(one.clock.now());
    const two = createPracticeCloud({ clock, speed: 1, state });
    const ask = async (path: string): Promise<unknown> => {
      const url = path.startsWith("https:") ? path : `https://management.practice.invalid${path}`;
      const reply = await two.handle({
        method: "GET",
        url,
        headers: { authorization: `Bearer ${two.token().token}` },
      });
      return JSON.parse(reply.body);
    };
    assert.equal(textAt(await ask(put.headers["azure-asyncoperation"] ?? ""), "status"), "Succeeded");
    clock.advance(20 * 60_000);
    assert.equal(
      textAt(await ask(`${machinePath("new01")}?api-version=2025-06-01`), "properties", "status"),
      "Connected",
    );
  });

  it("holds no token, no user data and no password", async () => {
    const one = talk();
    const secret = Buffer.from("#!/bin/sh\necho canary-user-data\n").toString("base64");
    const body = virtualMachineBody({ userDataContent: secret });
    await one.ask("PUT", virtualMachinePath("new01") + vmVersion, body);
    const clear = JSON.stringify(body).replace("userDataContent", "userData");
    await one.ask("PUT", virtualMachinePath("new02") + vmVersion, JSON.parse(clear));
    const shown = await one.ask("GET", virtualMachinePath("new02") + vmVersion);
    assert.equal(textAt(shown.json, "properties", "userData"), secret, "userData comes back, as in Azure");
    const hidden = await one.ask("GET", virtualMachinePath("new01") + vmVersion);
    assert.ok(!hidden.text.includes(secret), "userDataContent never does");
    const saved = JSON.stringify(one.cloud.save());
    for (const canary of [secret, "canary-password", one.cloud.token().token])
      assert.ok(!saved.includes(canary));
  });

  it("refuses a foreign state by its shape", () => {
    for (const value of [null, 5, {}, { version: 2 }, { version: 1, random: 1, user: {}, tenants: [] }])
      assert.equal(isPracticeState(value), false);
  });
});

describe("a fleet", () => {
  it("has as many VMs as asked for, spread over the subscriptions, the same for the same seed", () => {
    const make = (): string => {
      const cloud = createPracticeCloud({
        clock: new ManualClock(),
        population: { kind: "fleet", subscriptions: 30, virtualMachines: 600 },
      });
      const { store } = cloud.world;
      const counts = [...store.list("Microsoft.Resources/subscriptions")].map(
        (subscription) => [...store.list("microsoft.networkcloud/virtualmachines", subscription.name)].length,
      );
      assert.deepEqual(new Set(counts), new Set([20]));
      assert.equal(counts.length, 30);
      return JSON.stringify(cloud.save());
    };
    assert.equal(make(), make());
  });
});
