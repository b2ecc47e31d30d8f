import assert from "node:assert/strict";
import type { Finding, Fix } from "../../../../src/userdata/finding";
import { lintUserData } from "../../../../src/userdata/lint";
import { LineIndex } from "../../../../src/userdata/lineIndex";

const good = `#cloud-config
hostname: vm1
timezone: UTC
users:
  - default
  - name: op
    gecos: Operator
    groups: [adm, sudo]
    shell: /bin/bash
package_update: true
packages:
  - jq
  - curl
write_files:
  - path: /etc/arc.conf
    permissions: '0600'
    content: |
      level = info
      relay = platform
  - path: /etc/motd
    content: Welcome
power_state:
  mode: reboot
  timeout: 60
runcmd:
  - systemctl daemon-reload
  - |
    cat /etc/arc.conf
    sync
  - echo ready
`;
const goodLines = good.split("\n");

/** One way to get a line wrong; nothing where the line gives no occasion for it. */
type Slip = (line: string) => string | undefined;

const changed = (line: string, pattern: RegExp, text: string): string | undefined =>
  pattern.test(line) ? line.replace(pattern, text) : undefined;

const slips: Readonly<Record<string, Slip>> = {
  "no space after the colon": (line) => changed(line, /^( *(?:- )?\w+): (?=[\w/])/u, "$1:"),
  "no-break space after the colon": (line) => changed(line, /^( *(?:- )?\w+): (?=[\w/])/u, "$1:\u00a0"),
  "full-width colon": (line) => changed(line, /^( *(?:- )?\w+): (?=[\w/])/u, "$1：")?.replace("： ", "："),
  "an equal sign": (line) => changed(line, /^( *(?:- )?\w+): (?=[\w/])/u, "$1="),
  "no colon behind a key that holds more": (line) => changed(line, /^( *\w+):$/u, "$1"),
  "a quote that is not closed": (line) => changed(line, /^( *(?:- )?\w+): (?=[\w/])/u, '$1: "'),
  "no-break spaces for the indentation": (line) => changed(line, /^ {4}(?=\w)/u, "\u00a0\u00a0\u00a0\u00a0"),
  "no space after the dash": (line) => changed(line, /^( *)- (?=\w)/u, "$1-"),
  "no-break space after the dash": (line) => changed(line, /^( *)- (?=\w)/u, "$1-\u00a0"),
  "a tab for the indentation": (line) => changed(line, /^ {2,4}(?=\S)/u, "\t"),
};

interface Case {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

const cases: Case[] = Object.entries(slips).flatMap(([what, slip]) =>
  goodLines.flatMap((line, index) => {
    const inBlock = /level|relay|cat |sync/u.test(line);
    const wrong = index === 0 || inBlock ? undefined : slip(line);
    const name = `${what}: ${line.trim()}`;
    if (wrong === undefined) return [];
    const text = goodLines.map((each, at) => (at === index ? wrong : each)).join("\n");
    return [{ name, text, line: index + 1 }];
  }),
);

function applied(text: string, { edits }: Fix): string {
  const lines = new LineIndex(text);
  return [...edits]
    .sort((a, b) => lines.offsetAt(b.range.start) - lines.offsetAt(a.range.start))
    .reduce((before, { range, newText }) => {
      return before.slice(0, lines.offsetAt(range.start)) + newText + before.slice(lines.offsetAt(range.end));
    }, text);
}

const shown = (findings: readonly Finding[]): string =>
  findings.map(({ range, rule, message }) => `${range.start.line + 1} ${rule} ${message}`).join("\n");

/** The slips of a report, with the line that cloud-init 22.4.2 names too. */
const reported: readonly (readonly [string, number, RegExp])[] = [
  [
    "#cloud-config\nusers:\n  - name: op\n    passwd:abc\n    groups: sudo\n",
    4,
    /space is missing after the colon/u,
  ],
  [
    "#cloud-config\nusers:\n  - name: op\n    passwd abc\n    groups: sudo\n",
    4,
    /colon is missing after "passwd"/u,
  ],
  ["#cloud-config\ntimezone: UTC\nruncmd\n  - echo a\n", 3, /colon is missing after "runcmd"/u],
  ["#cloud-config\nruncmd:\n  - |\n  echo hello\n  - echo b\n", 4, /not indented.*line 3/u],
  [
    "#cloud-config\nwrite_files:\n  - path: /x\n    content: |\nhello\n    owner: root\n",
    5,
    /not indented.*line 4/u,
  ],
  ["#cloud-config\nusers:\n  - name: op\n  \u00a0 groups: sudo\n", 4, /no-break space \(U\+00A0\)/u],
  ["#cloud-config\nhostname: vm1\nusers: [default\ntimezone: UTC\n", 3, /not closed/u],
  // cloud-init names line 3 here, where its reader noticed.
  ["#cloud-config\nhostname:vm1\ntimezone: UTC\n", 2, /space is missing after the colon/u],
];

describe("a slip of YAML", () => {
  for (const [text, line, message] of reported) {
    it(`of a report: ${JSON.stringify(text.split("\n")[line - 1])}`, () => {
      const findings = lintUserData(text).findings;
      const [first, ...more] = findings;
      assert.equal((first?.range.start.line ?? 0) + 1, line, shown(findings));
      assert.match(first?.message ?? "", message);
      assert.deepEqual(more, [], "one slip, one finding");
    });
  }

  it("is absent from the text that the others are made of", () => {
    assert.deepEqual(lintUserData(good).findings, []);
  });

  for (const { name, text, line } of cases) {
    it(`is found in its line: ${name}`, () => {
      const { findings } = lintUserData(text);
      const errors = findings.filter(({ severity }) => severity === "error");
      const here = errors.filter(({ range }) => range.start.line + 1 === line);
      assert.ok(here.length > 0, `line ${line}:\n${shown(findings)}\n${text}`);
      const fix = here.flatMap((finding) => finding.fixes ?? [])[0];
      if (fix !== undefined && !name.startsWith("a tab"))
        assert.deepEqual(
          lintUserData(applied(text, fix)).findings,
          [],
          `${fix.title}\n${applied(text, fix)}`,
        );
    });
  }
});
