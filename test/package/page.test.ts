import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { vsixFile } from "../../scripts/suites/table";
import { readZip } from "./zip";

describe("the wizard's page in the package", () => {
  it("is at most 80 KiB gzipped, with its controls", () => {
    const files = readZip(readFileSync(vsixFile)).filter(({ name }) =>
      name.startsWith("extension/dist/webview/"),
    );
    assert.deepEqual(files.map(({ name }) => name.replace(/.*\//, "")).sort(), ["wizard.css", "wizard.js"]);
    const bytes = files.reduce((sum, file) => sum + gzipSync(file.read()).length, 0);
    assert.ok(bytes <= 80 * 1024, `it has ${Math.ceil(bytes / 1024)} KiB`);
  });
});
