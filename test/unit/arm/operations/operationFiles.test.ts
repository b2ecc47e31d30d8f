import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileOperationStore } from "../../../../src/arm/operations/operationFiles";
import {
  acceptOperation,
  endOperation,
  intendOperation,
  type IntendedOperation,
} from "../../../../src/arm/operations/operationRecord";
import { endedKept } from "../../../../src/arm/operations/operationStore";

const now = Date.parse("2026-03-02T09:00:00Z");

function intent(id: string, vm = "vm1"): IntendedOperation {
  return intendOperation({
    id,
    kind: "assignRelay",
    targetId: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.NetworkCloud/virtualMachines/${vm}`,
    apiVersion: "2025-09-01",
    tenantId: undefined,
    correlationId: `c-${id}`,
    startedAt: new Date(now + Number(id)).toISOString(),
  });
}

describe("operations as files", () => {
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), "operations-")), "store");
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }));

  it("are empty before the first one", async () => {
    assert.deepEqual(await fileOperationStore(folder).list(), []);
  });

  it("come back in another process as they were saved, through every phase", async () => {
    const running = acceptOperation(
      intent("1"),
      { by: "status", url: "https://x/?s=1", location: "https://y" },
      now,
    );
    for (const record of [intent("1"), running, endOperation(running, "succeeded", now)]) {
      const store = fileOperationStore(folder);
      await store.claim(intent("1"));
      await store.save(record);
      assert.deepEqual(JSON.parse(JSON.stringify(await fileOperationStore(folder).list())), [
        JSON.parse(JSON.stringify(record)),
      ]);
    }
  });

  it("give one of many claims of the same work, however they meet", async () => {
    for (let round = 0; round < 20; round += 1) {
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          fileOperationStore(folder).claim(intent(String(round * 8 + index), `vm${round}`)),
        ),
      );
      const winners = claims.filter((holder) => holder === undefined);
      assert.equal(winners.length, 1);
      const holders = new Set(claims.flatMap((holder) => holder?.id ?? []));
      assert.equal(holders.size, 1);
    }
  });

  it("free the work when it has ended, and hold it until then", async () => {
    const store = fileOperationStore(folder);
    await store.claim(intent("1"));
    assert.equal((await store.claim(intent("2")))?.id, "1");
    await store.save(endOperation(intent("1"), "failed", now));
    assert.equal(await store.claim(intent("2")), undefined);
    assert.deepEqual(
      (await store.list()).map(({ id, phase }) => [id, phase]),
      [
        ["2", "intended"],
        ["1", "ended"],
      ],
    );
  });

  it("free the work that is forgotten, and do not list it", async () => {
    const store = fileOperationStore(folder);
    await store.claim(intent("1"));
    await store.remove("1");
    assert.deepEqual(await store.list(), []);
    assert.equal(await store.claim(intent("2")), undefined);
  });

  it("are readable by the user only", async () => {
    await fileOperationStore(folder).claim(intent("1"));
    const [name] = await readdir(folder);
    assert.equal((await stat(path.join(folder, name ?? ""))).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
  });

  it("keep the newest of those that ended", async () => {
    const store = fileOperationStore(folder);
    for (let index = 0; index < endedKept + 5; index += 1) {
      await store.claim(intent(String(index)));
      await store.save(endOperation(intent(String(index)), "succeeded", now));
    }
    const kept = await store.list();
    assert.equal(kept.length, endedKept);
    assert.equal(kept[0]?.id, String(endedKept + 4));
    assert.equal((await readdir(folder)).length, endedKept);
  });

  it("ignore files of others, and never start over a record that cannot be read", async () => {
    const store = fileOperationStore(folder);
    await store.claim(intent("1"));
    await writeFile(path.join(folder, "notes.txt"), "hello");
    const [name] = (await readdir(folder)).filter((file) => file.endsWith(".json"));
    await writeFile(path.join(folder, name ?? ""), '{"version":2}');
    assert.deepEqual(await store.list(), []);
    await assert.rejects(store.claim(intent("2")), /another version or is damaged/);
  });
});
