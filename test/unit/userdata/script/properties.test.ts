import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "unbash";
import { run } from "./run";

/** Pieces that shell scripts are made of; joined at random they make nearly-right, broken and nested scripts. */
const fragments = [
  "az login --identity",
  "azcmagent connect existing",
  "export A=b",
  "A=$(uuidgen)",
  "A=$A$A",
  "if",
  "then",
  "else",
  "fi",
  "for x in a b; do",
  "while",
  "done",
  "case $x in",
  "a)",
  ";;",
  "esac",
  "f() {",
  "}",
  "f",
  "(",
  ")",
  "$(",
  "`",
  '"',
  "'",
  "<<EOF",
  "EOF",
  "\n",
  ";",
  "&&",
  "||",
  "|",
  "&",
  "bash -c",
  "eval",
  "sudo -u x",
  "env A=1",
  "${A:-",
  "${A[@]}",
  '"$@"',
  "> /etc/f",
  ". /etc/f",
  "trap f EXIT",
  "\\",
  "\r\n",
  "\u0000",
  "é🙂",
];
const script = fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join(" "));
const anything = fc.oneof(
  script,
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ maxLength: 300 }),
);

describe("the shell analysis on any text", () => {
  it("never throws, and every range lies in the text", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { commands } = run(text);
        for (const { span, words } of commands) {
          for (const each of [span, ...words.map((word) => word.span)]) {
            assert.ok(
              each.start >= 0 && each.start <= each.end && each.end <= text.length,
              JSON.stringify(each),
            );
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("gives a range that holds the command as written", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9./-]{0,8}$/u).filter((text) => !reserved.has(text));
    const quoted = fc.oneof(
      word,
      word.map((text) => `'${text} x'`),
      word.map((text) => `"${text} $HOME"`),
    );
    const simple = fc
      .tuple(word, fc.array(quoted, { maxLength: 4 }))
      .map(([name, args]) => [name, ...args].join(" "));
    fc.assert(
      fc.property(fc.array(simple, { minLength: 1, maxLength: 8 }), (written) => {
        const text = written.join("\n");
        const slices = run(text).commands.map(({ span }) => text.slice(span.start, span.end));
        assert.deepEqual(slices, written);
      }),
    );
  });

  it("maps a nested script's commands to the characters they stand at", () => {
    fc.assert(
      fc.property(fc.constantFrom("'", '"'), fc.integer({ min: 0, max: 5 }), (quote, spaces) => {
        const text = `${" ".repeat(spaces)}bash -c ${quote}true && az login --identity${quote}`;
        const found = run(text).commands.find((each) => each.program === "az");
        assert.equal(text.slice(found?.span.start, found?.span.end), "az login --identity");
      }),
    );
  });

  it("is bounded for values that double and for deep nesting", () => {
    const doubling = `A=xxxxxxxx\n${"A=$A$A\n".repeat(60)}echo "$A"`;
    assert.ok(run(doubling).commands.length > 60);
    for (const [open, close] of [
      ["(", ")"],
      ["{ ", ";}"],
      ["$(", ")"],
      ["if true; then ", "; fi"],
    ] as const) {
      const deep = `${open.repeat(3000)}az login${close.repeat(3000)}`;
      assert.doesNotThrow(() => run(deep));
    }
  });
});

/** Words that start something else than a simple command, or change which commands run. */
const reserved = new Set(
  [
    "if",
    "then",
    "else",
    "elif",
    "fi",
    "do",
    "done",
    "case",
    "esac",
    "for",
    "while",
    "until",
    "in",
    "select",
    "time",
  ].concat([
    "function",
    "coproc",
    "exit",
    "return",
    "break",
    "continue",
    "exec",
    "eval",
    "trap",
    "sh",
    "bash",
    "su",
    "sudo",
    "env",
  ]),
);

describe("the parser under the analysis", () => {
  it("gives offsets into the text that it was given", () => {
    const text = "echo a && az login";
    const [statement] = parse(text).commands;
    assert.equal(text.slice(statement?.pos, statement?.end), text);
  });
});
