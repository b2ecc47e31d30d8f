import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "../../scripts/lib/paths";
import { stringsAboutUserData, stringsOfCode } from "../../scripts/lib/l10nStrings";

type Texts = Readonly<Record<string, string>>;
const read = (file: string): Texts => JSON.parse(readFileSync(path.join(root, file), "utf8")) as Texts;

/** The arguments' places in a text. */
const places = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort();
/** Commands and icons in a text: what must survive every translation. */
const marks = (text: string): string[] => (text.match(/\(command:[^)]+\)|\$\([a-z-]+\)/g) ?? []).sort();

/** Where the pure modules write a sentence for people: the property, or the arguments of the call. */
const properties = new Set(["summary", "nextMove", "causeText"]);
const callees: ReadonlyMap<string, readonly number[]> = new Map([
  ["findings.error", [2]],
  ["this.#findings.error", [2]],
  ["findings.add", [3]],
  ["StepBlockedError", [0, 1]],
  ["azureShows", [2]],
  ["azureShowsDone", [3]],
  ["judgeSeen", [1]],
  ["azureHides", [1]],
]);

/** Where the checks of prerequisites and of fleets write one. */
const propertiesOfChecks = new Set(["title", "fix", "means", "todo"]);

/** Texts in such a place that `say` does not mark, in the files of one room. */
function unmarked(room: string, names: ReadonlySet<string> = properties): string[] {
  const files = readdirSync(path.join(root, "src", room), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => unmarkedIn(path.join(root, "src", room, file), names));
}

function unmarkedIn(file: string, names: ReadonlySet<string>): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Expression | undefined): void => {
    if (node === undefined) return;
    if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(look);
    else if (ts.isBinaryExpression(node)) [node.left, node.right].forEach(look);
    else if ((ts.isStringLiteralLike(node) && node.text !== "") || ts.isTemplateExpression(node))
      found.push(`${path.relative(root, file)}: ${node.getText()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && names.has(node.name.getText())) look(node.initializer);
    if (ts.isCallExpression(node) || ts.isNewExpression(node))
      for (const place of callees.get(node.expression.getText()) ?? []) look(node.arguments?.[place]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("the texts for other languages", () => {
  const strings = stringsOfCode();
  const english = read("l10n/bundle.l10n.json");
  const chinese = read("l10n/bundle.l10n.zh-cn.json");
  const aboutUserData = Object.fromEntries(stringsAboutUserData().map((text) => [text, text]));
  const manifest = { english: read("package.nls.json"), chinese: read("package.nls.zh-cn.json") };

  it("hold every text of the code (npm run l10n)", () => {
    assert.deepEqual(
      strings.filter((text) => !(text in english)),
      [],
      "missing from l10n/bundle.l10n.json",
    );
  });

  it("hold the sentences of the pure modules, each marked by say", () => {
    assert.deepEqual(
      ["arm", "enrollment", "identity", "session", "fleet"].flatMap((room) => unmarked(room)),
      [],
    );
    assert.deepEqual(
      ["prerequisites/judge", "fleet/status"].flatMap((room) => unmarked(room, propertiesOfChecks)),
      [],
    );
  });

  for (const [name, from, to] of [
    ["the code", english, chinese],
    ["user data", aboutUserData, read("l10n/userdata.l10n.zh-cn.json")],
    ["package.json", manifest.english, manifest.chinese],
  ] as const) {
    it(`are all there in Simplified Chinese for ${name}`, () => {
      assert.deepEqual(
        Object.keys(from).filter((key) => (to[key] ?? "") === ""),
        [],
        "not translated",
      );
      assert.deepEqual(
        Object.keys(to).filter((key) => !(key in from)),
        [],
        "left over",
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
