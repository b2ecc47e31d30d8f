import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { problemsIn, productPackages, readAudit, type Lockfile } from "../../../scripts/lib/dependencies";
import { root } from "../../../scripts/lib/paths";

const integrity = `sha512-${"A".repeat(86)}==`;

function locked(more: object): Lockfile {
  return {
    packages: { "": {}, "node_modules/thing": { version: "1.0.0", license: "MIT", integrity, ...more } },
  };
}

describe("the packages of the product", () => {
  for (const file of ["package-lock.json", "test/workbench/server/package-lock.json"]) {
    it(`have a SHA-512 each in ${file}`, () => {
      const lockfile = JSON.parse(readFileSync(path.join(root, file), "utf8")) as Lockfile;
      assert.deepEqual(
        problemsIn(lockfile).filter((problem) => problem.endsWith("no SHA-512")),
        [],
      );
    });
  }

  it("have licenses that are on the list", () => {
    const lockfile = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as Lockfile;
    assert.deepEqual(problemsIn(lockfile), []);
    const names = productPackages(lockfile).map(({ name }) => name);
    assert.ok(names.includes("@azure/identity") && !names.includes("mocha"));
  });

  it("are refused with another license, or a weaker sum", () => {
    assert.deepEqual(problemsIn(locked({})), []);
    assert.deepEqual(problemsIn(locked({ license: "GPL-3.0" })), ["thing: license GPL-3.0"]);
    assert.deepEqual(problemsIn(locked({ license: "MPL-2.0" })), ["thing: license MPL-2.0"]);
    assert.deepEqual(problemsIn(locked({ license: "MPL-2.0", dev: true })), []);
    assert.deepEqual(problemsIn(locked({ license: "(GPL-3.0 OR MIT)" })), []);
    assert.deepEqual(problemsIn(locked({ license: "GPL-3.0 AND MIT" })), ["thing: license GPL-3.0 AND MIT"]);
    assert.deepEqual(problemsIn(locked({ integrity: "sha1-AAAA" })), ["thing: no SHA-512"]);
  });

  it("are called checked for weaknesses only where the registry answered", () => {
    assert.equal(readAudit("").kind, "unreachable");
    assert.equal(
      readAudit('{"message":"405 Method Not Allowed","error":{"summary":"405"}}').kind,
      "unreachable",
    );
    assert.deepEqual(readAudit('{"vulnerabilities":{}}'), { kind: "answered", weaknesses: [] });
    assert.deepEqual(readAudit('{"vulnerabilities":{"thing":{}}}'), {
      kind: "answered",
      weaknesses: ["thing"],
    });
  });
});
