/** The syntax check against `bash -n` (bash 5.2) and `dash -n` (dash 0.5.12), and what both do at an error. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { readScript } from "../../../src/userdata/script/parse";
import type { Dialect } from "../../../src/userdata/script/programs";
import { checkSyntax } from "../../../src/userdata/script/syntax/check";
import { isSurelySound } from "../../../src/userdata/script/syntax/sound";
import { lint, show } from "../../unit/userdata/rules/lint";
import { shellCases } from "./shellCases";
import type { ShellText } from "./shellTexts";
import { differences, mutations, shellTexts } from "./shellTexts";

describe("shell syntax, judged by bash -n and dash -n", () => {
  let texts: ShellText[] = [];
  before(() => {
    texts = shellTexts();
  });

  it("has the same verdict on every corner of the grammars", () => {
    // bash says nothing about `[[ ]]`, and ends the script there anyway.
    const known = (text: string, dialect: Dialect): boolean => dialect === "bash" && text === "[[ ]]";
    const cases = shellCases.flatMap((text) =>
      (["bash", "sh"] as const).map((dialect) => ({ from: JSON.stringify(text), text, dialect })),
    );
    assert.deepEqual(differences(cases.filter(({ text, dialect }) => !known(text, dialect))), []);
    assert.equal(runBy("bash", "[[ ]]\necho reached\n").out, "");
  });

  it("has the same verdict on every text of the shared data and of the examples", () => {
    assert.ok(texts.length > 100);
    assert.deepEqual(differences(texts), []);
  });

  it("has the same verdict on every text when the other shell reads it", () => {
    const other = (dialect: Dialect): Dialect => (dialect === "sh" ? "bash" : "sh");
    assert.deepEqual(differences(texts.map((each) => ({ ...each, dialect: other(each.dialect) }))), []);
  });

  it("has the same verdict on 99 of 100 mutations", () => {
    const different = differences(fc.sample(mutations(texts), 300));
    assert.ok(different.length <= 3, different.join("\n"));
  });

  it("takes the tolerant parser's word only where the strict reader says the same", () => {
    const cases = shellCases.flatMap((text) =>
      (["bash", "sh"] as const).map((dialect) => ({ from: JSON.stringify(text), text, dialect })),
    );
    const other = texts.map((each) => ({ ...each, dialect: each.dialect === "sh" ? "bash" : "sh" }) as const);
    const all = [...cases, ...texts, ...other];
    const samples = [...all, ...fc.sample(mutations(all), 6000)];
    const taken = samples.filter(({ text, dialect }) => {
      const read = readScript(text);
      return typeof read !== "string" && read.errors === undefined && isSurelySound(text, dialect);
    });
    assert.ok(taken.length > samples.length / 3, `${taken.length} of ${samples.length}`);
    const wrong = taken.filter(({ text, dialect }) => {
      const { problem, openDocument } = checkSyntax(text, dialect);
      return problem !== undefined || openDocument !== undefined;
    });
    assert.deepEqual(wrong, []);
  });
});

/** The text that a shell prints before it stops, and its status. */
function runBy(shell: string, text: string): { readonly out: string; readonly status: number | null } {
  const { stdout, status } = spawnSync(shell, ["-s"], { input: text, encoding: "utf8" });
  return { out: stdout, status };
}

describe("what a shell does at a syntax error", () => {
  const rows: readonly (readonly [name: string, script: string, out: string, says: RegExp])[] = [
    [
      "an open if",
      "echo a\nif true; then\n  echo b\n",
      "a\n",
      /`if` on line 3.*`fi` is missing.*before line 3/u,
    ],
    ["an open if at once", "if true; then\n  echo b\n", "", /runs none of it/u],
    ["an open quote", "echo a\necho 'b\necho c\n", "a\n", /quote ' opened on line 3.*before line 3/u],
    [
      "a missing then",
      "echo a\nif true\n  echo b\nfi\n",
      "a\n",
      /`fi` is not allowed here: `if` on line 3 still requires `then`/u,
    ],
    ["a closer too many", "echo a\nfi\necho b\n", "a\n", /no open if/u],
    [
      "an error inside a function",
      "echo a\nf() {\n  done\n}\necho b\n",
      "a\n",
      /`done` is not allowed here.*before line 3/u,
    ],
    ["an open substitution", "echo a\necho $(echo b\n", "a\n", /`\$\(` on line 3 is not closed/u],
    ["an operator at the end", "echo a\necho b &&\n", "a\n", /The text ends where a command must follow/u],
    ["an empty then", "echo a; if true; then\nfi\n", "", /runs none of it/u],
  ];
  for (const [name, script, out, says] of rows) {
    for (const [shell, word] of [
      ["bash", "bash"],
      ["dash", "sh"],
    ] as const) {
      it(`${name}, in ${shell}`, () => {
        assert.deepEqual(runBy(shell, `#!/bin/${word}\n${script}`), { out, status: 2 });
        const [finding, ...more] = lint(`#!/bin/${word}\n${script}`).filter(
          ({ rule }) => rule === "shell-syntax",
        );
        assert.deepEqual(more, []);
        assert.match(finding === undefined ? "nothing found" : show(finding), says);
      });
    }
  }

  it("bash stops at a bad condition without a status of its own, and leaves out a bad array", () => {
    assert.deepEqual(runBy("bash", "echo a\n[[ a b ]]\necho c\n"), { out: "a\n", status: 0 });
    assert.deepEqual(runBy("bash", "echo a\nx=(1; 2)\necho c\n"), { out: "a\nc\n", status: 0 });
    const shown = (line: string): string[] => lint(`#!/bin/bash\necho a\n${line}\necho c\n`).map(show);
    assert.match(shown("[[ a b ]]").join(), /shell-syntax.*its status is that of the command before/u);
    assert.match(shown("x=(1; 2)").join(), /shell-syntax.*skips this command and continues/u);
  });

  it("dash ends the script at an error in eval or a sourced text, bash continues", () => {
    const script = "echo a\neval 'fi'\necho b\n";
    assert.equal(runBy("bash", script).out, "a\nb\n");
    assert.deepEqual(runBy("dash", script), { out: "a\n", status: 2 });
    assert.match(lint(`#!/bin/bash\n${script}`).map(show).join(), /bash skips the rest of this text/u);
    assert.match(lint(`#!/bin/sh\n${script}`).map(show).join(), /sh stops the whole script here/u);
  });
});
