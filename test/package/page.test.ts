import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { vsixFile } from "../../scripts/suites/table";
import { readZip } from "./zip";

describe("the pages in the package", () => {
  const sizes = (): ReadonlyMap<string, number> =>
    new Map(
      readZip(readFileSync(vsixFile))
        .filter(({ name }) => name.startsWith("extension/dist/webview/"))
        .map((file) => [file.name.replace(/.*\//, ""), gzipSync(file.read()).length]),
    );
  const sizeOf = (page: string): number =>
    [...sizes()].reduce((sum, [name, bytes]) => (name.startsWith(`${page}.`) ? sum + bytes : sum), 0);

  it("are two, each a script and a style sheet", () => {
    assert.deepEqual([...sizes().keys()].sort(), ["fleet.css", "fleet.js", "wizard.css", "wizard.js"]);
  });

  for (const [page, kibibytes] of [
    ["wizard", 80],
    ["fleet", 12],
  ] as const) {
    it(`the ${page}'s page is at most ${kibibytes} KiB gzipped, with its controls`, () => {
      const bytes = sizeOf(page);
      assert.ok(bytes <= kibibytes * 1024, `it has ${Math.ceil(bytes / 1024)} KiB`);
    });
  }
});
