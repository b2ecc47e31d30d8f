import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";

const text = readFileSync(path.join(root, "docs/security.md"), "utf8");
/** The claims: rows of two columns under the headings of what is protected. */
const rows = text
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:claim|-+)/.test(line))
  .map((line) =>
    line
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

describe("docs/security.md", () => {
  it("names a test for every claim, and every test is there", () => {
    assert.ok(rows.length > 25, `only ${String(rows.length)} claims`);
    for (const [claim = "", proof = ""] of rows) {
      const files = [...proof.matchAll(/`([^`]+\.test\.ts)`/g)].map((match) => match[1] ?? "");
      assert.ok(files.length > 0, `no test is named for: ${claim}`);
      for (const file of files) assert.ok(existsSync(path.join(root, "test", file)), `${file} (${claim})`);
    }
  });

  for (const part of [
    "Tokens",
    "The private key",
    "User data",
    "The wizard's page",
    "Workspace settings",
    "URIs",
    "Generated scripts",
    "Log",
    "The practice server",
    "Assistants",
    "Telemetry",
  ]) {
    it(`says what is done about: ${part}`, () => {
      assert.ok(text.includes(`\n## ${part}`), part);
    });
  }
});
