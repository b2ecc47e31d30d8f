/**
 * The shell model against real shells: the values of variables behind assignments, `export` and its like, functions and
 * `eval`, as bash 5.2 and dash 0.5.12 print them.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import type { Dialect } from "../../../src/userdata/script/programs";
import { literal } from "../../../src/userdata/script/value";
import { faults } from "../../unit/userdata/rules/lint";
import { run } from "../../unit/userdata/script/run";

const names = ["A", "B", "C"] as const;
const name = fc.constantFrom(...names);
const value = fc.oneof(
  fc.constantFrom("1", "two", "'x y'"),
  name.map((each) => `"$${each}"`),
  name.map((each) => `"$${each}-$${each}"`),
  name.map((each) => `"\${${each}:-none}"`),
  name.map((each) => `"\${${each}:+some}"`),
);
const setting = fc.tuple(name, value).map(([to, from]) => `${to}=${from}`);
const settings = fc.array(setting, { minLength: 1, maxLength: 3 }).map((each) => each.join(" "));

const inBoth = fc.oneof(
  settings,
  settings.map((each) => `export ${each}`),
  settings.map((each) => `${each} true "$A"`),
  settings.map((each) => `${each} export D=$A`),
  settings.map((each) => `${each} eval 'C="$A.$B"'`),
  settings.map((each) => `${each} :`),
  settings.map((each) => `${each} f`),
  settings.map((each) => `g() { local ${each}; export D="$A+$B"; }; g`),
  settings.map((each) => `(export ${each}; D=lost)`),
  name.map((each) => `export ${each}`),
);
const inBash = fc.oneof(
  inBoth,
  settings.map((each) => `declare ${each}`),
  settings.map((each) => `typeset ${each}`),
  settings.map((each) => `declare -x ${each}`),
  fc.tuple(name, value).map(([to, from]) => `export ${to}+=${from}`),
  fc.tuple(name, value).map(([to, from]) => `${to}+=${from}`),
);

const last = `printf '<%s>' "$A" "$B" "$C" "$D"`;

function scriptOf(statements: readonly string[]): string {
  return ["A=; B=; C=; D=0", "f() { export D=$A/$B; }", ...statements, last].join("\n");
}

/** What the shell prints for each script. */
function printed(shell: string, scripts: readonly string[]): string[] {
  const all = scripts.map((script) => `(\n${script}\necho\n)\n`).join("");
  const { stdout, stderr } = spawnSync(shell, ["-s"], { input: all, encoding: "utf8", env: {} });
  assert.equal(stderr, "");
  return stdout.split("\n").slice(0, -1);
}

/** What the model says that the last command prints; a variable that nothing sets is empty. */
function foretold(script: string, dialect: Dialect): string {
  const words = run(script, dialect).commands.at(-1)?.words.slice(2) ?? [];
  const values = words.map(({ value: pieces }) =>
    pieces
      .map((piece) => (piece.kind === "text" || !/^\$\w+$/u.test(piece.written) ? textOf(piece) : ""))
      .join(""),
  );
  return values.map((each) => `<${each}>`).join("");
}

function textOf(piece: { readonly text?: string; readonly written?: string }): string {
  return piece.text ?? `unknown ${piece.written ?? ""}`;
}

describe("the shell model and real shells", () => {
  for (const [shell, dialect, statement] of [
    ["bash", "bash", inBash],
    ["dash", "sh", inBoth],
  ] as const) {
    it(`agree on the variables of 500 scripts in ${shell}`, () => {
      const scripts = fc.sample(fc.array(statement, { minLength: 1, maxLength: 4 }), 500).map(scriptOf);
      const real = printed(shell, scripts);
      assert.equal(real.length, scripts.length);
      for (const [index, script] of scripts.entries())
        assert.equal(foretold(script, dialect), real[index], script);
    });
  }

  it("agree that export, readonly, local and declare expand all words before they assign", () => {
    const scripts = [
      "export A=1 B=$A",
      "readonly A=1 B=$A",
      "A=0; export A=1 B=$A",
      "A=1 B=$A",
      "A=1 B=$A export C=$B",
      "h() { local A=1 B=$A; C=$B; }; h",
    ].map((script) => `unset A B C; D=\n${script}\n${last}`);
    for (const [shell, dialect] of [
      ["bash", "bash"],
      ["dash", "sh"],
    ] as const) {
      const real = printed(shell, scripts);
      assert.deepEqual(
        scripts.map((script) => foretold(script, dialect)),
        real,
      );
      assert.equal(real[0], "<1><><><>");
      assert.equal(real[3], "<1><1><><>");
    }
  });
});

describe("export A=1 B=$A in the shell model", () => {
  it("gives B the value from before, and nothing where there was none", () => {
    const exported = (script: string): string | undefined => {
      const content = run(`${script}\ntrue`).commands.at(-1)?.exported.get("B")?.content;
      return content?.kind === "scalar" ? literal(content.value) : undefined;
    };
    assert.equal(exported("export A=1 B=$A"), "");
    assert.equal(exported("A=0; export A=1 B=$A"), "0");
    assert.equal(exported("A=1 B=$A; export B"), "1");
  });
});

describe("what set -e and pipefail do, in bash 5.2 and dash 0.5.12", () => {
  const printedBy = (shell: string, script: string): string =>
    spawnSync(shell, ["-s"], { input: script, encoding: "utf8" }).stdout;

  it("bash continues within a substitution, dash stops; the step there is reported for bash", () => {
    const script = "set -e\nsteps() { false; echo on; }\nX=$(steps)\necho [$X]\n";
    assert.deepEqual([printedBy("bash", script), printedBy("dash", script)], ["[on]\n", ""]);
    const inner = (text: string, dialect: Dialect): unknown =>
      run(text, dialect).commands.find(({ program }) => program === "false")?.flow.status;
    assert.deepEqual([inner(script, "bash"), inner(script, "sh")], ["ignored", "plain"]);
    const again = script.replace("X=$(steps)", "X=$(set -e; steps)");
    assert.deepEqual([printedBy("bash", again), inner(again, "bash")], ["", "plain"]);
    const only = script.replace("false; echo on", "false");
    assert.deepEqual([printedBy("bash", only), inner(only, "bash")], ["", "plain"]);
  });

  it("grep -q can make a pipe fail under pipefail, and grep with its output thrown away does not", () => {
    const status = (grep: string): string =>
      printedBy("bash", `set -o pipefail\nseq 1 1000000 | ${grep}\necho $?\n`);
    assert.deepEqual([status("grep -q 5"), status("grep 5 > /dev/null")], ["141\n", "0\n"]);
    const found = (line: string): boolean =>
      faults(`#!/bin/bash\nset -o pipefail\n${line}\n`).includes("grep-quiet-pipe");
    assert.deepEqual([found("seq 1 9 | grep -q 5"), found("seq 1 9 | grep 5 > /dev/null")], [true, false]);
    assert.ok(!faults("#!/bin/bash\nseq 1 9 | grep -q 5\n").includes("grep-quiet-pipe"));
  });
});
