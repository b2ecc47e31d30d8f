import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { JsonFileStore } from "../../../../src/session/storage/jsonFileStore";
import { workspaceFolder } from "../../../../src/session/storage/workspaceFolder";

const keptFileUrl = pathToFileURL(path.resolve("src/session/storage/jsonFileStore.ts")).href;

describe("what belongs to a workspace", () => {
  const id = "3f2b9c0d1e4a5b6c7d8e9f0a1b2c3d4e";
  const given = (folder: string): string =>
    path.join("/data/workspaceStorage", folder, "nexus-arc.nexus-arc");

  it("is found again by a window that VS Code gave another folder, as its old extension host still ran", () => {
    const first = workspaceFolder("/data/globalStorage/nexus-arc.nexus-arc", given(id));
    assert.equal(workspaceFolder("/data/globalStorage/nexus-arc.nexus-arc", given(`${id}-1`)), first);
    assert.equal(workspaceFolder("/data/globalStorage/nexus-arc.nexus-arc", given(`${id}-9`)), first);
  });

  it("is apart from that of another workspace", () => {
    const other = given("00000000000000000000000000000000");
    assert.notEqual(workspaceFolder("/data/global", given(id)), workspaceFolder("/data/global", other));
    assert.notEqual(
      workspaceFolder("/data/global", given("1763820000000")),
      workspaceFolder("/data/global", given("1763820000001")),
    );
  });

  it("is everybody's where no folder is open", () => {
    assert.equal(workspaceFolder("/data/global", undefined), "/data/global");
  });

  describe("in a file", () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-kept-"));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it("is there for the next window at once, each key by itself, and leaves nothing half written", async () => {
      const file = path.join(folder, "new/state.json");
      await new JsonFileStore(file).change("one", () => [1]);
      await new JsonFileStore(file).change("two", () => "2");
      assert.deepEqual([new JsonFileStore(file).get("one"), new JsonFileStore(file).get("two")], [[1], "2"]);
      const left = await readdir(path.dirname(file));
      assert.deepEqual(
        left.filter((name) => !name.startsWith("state.json.claim.")),
        ["state.json"],
      );
    });

    it("loses no window's entry when several change it at the same moment", async () => {
      const file = path.join(folder, "state.json");
      const windows = Array.from({ length: 3 }, (_, window) =>
        promisify(execFile)(process.execPath, [
          ...["--import", "tsx", "--input-type=module", "--eval"],
          `import { JsonFileStore } from ${JSON.stringify(keptFileUrl)};
           const kept = new JsonFileStore(${JSON.stringify(file)});
           await kept.change("big", () => "x".repeat(1e6));
           for (let each = 0; each < 10; each += 1)
             await kept.change("all", (all) => [...(all ?? []), ${window} + "/" + each]);`,
        ]),
      );
      await Promise.all(windows);
      const all = new JsonFileStore(file).get("all");
      assert.ok(Array.isArray(all));
      assert.equal(new Set(all).size, 30);
    }).timeout(120_000);

    it("is as if it were not there when it is damaged", async () => {
      const file = path.join(folder, "state.json");
      await writeFile(file, "[half");
      assert.equal(new JsonFileStore(file).get("one"), undefined);
    });
  });
});
