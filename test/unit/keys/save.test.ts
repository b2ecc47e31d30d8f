import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FileExistsError, saveKeyFile } from "../../../src/keys/save";

describe("saveKeyFile", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-save-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes for the owner only, and never over an existing file", async () => {
    const file = path.join(folder, "arc.key");
    await saveKeyFile(file, "first");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await assert.rejects(saveKeyFile(file, "second"), FileExistsError);
    assert.equal(readFileSync(file, "utf8"), "first");
  });
});
