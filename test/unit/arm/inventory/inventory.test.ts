import assert from "node:assert/strict";
import type { ArmRequest } from "../../../../src/arm/client";
import { loadInventory, type Inventory } from "../../../../src/arm/inventory/inventory";
import { fromSnapshot, toSnapshot } from "../../../../src/arm/inventory/inventorySnapshot";
import { fakeArm, ok, refused, type Answer } from "../support/fakeArm";

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

const subscriptionRow = (number: number): object => ({
  subscriptionId: guid(number),
  displayName: `Subscription ${number}`,
  tenantId: guid(900),
  state: "Enabled",
});

const vmId = (subscription: number, name: string): string =>
  `/subscriptions/${guid(subscription)}/resourceGroups/rg/providers/Microsoft.NetworkCloud/virtualMachines/${name}`;
const machineId = (subscription: number, name: string): string =>
  `/subscriptions/${guid(subscription)}/resourceGroups/rg/providers/Microsoft.HybridCompute/machines/${name}`;

const vmRow = (subscription: number, name: string): object => ({
  id: vmId(subscription, name),
  name,
  type: "microsoft.networkcloud/virtualmachines",
  location: "eastus",
  powerState: "On",
  detailedStatus: "Running",
  identity: {
    type: "SystemAssigned, UserAssigned",
    principalId: guid(7),
    userAssignedIdentities: { "/x": {} },
  },
});
const machineRow = (subscription: number, name: string): object => ({
  id: machineId(subscription, name),
  name,
  type: "Microsoft.HybridCompute/machines",
  location: "eastus",
  properties: { status: "AwaitingConnection", vmId: guid(8), osProfile: { computerName: name } },
});

interface GraphBody {
  readonly subscriptions: readonly string[];
  readonly query: string;
  readonly options: { readonly $skipToken?: string; readonly $top: number };
}
const graphBody = (request: ArmRequest): GraphBody => request.body as GraphBody;
const isGraph = (request: ArmRequest): boolean => request.path.endsWith("/Microsoft.ResourceGraph/resources");

/** A tenant of two subscriptions with Resource Graph in pages of one row. */
function graphCloud(rows: readonly object[], headers: Readonly<Record<string, string>> = {}) {
  return (request: ArmRequest): Answer => {
    if (request.path === "/subscriptions") return ok({ value: [subscriptionRow(1), subscriptionRow(2)] });
    const at = Number(graphBody(request).options.$skipToken ?? "0");
    const more = at + 1 < rows.length ? { $skipToken: String(at + 1) } : {};
    return ok({ data: rows.slice(at, at + 1), resultTruncated: "false", ...more }, headers);
  };
}

describe("inventory", () => {
  it("reads both resource types in one query and follows every skip token", async () => {
    const arm = fakeArm(graphCloud([vmRow(1, "vm1"), machineRow(1, "vm1"), vmRow(2, "vm2")]));
    const inventory = await loadInventory(arm);
    assert.deepEqual(
      inventory.virtualMachines.map(({ name, powerState, subscriptionId }) => [
        name,
        powerState,
        subscriptionId,
      ]),
      [
        ["vm1", "On", guid(1)],
        ["vm2", "On", guid(2)],
      ],
    );
    assert.equal(inventory.machines[0]?.status, "AwaitingConnection");
    assert.equal(inventory.machines[0].computerName, "vm1");
    assert.deepEqual(inventory.virtualMachines[0]?.identity.kinds, ["SystemAssigned", "UserAssigned"]);
    assert.equal(inventory.source, "graph");
    assert.equal(inventory.complete, true);
    assert.deepEqual(inventory.failures, []);
    const queries = arm.requests.filter(isGraph).map(graphBody);
    assert.equal(queries.length, 3);
    assert.deepEqual(queries[0]?.subscriptions, [guid(1), guid(2)]);
    assert.equal(new Set(queries.map(({ query }) => query)).size, 1);
    assert.match(queries[0].query, /networkcloud\/virtualmachines.*hybridcompute\/machines/);
  });

  it("never asks for user data", async () => {
    const arm = fakeArm(graphCloud([vmRow(1, "vm1")]));
    await loadInventory(arm);
    assert.doesNotMatch(JSON.stringify(arm.requests), /userData|networkData|project properties/);
  });

  it("reports rows as the pages arrive", async () => {
    const arm = fakeArm(graphCloud([vmRow(1, "vm1"), vmRow(2, "vm2")]));
    const seen: [number, boolean][] = [];
    await loadInventory(arm, {
      onProgress: ({ virtualMachines, complete }) => seen.push([virtualMachines.length, complete]),
    });
    assert.deepEqual(seen, [
      [0, false],
      [1, false],
      [2, false],
    ]);
  });

  it("asks in batches of at most 1,000 subscriptions", async () => {
    const all = Array.from({ length: 2100 }, (_, index) => subscriptionRow(index));
    const arm = fakeArm((request) =>
      request.path === "/subscriptions" ? ok({ value: all }) : ok({ data: [] }),
    );
    const inventory = await loadInventory(arm);
    const sizes = arm.requests.filter(isGraph).map((request) => graphBody(request).subscriptions.length);
    assert.deepEqual(sizes, [1000, 1000, 100]);
    assert.equal(inventory.subscriptions.length, 2100);
  });

  it("waits until the quota is back when none is left", async () => {
    const slept: number[] = [];
    const clock = {
      now: () => 0,
      sleep: (milliseconds: number) => {
        slept.push(milliseconds);
        return Promise.resolve();
      },
    };
    const headers = { "x-ms-user-quota-remaining": "0", "x-ms-user-quota-resets-after": "00:01:05" };
    const arm = fakeArm(graphCloud([vmRow(1, "vm1"), vmRow(2, "vm2")], headers));
    await loadInventory(arm, { clock });
    assert.deepEqual(slept, [65_000]);
  });

  it("names the tenant that is locked and hides no other", async () => {
    const cloud = graphCloud([vmRow(1, "vm1")]);
    const arm = fakeArm((request) =>
      request.tenantId === "locked" ? refused(401, "InvalidAuthenticationToken") : cloud(request),
    );
    const inventory = await loadInventory(arm, { tenants: ["locked", "open"] });
    assert.deepEqual(
      inventory.failures.map((failure) => failure.scope === "tenant" && failure.tenantId),
      ["locked"],
    );
    assert.equal(inventory.virtualMachines.length, 1);
    assert.equal(inventory.subscriptions[0]?.signInTenantId, "open");
  });

  for (const [status, code] of [
    [403, "AuthorizationFailed"],
    [404, "InvalidResourceType"],
    [400, "BadRequest"],
  ] as const) {
    it(`lists by provider where Resource Graph answers ${status}, and names a failing subscription`, async () => {
      const arm = fakeArm((request) => {
        if (request.path === "/subscriptions")
          return ok({ value: [subscriptionRow(1), subscriptionRow(2), subscriptionRow(3)] });
        if (isGraph(request)) return refused(status, code);
        if (request.path.includes(guid(2))) return refused(403, "AuthorizationFailed");
        if (request.path.includes(guid(3))) return refused(409, "MissingSubscriptionRegistration");
        if (request.path.endsWith("machines?page=2")) return ok({ value: [machineRow(1, "two")] });
        return request.path.includes("NetworkCloud")
          ? ok({ value: [vmRow(1, "one")] })
          : ok({ value: [machineRow(1, "one")], nextLink: `${request.path}?page=2` });
      });
      const inventory = await loadInventory(arm);
      assert.equal(inventory.source, "lists");
      assert.deepEqual(
        inventory.machines.map(({ name }) => name),
        ["one", "two"],
      );
      assert.deepEqual(
        inventory.failures.map((failure) => failure.scope === "subscription" && failure.subscription.id),
        [guid(2)],
      );
    });
  }

  it("lists what Resource Graph cut off", async () => {
    const arm = fakeArm((request) => {
      if (request.path === "/subscriptions") return ok({ value: [subscriptionRow(1)] });
      if (isGraph(request)) return ok({ data: [vmRow(1, "one")], resultTruncated: "true" });
      return ok({ value: request.path.includes("NetworkCloud") ? [vmRow(1, "one"), vmRow(1, "two")] : [] });
    });
    const inventory = await loadInventory(arm);
    assert.equal(inventory.source, "mixed");
    assert.equal(inventory.virtualMachines.length, 2);
  });

  it("keeps the rows that came before a page failed, and names the failure", async () => {
    const arm = fakeArm((request) => {
      if (request.path === "/subscriptions") return ok({ value: [subscriptionRow(1)] });
      if (graphBody(request).options.$skipToken !== undefined) return refused(500, "InternalServerError");
      return ok({ data: [vmRow(1, "one")], $skipToken: "next" });
    });
    const inventory = await loadInventory(arm);
    assert.equal(inventory.virtualMachines.length, 1);
    assert.equal(inventory.failures[0]?.error.kind, "server");
  });

  it("shares equal calls that run at the same time, and lets one caller leave", async () => {
    const arm = fakeArm(graphCloud([vmRow(1, "vm1")]));
    const leaving = new AbortController();
    const first = loadInventory(arm, { signal: leaving.signal });
    const second = loadInventory(arm);
    leaving.abort();
    await assert.rejects(first, { name: "AbortError" });
    assert.equal((await second).virtualMachines.length, 1);
    assert.equal(arm.requests.length, 2);
    await loadInventory(arm);
    assert.equal(arm.requests.length, 4);
  });

  it("stops the requests when the last caller leaves", async () => {
    const leaving = new AbortController();
    let stopped: AbortSignal | undefined;
    const arm = fakeArm((request) => {
      stopped = request.signal;
      leaving.abort();
      return new Promise<Answer>((_, reject) => {
        request.signal?.addEventListener("abort", () => {
          reject(new DOMException("stopped", "AbortError"));
        });
      });
    });
    await assert.rejects(loadInventory(arm, { signal: leaving.signal }), { name: "AbortError" });
    assert.equal(stopped?.aborted, true);
  });

  it("survives rows that are not what they should be", async () => {
    const odd = [
      null,
      7,
      [],
      { id: 5, type: "microsoft.hybridcompute/machines" },
      { type: 3 },
      vmRow(1, "vm1"),
    ];
    const arm = fakeArm((request) =>
      request.path === "/subscriptions" ? ok({ value: [subscriptionRow(1), null, 4] }) : ok({ data: odd }),
    );
    const inventory = await loadInventory(arm);
    assert.equal(inventory.virtualMachines.length, 1);
    assert.equal(inventory.machines.length, 0);
    assert.equal(inventory.subscriptions.length, 1);
  });
});

describe("inventory snapshot", () => {
  const load = (): Promise<Inventory> =>
    loadInventory(fakeArm(graphCloud([vmRow(1, "vm1"), machineRow(2, "m2")])));

  it("comes back as it was saved, with its age and no failures", async () => {
    const inventory = await load();
    const restored = fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(inventory))));
    assert.deepEqual(restored, { ...inventory, source: "snapshot", failures: [] });
  });

  it("is discarded when its version or shape is another", () => {
    for (const saved of [
      undefined,
      null,
      5,
      {},
      { version: 2, fetchedAt: new Date(0).toISOString() },
      { version: 1 },
    ])
      assert.equal(fromSnapshot(saved), undefined);
  });

  it("holds nothing of a VM's user data", async () => {
    const secret = { ...vmRow(1, "vm1"), properties: { userData: "CANARY", networkData: "CANARY" } };
    const saved = JSON.stringify(toSnapshot(await loadInventory(fakeArm(graphCloud([secret])))));
    assert.doesNotMatch(saved, /CANARY/);
    assert.match(saved, /vm1/);
  });
});
