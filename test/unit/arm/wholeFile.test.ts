import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFile, replaceFile } from "../../../src/arm/wholeFile";

describe("a file that is written whole", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-whole-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("takes the place of an older one, is its owner's alone, and leaves nothing beside it", async () => {
    const file = path.join(folder, "state.json");
    await replaceFile(file, "old");
    await replaceFile(file, "new");
    assert.equal(await readFile(file, "utf8"), "new");
    assert.deepEqual(await readdir(folder), ["state.json"]);
    if (process.platform !== "win32") assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it("leaves nothing beside it where it cannot be put in place", async () => {
    const file = path.join(folder, "a-folder");
    await mkdir(file);
    await assert.rejects(replaceFile(file, "text"));
    assert.deepEqual(await readdir(folder), ["a-folder"]);
  });

  it("is made by one of many", async () => {
    const file = path.join(folder, "claim");
    const made = await Promise.all(["a", "b", "c", "d"].map((text) => createFile(file, text)));
    assert.equal(made.filter(Boolean).length, 1);
    assert.equal(await readFile(file, "utf8"), "abcd"[made.indexOf(true)]);
    assert.deepEqual(await readdir(folder), ["claim"]);
  });
});
