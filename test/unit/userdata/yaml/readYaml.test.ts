import assert from "node:assert/strict";
import fc from "fast-check";
import { membersOf } from "../../../../src/userdata/yaml/members";
import type { YamlNode, YamlScalar } from "../../../../src/userdata/yaml/nodes";
import { readYaml } from "../../../../src/userdata/yaml/readYaml";
import { scalarSourceMap } from "../../../../src/userdata/yaml/scalars/scalarSource";

/** The tree as plain data, every scalar as `type:value`. */
function plain(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "sequence") return node.items.map((item) => plain(item.node));
  if (node.kind === "mapping") {
    return Object.fromEntries(membersOf(node).map((member) => [member.name, plain(member.node)]));
  }
  const { value } = node;
  switch (value.type) {
    case "string":
      return value.string;
    case "integer":
      return Number(value.integer);
    case "float":
      return `float:${value.float}`;
    case "boolean":
      return value.boolean;
    case "null":
      return null;
    case "other":
      return `other:${value.name}`;
  }
}

function scalars(node: YamlNode): YamlScalar[] {
  if (node.kind === "scalar") return [node];
  if (node.kind === "sequence") return node.items.flatMap((item) => scalars(item.node));
  return node.entries.flatMap((entry) => [...scalars(entry.key), ...scalars(entry.node)]);
}

describe("reading YAML as cloud-init does", () => {
  const values: readonly (readonly [string, unknown])[] = [
    ["a: 0644", { a: 420 }],
    ["a: 0o644", { a: "0o644" }],
    ["a: 12:30:45", { a: 45045 }],
    ["a: yes\nb: off\nc: 'yes'", { a: true, b: false, c: "yes" }],
    ["a: 1.5\nb: 1e3\nc: .inf", { a: "float:1.5", b: "1e3", c: "float:Infinity" }],
    ["a: 2024-01-31\nb: 2024-01-31 10:00:00", { a: "other:date", b: "other:timestamp" }],
    ["a: 1\na: 2", { a: 2 }],
    ["base: &b {x: 1, y: 2}\nc:\n  <<: *b\n  x: 3", { base: { x: 1, y: 2 }, c: { x: 3, y: 2 } }],
    ["a: >-\n  one\n  two\n\n  three", { a: "one two\nthree" }],
    ["a: |2\n    deep\n  less\n", { a: "  deep\nless\n" }],
    ['a: "x\\ty\\\n  z"', { a: "x\tyz" }],
    ["- a: 1\n  b: 2\n-\n- [c, {d: e}, f: g]", [{ a: 1, b: 2 }, null, ["c", { d: "e" }, { f: "g" }]]],
    ["? k\n: v", { k: "v" }],
    ["a: !!binary aGVsbG8=", { a: "hello" }],
    ["%YAML 1.1\n---\na: b\n...\n", { a: "b" }],
    ["1: a\ntrue: b\n~: c", { "1": "b", None: "c" }],
  ];
  for (const [text, expected] of values) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const document = readYaml(text);
      assert.equal(document.problem, undefined);
      assert.deepEqual(plain(document.root), expected);
    });
  }

  const refused: readonly (readonly [string, string])[] = [
    ["a:\tb", "format-l1.c3"],
    ["a:\n\tb: c", "format-l2.c1"],
    ["a: b: c", "format-l1.c5"],
    ["a: @b", "format-l1.c4"],
    ["a: `b`", "format-l1.c4"],
    ["a: *nope", "format-l1.c4"],
    ["a: 1\n b: 2", "format-l2.c3"],
    ["a: [1, 2", "format-l1.c4"],
    ["a: 'open", "format-l1.c4"],
    ["a: 1\n- b", "format-l1.c1"],
    ["asdf:\nasdf", "format-l2.c1"],
    ["{}}", "format-l1.c3"],
    ["%{ if x }\na: b", "format-l1.c1"],
    ["a: {{ b }}", "format-l1.c4"],
    ["a: !vault x", "format-l1.c4"],
    ["a: 1\n---\nb: 2", "format-l1.c1"],
    ["a: 2024-13-01", "format-l1.c1"],
    ["a: \u0007", "format-l1.c1"],
    ["<<: 1\na: 2", "format-l1.c1"],
    ["a: =", "format-l1.c4"],
    ["- 😀: b: c", "format-l1.c7"],
  ];
  for (const [text, path] of refused) {
    it(`refuses ${JSON.stringify(text)} at ${path}`, () => {
      const { problem } = readYaml(text);
      assert.equal(problem?.path, path);
      assert.ok(problem.message.length > 10);
    });
  }

  it("keeps what stands before a problem", () => {
    const { root, problem } = readYaml("packages:\n  - git\nruncmd:\n  - [ls, &a &b x]");
    assert.ok(problem);
    assert.deepEqual(plain(root), { packages: ["git"], runcmd: [["ls", null]] });
  });

  it("stops at depth, at number and at aliases that multiply", () => {
    assert.match(readYaml("[".repeat(5000)).problem?.message ?? "", /nested too deeply/);
    assert.match(readYaml(`a: [${"1,".repeat(70_000)}]`).problem?.message ?? "", /too many entries/);
    const bomb = ["a: &a0 {x: 1}"];
    for (let i = 1; i < 30; i++) bomb.push(`b${i}: &a${i} {<<: [*a${i - 1}, *a${i - 1}, *a${i - 1}]}`);
    assert.equal(readYaml(bomb.join("\n")).problem, undefined);
  });
});

describe("the place of a scalar's characters", () => {
  const piece = fc.constantFrom(
    "a",
    "bc",
    " ",
    "  ",
    "\n",
    "\n\n",
    "'",
    '"',
    "\\n",
    "\\x41",
    "#",
    ":",
    "é",
    "😀",
    "-",
  );
  const style = fc.constantFrom("plain", "single", "double", "|", ">", "|-", ">+");
  const body = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(""));

  it("names the same character in the document, whatever the style", () => {
    fc.assert(
      fc.property(style, body, (how, raw) => {
        const text = `runcmd:\n  - ${written(how, raw)}\n  - z\n`;
        const { root, problem } = readYaml(text);
        if (problem !== undefined || root === undefined) return;
        for (const scalar of scalars(root)) {
          const source = scalarSourceMap(text, scalar);
          for (let at = 0; at < scalar.text.length; at++) {
            const { start, end } = source.span(at, at + 1);
            assert.ok(start >= scalar.contentStart && end <= text.length && start < end);
            const character = scalar.text.charAt(at);
            if (/[a-zé#:-]/u.test(character) && !raw.includes("\\")) {
              assert.equal(text.charAt(source.toSource(at)), character);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("goes through escapes and folded lines", () => {
    const text = 'a: "x\\ty\n  z"\n';
    const [, scalar] = scalars(readYaml(text).root ?? assert.fail());
    assert.equal(scalar?.text, "x\ty z");
    const source = scalarSourceMap(text, scalar);
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((at) => source.toSource(at)),
      [4, 5, 7, 8, 11, 12],
    );
    assert.deepEqual(source.span(1, 2), { start: 5, end: 7 });
  });
});

function written(how: string, raw: string): string {
  if (how === "single") return `'${raw.replaceAll("'", "''")}'`;
  if (how === "double") return `"${raw.replaceAll('"', '\\"')}"`;
  if (how === "plain") return raw;
  return `${how}\n    ${raw.replaceAll("\n", "\n    ")}`;
}
