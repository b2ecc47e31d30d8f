/** `npm start -- --folder DIR`: what is written there is kept, and nothing of it is overwritten. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeWorkspaceFolder } from "../../../scripts/lib/workspaceFolder";
import { root } from "../../../scripts/lib/paths";

const sample = path.join(root, "test/workbench/sample-workspace");

describe("the folder that npm start opens", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("gets the sample when it is missing or empty", async () => {
    mkdirSync(path.join(folder, "empty"));
    for (const name of ["empty", "new/below"]) {
      await makeWorkspaceFolder(path.join(folder, name), sample);
      assert.deepEqual(readdirSync(path.join(folder, name)), readdirSync(sample));
    }
  });

  it("stays as it is when there is something in it", async () => {
    writeFileSync(path.join(folder, "user-data.sh"), "mine");
    await makeWorkspaceFolder(folder, sample);
    assert.deepEqual(readdirSync(folder), ["user-data.sh"]);
    assert.equal(readFileSync(path.join(folder, "user-data.sh"), "utf8"), "mine");
  });

  it("is no file", async () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    await assert.rejects(makeWorkspaceFolder(file, sample), /file is not a folder$/);
  });
});
