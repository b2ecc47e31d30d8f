import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/lib/paths";
import { avoidedIn } from "../../scripts/vocabulary/find";
import { vocabularyDocument } from "../../scripts/vocabularyDocument";

/** What people read: code, documents, the manifest and the schemas. Not the history, and not the page that lists the phrases. */
const read = /^(?:src|webview|scripts|test|docs|media|l10n)\/|^[A-Z]+\.md$|^package(?:\.nls)?\.json$|^eslint/;
const prose = /\.(?:[cm]?[jt]s|md|json|sh)$/;
const others = /zh-cn|^CHANGELOG|^docs\/vocabulary\.md$|^scripts\/vocabulary\/|^test\/unit\/vocabulary/;

function files(): string[] {
  const tracked = execFileSync("git", ["-C", root, "ls-files", "-z"], { encoding: "utf8" }).split("\0");
  return tracked.filter((name) => read.test(name) && prose.test(name) && !others.test(name));
}

describe("the vocabulary", () => {
  it("is kept by every text, comment and document", () => {
    const hits = files().flatMap((name) =>
      avoidedIn(name, readFileSync(path.join(root, name), "utf8")).map(
        ({ line, phrase, use }) => `${name}:${line}: "${phrase}": write "${use}"`,
      ),
    );
    assert.deepEqual(hits, []);
  });

  it("is what scripts/vocabularyDocument.ts makes of the table now", async () => {
    assert.equal(readFileSync(path.join(root, "docs/vocabulary.md"), "utf8"), await vocabularyDocument());
  });

  it("finds a phrase in a comment, across its lines, and in a string of several words", () => {
    const code = [
      "/** One that",
      " * is at",
      " * it. `anew` is code. */",
      'export const text = "Check anew.";',
      'export const word = "anew";',
    ].join("\n");
    assert.deepEqual(avoidedIn("src/one.ts", code), [
      { line: 2, phrase: "is at    it", use: "in progress" },
      { line: 4, phrase: "Check anew", use: "check, checked" },
    ]);
  });

  it("leaves alone what other programs say, samples of it, and strings of tests that are no titles", () => {
    assert.deepEqual(avoidedIn("docs/one.md", "Azure says: Please try again later.\n"), []);
    assert.deepEqual(avoidedIn("src/one.ts", 'const row = { samples: ["error: try again"] };'), []);
    const test = 'it("tries again", () => { run("mend it"); });';
    assert.deepEqual(
      avoidedIn("test/unit/one.test.ts", test).map(({ phrase }) => phrase),
      ["tries again"],
    );
  });
});
