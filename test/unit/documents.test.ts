import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/lib/paths";

/** Files and folders that a text names by their whole path; what stands for any name (`FILE`, `*`, `yours`) is none. */
function pathsIn(text: string): string[] {
  const named = text.matchAll(/`((?:src|test|scripts|media|docs|webview|l10n|findings)\/[\w./-]+)`/gu);
  return [...named]
    .map(([, file = ""]) => file)
    .filter((file) => !/[A-Z]{4}|\byours?\b|your[A-Z]/u.test(file));
}

/** One numbered step of a list, with the lines that continue it. */
function hopsOf(text: string): string[] {
  const section = /^## One path.*?(?=^## )/msu.exec(text)?.[0] ?? "";
  return section.split(/^\d+\. /mu).slice(1);
}

describe("documents for who works on the code", () => {
  for (const document of [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/vocabulary.md",
    "docs/scale.md",
  ]) {
    it(`${document} names files that exist`, () => {
      const missing = pathsIn(readFileSync(path.join(root, document), "utf8")).filter(
        (file) => !existsSync(path.join(root, file)),
      );
      assert.deepEqual(missing, []);
    });
  }

  it("ARCHITECTURE.md tells one path hop by hop, each with the file that does it", () => {
    const hops = hopsOf(readFileSync(path.join(root, "ARCHITECTURE.md"), "utf8"));
    assert.ok(hops.length >= 8, `${hops.length} hops`);
    for (const hop of hops) assert.notDeepEqual(pathsIn(hop), [], hop);
  });

  it("docs/security.md names tests that exist", () => {
    const text = readFileSync(path.join(root, "docs/security.md"), "utf8");
    const tests = [...text.matchAll(/`([\w./-]+[.]test[.]ts)`/gu)].map(([, file = ""]) => file);
    assert.ok(tests.length > 20);
    assert.deepEqual(
      tests.filter((file) => !existsSync(path.join(root, "test", file))),
      [],
    );
  });
});
