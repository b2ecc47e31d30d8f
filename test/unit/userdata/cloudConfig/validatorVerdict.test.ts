/** Corners of cloud-init's own validator, each as `cloud-init schema` of 26.2 answered: its verdict, its paths, its lines. */
import assert from "node:assert/strict";
import { lintUserData } from "../../../../src/userdata/lint";

interface Case {
  readonly what: string;
  readonly text: string;
  /** What the validator names: the path and the line, from 1. Empty where it takes the text. */
  readonly names: readonly (readonly [path: string, line: number])[];
}

const head = "#cloud-config\n";
const cases: readonly Case[] = [
  {
    what: "a user with a key type and another foreign key",
    text: `${head}users:\n  - name: ada\n    type: hash\n    home: /x\n`,
    names: [],
  },
  { what: "a command that is a mapping with a key type", text: `${head}runcmd:\n  - type: a\n`, names: [] },
  {
    what: "a reporting handler of no known type",
    text: `${head}reporting:\n  a: {type: x}\n`,
    names: [["reporting.a.type", 3]],
  },
  {
    what: "a reporting handler whose type fits one form",
    text: `${head}reporting:\n  a: {type: webhook}\n`,
    names: [["reporting.a", 3]],
  },
  { what: "one unknown key that is a number", text: `${head}1: a\n`, names: [["", 1]] },
  { what: "one unknown key that is nothing", text: `${head}~: a\n`, names: [["", 1]] },
  {
    what: "a value under a key that is nothing",
    text: `${head}snap:\n  commands:\n    ~: 5\n`,
    names: [["snap.commands", 3]],
  },
  { what: "one unknown key with an apostrophe", text: `${head}it's: 1\n`, names: [["", 1]] },
  {
    what: "one unknown key with both quotes",
    text: `${head}"a\\"b'c": 1\n`,
    names: [["a\"b\\'c", 1]],
  },
  { what: "one unknown key with a backslash", text: `${head}a\\b: 1\n`, names: [["a\\\\b", 1]] },
  { what: "one unknown key with a hard space", text: `${head}a\u00a0b: 1\n`, names: [["a\\xa0b", 1]] },
  { what: "one unknown key of bytes", text: `${head}!!binary aGk=: 1\n`, names: [["", 1]] },
  {
    what: "an alias in a list, which stands where its anchor stands",
    text: `${head}users:\n  - &a {name: x, foo: 1}\n  - *a\n`,
    names: [
      ["users.0", 3],
      ["users.1", 3],
    ],
  },
  {
    what: "an entry of a list that has an anchor only",
    text: `${head}ssh_import_id:\n- &a\n\n`,
    names: [["ssh_import_id.0", 3]],
  },
  {
    what: "a text behind a line break that only Python counts",
    text: `${head}# a\u2028# b\nfoo: 1\nhostname: a\n`,
    names: [["foo", 4]],
  },
  {
    what: "a merged text with a part that was dropped and a mistake",
    text: `${head}hostname: [a]\n# Cloud-config part ignored SCHEMA_ERROR: part-001\n`,
    names: [["format-l3.c1", 3]],
  },
  {
    what: "a merged text with a part that was dropped and an old key",
    text: `${head}apt_update: true\n# Cloud-config part ignored SCHEMA_ERROR: part-001\n`,
    names: [["format-l3.c1", 3]],
  },
  {
    what: "a merged text with a part that was dropped and nothing else to say",
    text: `${head}hostname: a\n# Cloud-config part ignored SCHEMA_ERROR: part-001\n`,
    names: [],
  },
  {
    what: "MIME, whose first line it does not know",
    text: 'Content-Type: multipart/mixed; boundary="b"\nMIME-Version: 1.0\n\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/sh\n--b--\n',
    names: [["format-l1.c1", 1]],
  },
  { what: "jinja behind a blank line", text: `\n## template: jinja\n${head}`, names: [["format-l1.c1", 1]] },
  {
    what: "jinja with a word behind it",
    text: `## template: jinja 2\n${head}`,
    names: [["format-l1.c1", 1]],
  },
  {
    what: "jinja without a header behind it",
    text: "## template: jinja\nhostname: a\n",
    names: [["format-l2.c1", 2]],
  },
  {
    what: "jinja with blocks before the header",
    text: `## template: jinja\n{# why #}\n{% set a = 1 %}\n${head}hostname: a\n`,
    names: [],
  },
  {
    what: "a mistake of YAML in jinja, counted in the text as filled in",
    text: `## template: jinja\n${head}{% if not a %}\nhostname: a\n{% endif %}\nruncmd: *nope\n`,
    names: [["format-l3.c9", 3]],
  },
  {
    what: "a command that jinja fills in and YAML takes for a mapping",
    text: `## template: jinja\n${head}runcmd:\n  - echo a: {{ v1.cloud_name }}\n`,
    names: [["runcmd.0", 4]],
  },
  {
    what: "jinja that fills in no mapping",
    text: `## template: jinja\n${head}text {{ v1.region }}\n`,
    names: [["", 3]],
  },
];

describe("what cloud-init's own validator says", () => {
  const refused: readonly (readonly [what: string, body: string])[] = [
    ["a format of Docker", "runcmd:\n  - docker ps --format '{{.Names}}'\n"],
    ["an expression without words", "hostname: a{{ }}\n"],
    ["the length of an array of the shell", "runcmd:\n  - echo ${#list[@]}\n"],
    ["a value without end", "hostname: a{{ b\n"],
    ["a tag without end", "runcmd:\n  - printf '{%s'\n"],
    ["a tag of Go", "{% end %}\nhostname: a\n"],
    ["else without if", "hostname: a\n{% else %}\n"],
    ["elif in a loop", "hostname: a\n{% for i in b %}\n{% elif c %}\n{% endfor %}\n"],
    ["a block that closes another", "{% if a %}\nhostname: a\n{% endfor %}\n"],
    [
      "a line that ends with a block and so runs on",
      "runcmd:\n  - x {% if a %}b{% endif %}\npackages: [a]\n",
    ],
    [
      "a block with indentation before a key",
      "users:\n  - name: a\n    {% if not b %}\n    shell: /bin/sh\n    {% endif %}\n    uid: 5\n",
    ],
    ["a comment behind a value", "hostname: a {# why #}\nfqdn: a.b\n"],
    ["a setting without end", "hostname: a\n{% set b %}\nc\n"],
  ];
  for (const [what, body] of refused) {
    it(`refuses ${what} in jinja`, () => {
      const { valid, findings } = lintUserData(`## template: jinja\n${head}${body}`);
      assert.equal(valid, false);
      assert.ok(findings.some(({ rule }) => rule === "template/jinja"));
    });
  }

  const taken: readonly (readonly [what: string, body: string])[] = [
    ["a raw block with marks of others", "runcmd:\n  - '{% raw %}echo ${#a} {{.Names}} {% x{% endraw %}'\n"],
    ["marks inside quotes", "runcmd:\n  - \"docker ps {{ '{{' }}.Names}}\"\n"],
    [
      "blocks of every kind",
      "{% set a = 1 %}\n{% for i in b %}\n{% else %}\n{% endfor %}\n{% do [].append(1) %}\nhostname: a\n",
    ],
    [
      "a block at the beginning of a text",
      "write_files:\n  - path: /a\n    content: |\n      {% if not a %}\n      b\n      {% endif %}\n",
    ],
    [
      "a block at the beginning of a text, with CRLF",
      "write_files:\r\n  - path: /a\r\n    content: |\r\n      {% if not a %}\r\n      b\r\n      {% endif %}\r\n",
    ],
    [
      "branches that only one by one make sense",
      "runcmd:\n{% if not a %}\n  - b\n{% else %}\n    - c\n  - d\n{% endif %}\n",
    ],
    ["a macro", "{% macro m(a) %}\n- {{ a }}\n{% endmacro %}\nhostname: a\n"],
    ["a comment", "hostname: a {# why: not #}\n"],
  ];
  for (const [what, body] of taken) {
    it(`takes ${what} in jinja`, () => {
      assert.equal(lintUserData(`## template: jinja\n${head}${body}`).valid, true);
    });
  }

  for (const { what, text, names } of cases) {
    it(`${names.length === 0 ? "takes" : "refuses"} ${what}`, () => {
      const { valid, findings, places } = lintUserData(text);
      assert.equal(valid, names.length === 0);
      const named = new Set(
        [...findings, ...places].map(({ path, range }) => `${path} ${range.start.line + 1}`),
      );
      for (const [path, line] of names) {
        assert.ok(named.has(`${path} ${line}`), `"${path}" in line ${line}: ${[...named].join(", ")}`);
      }
    });
  }

  it("is told with a warning where it lets a mistake pass", () => {
    const { findings } = lintUserData(`${head}users:\n  - name: ada\n    type: hash\n    home: /x\n`);
    const home = findings.find(({ path }) => path === "users.0.home");
    assert.equal(home?.severity, "warning");
    assert.match(home.message, /"home".*accepts it/);
  });

  it("does not decide for MIME, which cloud-init itself takes", () => {
    const text =
      'Content-Type: multipart/mixed; boundary="b"\nMIME-Version: 1.0\n\n--b\nContent-Type: text/cloud-config\n\n#cloud-config\nfoo: 1\n--b--\n';
    const errors = lintUserData(text).findings.filter(({ severity }) => severity === "error");
    assert.deepEqual(
      errors.map(({ path }) => path),
      ["foo"],
    );
  });
});
