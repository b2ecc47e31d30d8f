import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/lib/paths";
import { stringsOfCode } from "../../scripts/lib/l10nStrings";

type Texts = Readonly<Record<string, string>>;
const read = (file: string): Texts => JSON.parse(readFileSync(path.join(root, file), "utf8")) as Texts;

/** The arguments' places in a text. */
const places = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort();
/** Commands and icons in a text: what must survive every translation. */
const marks = (text: string): string[] => (text.match(/\(command:[^)]+\)|\$\([a-z-]+\)/g) ?? []).sort();

describe("the texts for other languages", () => {
  const strings = stringsOfCode();
  const english = read("l10n/bundle.l10n.json");
  const chinese = read("l10n/bundle.l10n.zh-cn.json");
  const manifest = { english: read("package.nls.json"), chinese: read("package.nls.zh-cn.json") };

  it("hold every text of the code (npm run l10n)", () => {
    assert.deepEqual(
      strings.filter((text) => !(text in english)),
      [],
      "missing from l10n/bundle.l10n.json",
    );
  });

  for (const [name, from, to] of [
    ["the code", english, chinese],
    ["package.json", manifest.english, manifest.chinese],
  ] as const) {
    it(`are all there in Simplified Chinese for ${name}`, () => {
      assert.deepEqual(
        Object.keys(from).filter((key) => (to[key] ?? "") === ""),
        [],
        "not translated",
      );
    });

    it(`keep the places of values and the commands in ${name}`, () => {
      for (const [key, text] of Object.entries(from)) {
        assert.deepEqual(places(to[key] ?? ""), places(text), key);
        assert.deepEqual(marks(to[key] ?? ""), marks(text), key);
      }
    });
  }
});
