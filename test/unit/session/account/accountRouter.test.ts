import assert from "node:assert/strict";
import { practiceCloud } from "../../../../src/arm/cloud";
import type { ArmClient } from "../../../../src/arm/client";
import { createArmClient } from "../../../../src/arm/http/pipeline";
import { createPracticeCloud, type PracticeCloud } from "../../../../src/practice/cloud";
import { addSubscription, grant } from "../../../../src/practice/seed/baseline";
import { addVirtualMachine } from "../../../../src/practice/seed/resourceFactories";
import { addSite } from "../../../../src/practice/seed/site";
import { practiceCredential, practiceHttpClient } from "../../../../src/practice/http/transport";
import type { Account } from "../../../../src/session/account/account";
import { AccountRouter, type SnapshotStore } from "../../../../src/session/account/accountRouter";
import type { ListedContent } from "../../../../src/session/listing/content";
import type { Freshness } from "../../../../src/session/listing/source";

/** What one account sees: a cloud with one VM in one subscription. */
interface Land {
  readonly cloud: PracticeCloud;
  readonly client: ArmClient;
  readonly vmId: string;
  readonly asked: string[];
}

function land(subscription: string, name: string): Land {
  const cloud = createPracticeCloud({ population: { kind: "empty", subscriptions: [subscription] } });
  const site = addSite(cloud.world, { subscription, tenantId: cloud.user.tenantId, group: "site" });
  const { id } = addVirtualMachine(cloud.world, site, { name });
  const inner = practiceHttpClient(cloud);
  const asked: string[] = [];
  const client = createArmClient({
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient: {
      sendRequest: (request) => {
        asked.push(`${request.method} ${new URL(request.url).pathname}`);
        return inner.sendRequest(request);
      },
    },
    retry: { attempts: 1 },
  });
  return { cloud, client, vmId: id, asked };
}

const one = "11111111-aaaa-4bbb-8ccc-0000000000a1";
const two = "11111111-aaaa-4bbb-8ccc-0000000000a2";

function memory(): SnapshotStore & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    read: (name) => Promise.resolve(JSON.parse(values.get(name) ?? "null")),
    write: (name, value) => {
      values.set(name, JSON.stringify(value));
      return Promise.resolve();
    },
    clear: () => {
      values.clear();
      return Promise.resolve();
    },
  };
}

function account(id: string, { client }: Pick<Land, "client">, more: Partial<Account> = {}): Account {
  return { id, label: `${id}@example.com`, client, ...more };
}

function directory(connections: readonly Account[], snapshots?: SnapshotStore): AccountRouter {
  return new AccountRouter({
    cloud: () => practiceCloud,
    connect: () => Promise.resolve(connections),
    knowledge: () => [],
    log: () => undefined,
    ...(snapshots !== undefined && { snapshots }),
  });
}

interface Shown {
  readonly names: readonly string[];
  readonly problems: readonly string[];
  readonly freshness: Freshness["kind"];
}

async function list(it: AccountRouter): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  const take = ({ rows, problems }: ListedContent, freshness: Freshness): void => {
    const names = rows.map((row) => (row.kind === "vm" ? row.vm.name : row.arc.name)).sort();
    shown.push({ names, problems: problems.map(({ what }) => what), freshness: freshness.kind });
  };
  await it.list(take, new AbortController().signal);
  return shown;
}

describe("what the signed-in accounts see", () => {
  it("is one list, and each request goes through the account that sees its subscription", async () => {
    const [first, second] = [land(one, "vm1"), land(two, "vm2")];
    const it = directory([account("a", first), account("b", second)]);
    assert.deepEqual((await list(it)).at(-1), { names: ["vm1", "vm2"], problems: [], freshness: "complete" });
    first.asked.length = second.asked.length = 0;
    assert.equal((await it.readVm(second.vmId.toUpperCase())).name, "vm2");
    assert.equal(
      (await it.client.send({ method: "GET", path: first.vmId, apiVersion: "2025-09-01" })).status,
      200,
    );
    assert.deepEqual([first.asked.length, second.asked.length], [1, 1]);
  });

  it("is found before the first listing too, as an operation of an earlier window needs it", async () => {
    const [first, second] = [land(one, "vm1"), land(two, "vm2")];
    const it = directory([account("a", first), account("b", second)]);
    assert.equal((await it.readVm(second.vmId)).name, "vm2");
    const nowhere = first.vmId.replace(one, "11111111-aaaa-4bbb-8ccc-0000000000a3");
    await assert.rejects(it.readVm(nowhere), { kind: "tenant", code: "SubscriptionNotSeen" });
  });

  it("names an account that fails, and hides nothing of the others", async () => {
    const [first, second] = [land(one, "vm1"), land(two, "vm2")];
    const broken = account("b", second, { tenants: () => Promise.reject(new Error("no token")) });
    const shown = (await list(directory([account("a", first), broken]))).at(-1);
    assert.deepEqual(shown, { names: ["vm1"], problems: ["b@example.com"], freshness: "complete" });
  });

  it("is asked tenant by tenant, and knows which tenant's token sees what", async () => {
    const home = land(one, "vm1");
    const guest = "22222222-aaaa-4bbb-8ccc-0000000000f1";
    addSubscription(home.cloud.world, { id: two, name: "Guest", tenantId: guest });
    grant(home.cloud.world, {
      principalId: home.cloud.user.objectId,
      principalType: "User",
      role: "Owner",
      scope: `/subscriptions/${two}`,
    });
    const tenants = [
      { id: home.cloud.user.tenantId, name: "Home" },
      { id: guest, name: "Guest" },
    ];
    const it = directory([account("a", home, { tenants: () => Promise.resolve(tenants) })]);
    await list(it);
    assert.equal(it.signInTenantOf(`/subscriptions/${two.toUpperCase()}/resourceGroups/x`), guest);
    assert.equal(it.tenantOf(home.vmId), home.cloud.user.tenantId);
  });

  it("is shown from the last window at once, with its age, and then fresh", async () => {
    const first = land(one, "vm1");
    const snapshots = memory();
    await list(directory([account("a", first)], snapshots));
    const site = addSite(first.cloud.world, {
      subscription: one,
      tenantId: first.cloud.user.tenantId,
      group: "new",
    });
    addVirtualMachine(first.cloud.world, site, { name: "vm9" });
    const shown = await list(directory([account("a", first)], snapshots));
    assert.deepEqual(shown[0], { names: ["vm1"], problems: [], freshness: "snapshot" });
    assert.deepEqual(shown.at(-1), { names: ["vm1", "vm9"], problems: [], freshness: "complete" });
  });

  it("is not forgotten when a listing fails", async () => {
    const first = land(one, "vm1");
    const snapshots = memory();
    await list(directory([account("a", first)], snapshots));
    const before = [...snapshots.values];
    first.cloud.useFaults("* 503");
    const failed = await list(directory([account("a", first)], snapshots));
    assert.deepEqual(failed[0]?.names, ["vm1"]);
    assert.equal(failed.at(-1)?.problems.length, 1);
    assert.deepEqual([...snapshots.values], before);
  });

  it("is asked for again when signing in failed", async () => {
    const first = land(one, "vm1");
    let tries = 0;
    const it = new AccountRouter({
      cloud: () => practiceCloud,
      connect: () =>
        ++tries === 1 ? Promise.reject(new Error("declined")) : Promise.resolve([account("a", first)]),
      knowledge: () => [],
      log: () => undefined,
    });
    await assert.rejects(list(it), /declined/);
    assert.deepEqual((await list(it)).at(-1)?.names, ["vm1"]);
    await list(it);
    assert.equal(tries, 2, "and kept once it worked");
  });
});
