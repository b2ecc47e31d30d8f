import assert from "node:assert/strict";
import { lintUserData } from "../../../../src/userdata/lint";
import { applyEdits } from "../../../../src/userdata/lineIndex";

interface Case {
  readonly what: string;
  readonly text: string;
  readonly rule: string;
  readonly path: string;
  readonly at: readonly [line: number, character: number];
  readonly says: RegExp;
  /** The text after the first repair. */
  readonly repaired?: string;
}

const head = "#cloud-config\n";
const cases: readonly Case[] = [
  {
    what: "a key of another tool",
    text: `${head}users:\n  - name: ada\n    home: /srv\n`,
    rule: "schema/unknown-key",
    path: "users.0.home",
    at: [3, 4],
    says: /"home".*"homedir"/,
    repaired: `${head}users:\n  - name: ada\n    homedir: /srv\n`,
  },
  {
    what: "a foreign key with a mode without quotes",
    text: `${head}write_files:\n  - path: /a\n    chmod: 0644\n`,
    rule: "schema/unknown-key",
    path: "write_files.0.chmod",
    at: [3, 4],
    says: /"permissions"/,
    repaired: `${head}write_files:\n  - path: /a\n    permissions: '0644'\n`,
  },
  {
    what: "a mode without quotes and zero",
    text: `${head}write_files:\n  - path: /a\n    permissions: 644\n`,
    rule: "schema/value",
    path: "write_files.0.permissions",
    at: [3, 17],
    says: /must be a string, not the number 644.*1204/,
    repaired: `${head}write_files:\n  - path: /a\n    permissions: '0644'\n`,
  },
  {
    what: "a command that has become a mapping",
    text: `${head}runcmd:\n  - echo "a: b" > /x\n  - ls\n`.replace('"a: b"', "a: b"),
    rule: "schema/value",
    path: "runcmd.0",
    at: [2, 4],
    says: /whole command in quotes/,
    repaired: `${head}runcmd:\n  - 'echo a: b > /x'\n  - ls\n`,
  },
  {
    what: "an empty runcmd",
    text: `${head}runcmd: []\npackages: [git]\n`,
    rule: "schema/empty",
    path: "runcmd",
    at: [1, 8],
    says: /is empty/,
    repaired: `${head}packages: [git]\n`,
  },
  {
    what: "a misspelt word",
    text: `${head}power_state:\n  mode: rebot\n  timeout: 30\n`,
    rule: "schema/value",
    path: "power_state.mode",
    at: [2, 8],
    says: /"poweroff", "reboot" or "halt"/,
    repaired: `${head}power_state:\n  mode: reboot\n  timeout: 30\n`,
  },
  {
    what: "an old key",
    text: `${head}apt_update: true\n`,
    rule: "schema/deprecated",
    path: "apt_update",
    at: [1, 0],
    // Exit code 2 for a deprecated key: boots of 25.1.4 and 26.2; 22.4.2 exits with 0. 23.4 is named by its commit 70acb7f.
    says: /deprecated since cloud-init 22\.2: use "package_update"\. From 23\.4 on, "cloud-init status --wait" can exit with 2/,
    repaired: `${head}package_update: true\n`,
  },
  {
    what: "a misspelt header",
    text: "# cloud-config\npackages: [git]\n",
    rule: "header/misspelt",
    path: "format-l1.c1",
    at: [0, 0],
    says: /"#cloud-config"/,
    repaired: `${head}packages: [git]\n`,
  },
  {
    what: "a missing header",
    text: "packages: [git]\n",
    rule: "header/missing",
    path: "format-l1.c1",
    at: [0, 0],
    says: /first line must be/,
    repaired: `${head}packages: [git]\n`,
  },
  {
    what: "a header below other lines",
    text: `---\n${head}packages: [git]\n`,
    rule: "header/not-first",
    path: "format-l1.c1",
    at: [0, 0],
    says: /must be the first line/,
    repaired: `${head}---\npackages: [git]\n`,
  },
  {
    what: "a byte-order mark",
    text: `\ufeff${head}packages: [git]\n`,
    rule: "header/byte-order-mark",
    path: "format-l1.c1",
    at: [0, 0],
    says: /byte-order mark/,
    repaired: `${head}packages: [git]\n`,
  },
  {
    what: "a tab after a colon",
    text: `${head}package_update:\ttrue\n`,
    rule: "yaml/syntax",
    path: "format-l2.c16",
    at: [1, 15],
    says: /tab/,
    repaired: `${head}package_update: true\n`,
  },
  {
    what: "a doubled key",
    text: `${head}packages: [git]\npackages: [vim]\n`,
    rule: "yaml/duplicate-key",
    path: "packages",
    at: [2, 0],
    says: /line 2/,
  },
];

describe("findings in cloud-config", () => {
  for (const { what, text, rule, path, at, says, repaired } of cases) {
    it(`names ${what} at its place${repaired === undefined ? "" : " and repairs it"}`, () => {
      const found = lintUserData(text).findings.find((each) => each.rule === rule);
      assert.equal(found?.path, path);
      assert.deepEqual([found.range.start.line, found.range.start.character], at);
      assert.match(found.message, says);
      if (repaired === undefined) return;
      const fixed = applyEdits(text, found.fixes?.[0]?.edits ?? []);
      assert.equal(fixed, repaired);
      assert.deepEqual(
        lintUserData(fixed).findings.filter((each) => each.rule === rule),
        [],
      );
    });
  }

  it("chooses the form that was meant", () => {
    const text = `${head}reporting:\n  r:\n    type: webhook\n    endpint: https://example.org\n`;
    const messages = lintUserData(text).findings.map(({ message }) => message);
    assert.ok(
      messages.some((message) => message.includes('Did you mean "endpoint"')),
      messages.join("\n"),
    );
    assert.ok(!messages.some((message) => /kvp|"log"/.test(message)), messages.join("\n"));
  });

  it("judges on behind a mistake", () => {
    const { findings, valid } = lintUserData(`${head}users: a: b\npakages: [git]\n`);
    assert.equal(valid, false);
    assert.deepEqual(
      findings.map(({ rule }) => rule).filter((rule) => /^(?:yaml|schema)/.test(rule)),
      ["yaml/syntax", "schema/unknown-key"],
    );
  });

  it("keeps what it found while the next key is being typed", () => {
    const before = `${head}users:\n  - name: ada\n    home: /srv\n`;
    const rules = (text: string): string[] => lintUserData(text).findings.map(({ rule }) => rule);
    assert.deepEqual(rules(before), ["schema/unknown-key"]);
    for (const typed of ["p", "packages", "packages\n", "packages\nruncmd: []\n"]) {
      const found = rules(before + typed);
      assert.ok(
        found.includes("schema/unknown-key") && found.includes("yaml/syntax"),
        `${typed}: ${found.join()}`,
      );
    }
  });

  it("keeps silent about what a template may still change", () => {
    const text = "## template: jinja\n#cloud-config\n{% if a %}\npackage_update: {{ flag }}\n{% endif %}\n";
    const { valid, findings } = lintUserData(text);
    assert.equal(valid, true);
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error"),
      [],
    );
  });

  it("repeats no value of a secret", () => {
    const text = `${head}password: [hunter2]\nchpasswd:\n  users:\n    - {name: a, password: 4711}\n`;
    assert.ok(
      !lintUserData(text).findings.some(
        ({ rule, message }) => rule.startsWith("schema") && /hunter2|4711/.test(message),
      ),
    );
  });
});
