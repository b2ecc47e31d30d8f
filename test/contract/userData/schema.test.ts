/** The catalogue against cloud-init's own schema: the same verdicts on generated documents. */
import assert from "node:assert/strict";
import { Ajv } from "ajv";
import fc from "fast-check";
import { topLevelKeys, cloudConfigSchema } from "../../../src/userdata/cloudConfig/catalogue";
import { cloudConfigJsonSchema } from "../../../src/userdata/cloudConfig/jsonSchema";
import { validate } from "../../../src/userdata/cloudConfig/validation/validate";
import { readYaml } from "../../../src/userdata/yaml/readYaml";
import { isRecord, upstreamSchema } from "../sharedData";

const runs = 20_000;

function compiled(schema: Record<string, unknown>): (value: unknown) => boolean {
  const ajv = new Ajv({ strict: false, logger: false });
  // cloud-init's validator checks dates and no other format.
  ajv.addFormat("date", (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text));
  ajv.addFormat("uri", true);
  ajv.addFormat("hostname", true);
  const check = ajv.compile(schema);
  return (value) => check(value);
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A small generator of numbers (mulberry32), so that one seed names one document. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const junk: readonly unknown[] = [
  "",
  "x",
  "a:b",
  "+5",
  "2G",
  "now",
  "2024-02-30",
  "2032-09-01",
  0,
  -1,
  7,
  1.5,
  true,
  false,
  null,
  [],
  ["a"],
  ["a", "a"],
  [1],
  {},
  { a: 1 },
  { name: "n" },
  { path: "/p" },
];

/** A value that mostly fits the upstream schema, with a wrong turn here and there. */
class Writer {
  readonly #roll: (sides: number) => number;
  readonly #upstream: Record<string, unknown>;

  constructor(seed: number, upstream: Record<string, unknown>) {
    this.#roll = dice(seed);
    this.#upstream = upstream;
  }

  document(): Record<string, unknown> {
    const keys = Object.keys(topLevelKeys);
    const parts = list(this.#upstream["allOf"]).map((part) => this.#resolve(part));
    const document: Record<string, unknown> = {};
    for (let count = 1 + this.#roll(3); count > 0; count--) {
      const key = this.#one(keys);
      const schemas = parts.map((part) => record(part["properties"])[key]).filter(isRecord);
      document[key] = this.#value(schemas[0] ?? {}, 0);
    }
    if (this.#roll(40) === 0) document[`${this.#one(keys)}s`] = true;
    return document;
  }

  #one<T>(from: readonly T[]): T {
    const chosen = from[this.#roll(from.length)];
    if (chosen === undefined && from.length === 0) throw new RangeError("Nothing to choose from.");
    return chosen as T;
  }

  #resolve(schema: unknown): Record<string, unknown> {
    const own = record(schema);
    const { $ref: ref, ...rest } = own;
    if (typeof ref !== "string") return own;
    return { ...this.#resolve(record(this.#upstream["$defs"])[ref.replace("#/$defs/", "")]), ...rest };
  }

  #value(schema: unknown, depth: number): unknown {
    if (depth > 6 || this.#roll(25) === 0) return this.#one(junk);
    const own = this.#resolve(schema);
    const forms = [...list(own["oneOf"]), ...list(own["anyOf"])];
    if (forms.length > 0 && own["properties"] === undefined && this.#roll(10) > 0) {
      return this.#value({ ...this.#resolve(this.#one(forms)) }, depth + 1);
    }
    if (Array.isArray(own["enum"]) && this.#roll(20) > 0) return this.#one(own["enum"]);
    const types = typeof own["type"] === "string" ? [own["type"]] : list(own["type"]);
    const type =
      types.length === 0 ? (own["properties"] === undefined ? "string" : "object") : this.#one(types);
    switch (type) {
      case "boolean":
        return this.#roll(2) === 0;
      case "integer":
        return this.#roll(100) - 5;
      case "number":
        return this.#roll(100) / 4;
      case "null":
        return null;
      case "array":
        return Array.from({ length: this.#roll(4) }, () => this.#value(own["items"] ?? {}, depth + 1));
      case "object":
        return this.#object(own, depth);
      default:
        return this.#one(["a", "a:b", "5", "2G", "2032-09-01", "x y", "https://example.org/"]);
    }
  }

  #object(schema: Record<string, unknown>, depth: number): Record<string, unknown> {
    const properties = record(schema["properties"]);
    const forms = [...list(schema["oneOf"]), ...list(schema["anyOf"])].map((form) => this.#resolve(form));
    const wanted = [schema, ...(forms.length > 0 ? [this.#one(forms)] : [])].flatMap(({ required }) =>
      list(required),
    );
    const value: Record<string, unknown> = {};
    const names = Object.keys(properties);
    for (const key of wanted)
      if (this.#roll(12) > 0) value[String(key)] = this.#value(properties[String(key)] ?? {}, depth + 1);
    for (let count = this.#roll(3); count > 0 && names.length > 0; count--) {
      const key = this.#one(names);
      value[key] = this.#value(properties[key], depth + 1);
    }
    for (const inner of Object.values(record(schema["patternProperties"]))) {
      if (this.#roll(3) > 0)
        value[this.#one(["rsa_public", "a b", "x1", "ü"])] = this.#value(inner, depth + 1);
    }
    if (this.#roll(25) === 0) value["foreign"] = 1;
    return value;
  }
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

describe("the derived schema and cloud-init's own", function () {
  this.timeout(600_000);
  const upstream = upstreamSchema();

  it("have the same 99 top-level keys", () => {
    const theirs = Object.keys(record(upstream["properties"])).sort();
    assert.deepEqual(Object.keys(topLevelKeys).sort(), theirs);
    assert.equal(theirs.length, 99);
  });

  it(`give the same verdict on ${runs} generated documents, and so does the validator on their YAML`, () => {
    const theirs = compiled(upstream);
    const ours = compiled(cloudConfigJsonSchema());
    let valid = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const document = new Writer(seed, upstream).document();
        const verdict = theirs(document);
        if (verdict) valid++;
        assert.equal(ours(document), verdict, "the derived schema");
        const { root, problem } = readYaml(JSON.stringify(document));
        assert.ok(root !== undefined && problem === undefined);
        assert.equal(validate(root, cloudConfigSchema).problems.length === 0, verdict, "the validator");
      }),
      { numRuns: runs },
    );
    console.log(`      ${valid} of ${runs} documents were valid`);
    assert.ok(valid > runs / 5 && valid < (runs * 4) / 5, "both verdicts are tried");
  });
});
