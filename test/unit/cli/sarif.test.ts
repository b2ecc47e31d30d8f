/** SARIF 2.1.0 as its specification has it (OASIS, sections 3.13 to 3.30), checked manually: names, types, bounds, references. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { sarifOf } from "../../../src/cli/commands/sarif";
import { documentRules } from "../../../src/userdata/documentRules";
import { lintUserData } from "../../../src/userdata/lint";
import { rules } from "../../../src/userdata/rules/index";

type Fields = Readonly<Record<string, unknown>>;

/** An object with these fields and no others; SARIF's objects take no foreign ones. */
function fields(value: unknown, needed: readonly string[], optional: readonly string[] = []): Fields {
  assert.ok(typeof value === "object" && value !== null && !Array.isArray(value), JSON.stringify(value));
  for (const name of needed) assert.ok(Object.hasOwn(value, name), `${name} is missing`);
  for (const name of Object.keys(value))
    assert.ok([...needed, ...optional].includes(name), `${name} is foreign`);
  return value as Fields;
}

function list(value: unknown): readonly unknown[] {
  assert.ok(Array.isArray(value), JSON.stringify(value));
  return value;
}

function text(value: unknown): string {
  assert.ok(typeof value === "string" && value !== "", JSON.stringify(value));
  return value;
}

function count(value: unknown, least: number): number {
  assert.ok(Number.isInteger(value) && Number(value) >= least, JSON.stringify(value));
  return Number(value);
}

function checkLocation(value: unknown): void {
  const { artifactLocation, region } = fields(value, ["artifactLocation", "region"]);
  const uri = text(fields(artifactLocation, ["uri"])["uri"]);
  assert.match(uri, /^[A-Za-z0-9\-._~!$&'()*+,;=:@/%]+$/u, "a URI reference (RFC 3986)");
  assert.ok(URL.canParse(uri, "file:///any/"), uri);
  const place = fields(region, ["startLine", "startColumn", "endLine", "endColumn"]);
  const [startLine, startColumn] = [count(place["startLine"], 1), count(place["startColumn"], 1)];
  const [endLine, endColumn] = [count(place["endLine"], 1), count(place["endColumn"], 1)];
  assert.ok(
    endLine > startLine || (endLine === startLine && endColumn >= startColumn),
    "an end before its start",
  );
}

function checkResult(value: unknown, ruleIds: ReadonlySet<string>): string {
  const result = fields(value, ["ruleId", "level", "message", "locations"], ["relatedLocations"]);
  const ruleId = text(result["ruleId"]);
  assert.ok(ruleIds.has(ruleId), `the rule ${ruleId} is not listed`);
  assert.ok(["none", "note", "warning", "error"].includes(text(result["level"])));
  text(fields(result["message"], ["text"])["text"]);
  const locations = list(result["locations"]);
  assert.equal(locations.length, 1);
  for (const each of locations) checkLocation(fields(each, ["physicalLocation"])["physicalLocation"]);
  const related = list(result["relatedLocations"] ?? []).map((each) => {
    const place = fields(each, ["id", "message", "physicalLocation"]);
    text(fields(place["message"], ["text"])["text"]);
    checkLocation(place["physicalLocation"]);
    return count(place["id"], 0);
  });
  assert.equal(new Set(related).size, related.length, "ids of related places are unique in a result");
  return ruleId;
}

/** Checks a whole log and gives the rules of its results. */
function checkSarif(value: unknown): string[] {
  const log = fields(value, ["$schema", "version", "runs"]);
  assert.equal(log["version"], "2.1.0");
  assert.ok(URL.canParse(text(log["$schema"])));
  const [run, ...more] = list(log["runs"]);
  assert.deepEqual(more, []);
  const { tool, columnKind, results } = fields(run, ["tool", "columnKind", "results"]);
  assert.equal(columnKind, "utf16CodeUnits");
  const about = ["name", "semanticVersion", "informationUri", "rules"];
  const driver = fields(fields(tool, ["driver"])["driver"], about);
  text(driver["name"]);
  assert.match(text(driver["semanticVersion"]), /^\d+\.\d+\.\d+/);
  assert.ok(URL.canParse(text(driver["informationUri"])));
  const ids = list(driver["rules"]).map((each) => {
    const rule = fields(each, ["id", "shortDescription", "fullDescription", "help"], ["helpUri"]);
    text(fields(rule["shortDescription"], ["text"])["text"]);
    text(fields(rule["fullDescription"], ["text"])["text"]);
    const help = fields(rule["help"], ["text", "markdown"]);
    for (const form of [help["text"], help["markdown"]]) text(form);
    if (rule["helpUri"] !== undefined) assert.match(text(rule["helpUri"]), /^https:\/\//u);
    return text(rule["id"]);
  });
  assert.equal(new Set(ids).size, ids.length, "rules are listed once");
  return list(results).map((each) => checkResult(each, new Set(ids)));
}

const linted = (file: string, content: string) => ({ file, ...lintUserData(content) });
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("the SARIF of nexus-arc lint", () => {
  it("has the shape of SARIF 2.1.0 for every rule's bad example, and one result a finding", () => {
    const files = rules.map(({ id, bad }) => linted(`examples/${id}.yaml`, bad));
    const found = checkSarif(throughJson(sarifOf(files)));
    assert.deepEqual(
      found,
      files.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
    );
    for (const { id } of rules) assert.ok(found.includes(id), id);
  });

  it("names a file below the folder relative to it, and another by its whole URI", () => {
    const uriOf = (file: string): unknown => {
      const log = throughJson(sarifOf([linted(file, "#cloud-config\nhostnam: x\n")], "/work/repo"));
      const [result] = list(
        fields((log as { runs: unknown[] }).runs[0], ["tool", "columnKind", "results"])["results"],
      );
      const [place] = (result as { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] })
        .locations;
      return place?.physicalLocation.artifactLocation.uri;
    };
    assert.equal(uriOf("a/ü b.yaml"), "a/%C3%BC%20b.yaml");
    assert.equal(uriOf("/work/repo/a/b.yaml"), "a/b.yaml");
    assert.equal(uriOf("./a/../b.yaml"), "b.yaml");
    assert.equal(uriOf("/elsewhere/b.yaml"), "file:///elsewhere/b.yaml");
    assert.equal(uriOf("-"), "stdin");
  });

  it("describes every kind of finding that the code can make", () => {
    const folder = path.resolve("src/userdata");
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const named = sources.flatMap((file) =>
      [
        ...readFileSync(path.join(folder, file), "utf8").matchAll(
          /"((?:document|header|yaml|schema|template)\/[a-z-]+)"/g,
        ),
      ].map(([, id]) => id),
    );
    const missing = [...new Set(named)].filter((id) => id !== undefined && documentRules[id] === undefined);
    assert.deepEqual(missing, []);
    assert.ok(named.length > 25);
  });

  it("has it for files without findings and for no files", () => {
    assert.deepEqual(checkSarif(throughJson(sarifOf([linted("-", "#cloud-config\npackages: [git]\n")]))), []);
    assert.deepEqual(checkSarif(throughJson(sarifOf([]))), []);
  });

  it("has it for any text under any file name", () => {
    const piece = fc.constantFrom(
      "#cloud-config\n",
      "users: [{home: a}]\n",
      "runcmd: []\n",
      "az login\n",
      "😀: é\r\n",
      "\t",
      "a: [",
    );
    const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, fc.array(piece, { maxLength: 6 }), (name, pieces) => {
        checkSarif(throughJson(sarifOf([linted(name, pieces.join(""))])));
      }),
    );
  });
});
