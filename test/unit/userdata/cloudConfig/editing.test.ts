import assert from "node:assert/strict";
import { topLevelKeys } from "../../../../src/userdata/cloudConfig/catalogue";
import type { Schema } from "../../../../src/userdata/cloudConfig/catalogue/schema";
import { complete, type Completion } from "../../../../src/userdata/cloudConfig/editor/complete";
import { describe as words, hover } from "../../../../src/userdata/cloudConfig/editor/hover";
import { outline } from "../../../../src/userdata/cloudConfig/editor/outline";
import type { Step } from "../../../../src/userdata/cloudConfig/editor/schemaAt";

/** Completions at the `^` of a text. */
function at(text: string): Completion[] {
  const offset = text.indexOf("^");
  return complete(text.replace("^", ""), offset);
}

const labels = (completions: readonly Completion[], kind: Completion["kind"]): string[] =>
  completions.filter((each) => each.kind === kind).map(({ label }) => label);

/** Every key of the catalogue with the path to it, names that follow a pattern as `x`. */
function* everyKey(schema: Schema, steps: readonly Step[]): Generator<readonly Step[]> {
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    yield [...steps, key];
    yield* everyKey(inner, [...steps, key]);
  }
  for (const by of schema.namedBy ?? []) yield* everyKey(by.schema, [...steps, "rsa_public"]);
  if (schema.items !== undefined) yield* everyKey(schema.items, [...steps, 0]);
  for (const form of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) yield* everyKey(form, steps);
}

/** Every value that the catalogue names, with the path to it. */
function* everyValue(schema: Schema, steps: readonly Step[]): Generator<readonly [readonly Step[], string]> {
  for (const value of schema.values ?? []) if (typeof value === "string") yield [steps, value];
  for (const [key, inner] of Object.entries(schema.properties ?? {}))
    yield* everyValue(inner, [...steps, key]);
  for (const by of schema.namedBy ?? []) yield* everyValue(by.schema, [...steps, "x"]);
  if (schema.items !== undefined) yield* everyValue(schema.items, [...steps, 0]);
  for (const form of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) yield* everyValue(form, steps);
}

/** A document that ends where the value at a path would be written. */
function documentFor(steps: readonly Step[]): string {
  let text = "#cloud-config\n";
  let indent = 0;
  let open = true;
  for (const step of steps) {
    const start = open ? " ".repeat(indent) : "";
    if (typeof step === "string") {
      text += `${start}${step}:`;
      open = true;
      text += steps.at(-1) === step && steps.lastIndexOf(step) === steps.length - 1 ? " " : "\n";
    } else {
      text += `${start}- `;
      open = false;
    }
    indent += 2;
  }
  return text;
}

describe("completion in cloud-config", () => {
  it("offers all 99 keys at the top", () => {
    assert.equal(labels(at("#cloud-config\n^"), "key").length, 99);
    assert.equal(labels(at("#cloud-config\npackages: [git]\nrun^\n"), "key").length, 98);
  });

  it("offers 37 keys for a user and 8 for a file", () => {
    assert.equal(labels(at("#cloud-config\nusers:\n  - ^"), "key").length, 37);
    assert.equal(labels(at("#cloud-config\nusers:\n- default\n- ^"), "key").length, 37);
    assert.equal(labels(at("#cloud-config\nwrite_files:\n  - ^"), "key").length, 8);
    assert.equal(
      labels(at("#cloud-config\nwrite_files:\n  - path: /a\n    content: |\n      x: y\n    ^\n"), "key")
        .length,
      6,
    );
  });

  it("leaves out what the mapping has already, above and below", () => {
    const offered = labels(
      at("#cloud-config\nusers:\n  - name: a\n    ^\n    shell: /bin/sh\n  - gecos: b\n"),
      "key",
    );
    assert.ok(!offered.includes("name") && !offered.includes("shell") && offered.includes("gecos"));
  });

  it("offers every value that the catalogue names, at its place", () => {
    let count = 0;
    for (const [key, { schema }] of Object.entries(topLevelKeys)) {
      for (const [steps, value] of everyValue(schema, [key])) {
        const text = documentFor(steps);
        const offered = labels(complete(text, text.length), "value").map((label) =>
          label.replaceAll("'", ""),
        );
        assert.ok(offered.includes(value), `${steps.join(".")}: ${value}\n${text}`);
        count++;
      }
    }
    assert.ok(count > 300, `${count}`);
  });

  it("offers nothing inside a text or a comment", () => {
    assert.deepEqual(at("#cloud-config\nwrite_files:\n  - path: /a\n    content: |\n      he^\n"), []);
    assert.deepEqual(at("#cloud-config\n# pack^\n"), []);
  });

  it("marks old names as deprecated and sorts them last", () => {
    const old = at("#cloud-config\n^").find(({ label }) => label === "apt_update");
    assert.equal(old?.deprecated, true);
    assert.ok(old.sortText > "1z");
  });
});

describe("hover in cloud-config", () => {
  it("has words of our own for every key", () => {
    let count = 0;
    for (const [key, { schema }] of Object.entries(topLevelKeys)) {
      for (const steps of [[key], ...everyKey(schema, [key])]) {
        const text = words(steps);
        assert.ok(text !== undefined && text.length > steps.join("").length / 4 + 20, steps.join("."));
        count++;
      }
    }
    assert.ok(count > 450, `${count}`);
  });

  it("gives every top-level key a small example", () => {
    const without = Object.entries(topLevelKeys).filter(([, { schema }]) => schema.example === undefined);
    assert.deepEqual(
      without.map(([key]) => key),
      [],
    );
  });

  it("shows the key's words at the key and at its value", () => {
    const text = "#cloud-config\nusers:\n  - name: ada\n    lock_passwd: true\n";
    for (const word of ["lock_passwd", "true"]) {
      const shown = hover(text, text.indexOf(word) + 1);
      assert.match(shown?.markdown ?? "", /\*\*lock_passwd\*\*: true or false/);
      assert.deepEqual(shown?.range.start, { line: 3, character: 4 });
    }
    assert.equal(hover(text, 3), undefined);
  });
});

describe("outline of cloud-config", () => {
  it("names keys, entries by what they are called, and places", () => {
    const symbols = outline("#cloud-config\nusers:\n  - name: ada\npackages: [git, vim]\n");
    assert.deepEqual(
      symbols.map(({ name, detail, children }) => [name, detail, children.map((child) => child.name)]),
      [
        ["users", "1 entry", ["ada"]],
        ["packages", "2 entries", ["git", "vim"]],
      ],
    );
    assert.deepEqual(symbols[1]?.selectionRange, {
      start: { line: 3, character: 0 },
      end: { line: 3, character: 8 },
    });
  });
});
