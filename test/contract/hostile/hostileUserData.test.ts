/**
 * Random, truncated and hostile user data: nothing may crash, hang, or stay without a finding where cloud-init would
 * refuse it. `NEXUS_ARC_HOSTILE_RUNS` sets the number of documents (the promise is 200,000).
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { lintUserData } from "../../../src/userdata/lint";
import { maxTextLength } from "../../../src/userdata/lintWith";

const runs = Number(process.env["NEXUS_ARC_HOSTILE_RUNS"] ?? 3000);

/** Milliseconds that no document may take. A figure to read: a test of it would fail by chance on a slow machine. */
const bound = 200;

/** Milliseconds that this thread has worked, so that a busy machine does not count; on other systems the time. */
function clock(): number {
  const file = `/proc/self/task/${process.pid}/schedstat`;
  return process.platform === "linux"
    ? Number(readFileSync(file, "latin1").split(" ")[0]) / 1e6
    : performance.now();
}

const whole = `#cloud-config
users:
  - default
  - {name: ada, groups: [sudo], lock_passwd: true}
write_files:
  - path: /usr/local/bin/enroll.sh
    permissions: '0755'
    content: |
      #!/bin/bash
      az login --identity --allow-no-subscriptions
runcmd:
  - [sh, -c, "echo 'a: b'"]
  - curl -fsSL https://example.org | sh
apt: &apt {http_proxy: http://169.254.0.11:3128}
ntp: *apt
`;
const bits = fc.constantFrom(
  ...[
    "- ",
    ": ",
    "? ",
    "\\n",
    "\n",
    "\n  ",
    "\n\t",
    " ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    "&a ",
    "*a",
    "!!binary ",
    "!x ",
  ],
  ...[
    "'",
    '"',
    "|\n",
    ">-\n",
    "%",
    "@",
    "`",
    "---\n",
    "...\n",
    "<<: ",
    "0644",
    "12:30",
    "~",
    "\\x4",
    "é",
    "😀",
    "\u2028",
  ],
  ...[
    "\u0085",
    "\ufeff",
    "\r\n",
    "\r",
    "\0",
    "\ud800",
    "{{ ",
    "}}",
    "{% if x %}",
    "%{ if }",
    "${a}",
    "$(",
    "<<E\n",
    "`x",
  ],
  ...[
    "users",
    "runcmd",
    "write_files",
    "permissions",
    "#!/bin/sh\n",
    "#cloud-config\n",
    "## template: jinja\n",
    "MIME-Version: 1.0\n",
  ],
);
const soup = fc.array(bits, { maxLength: 60 }).map((pieces) => pieces.join(""));
const cut = fc.tuple(fc.nat(whole.length), fc.nat(whole.length), soup).map(([from, to, more]) => {
  return whole.slice(0, Math.min(from, to)) + more + whole.slice(Math.max(from, to));
});
const deep = fc
  .tuple(fc.constantFrom("[", "{a: ", "- ", "? ", "(", "$(", '"'), fc.nat(3000))
  .map(([mark, times]) => mark.repeat(times));
const bomb = fc.nat(40).map((levels) => {
  const lines = ["a0: &a0 [x, x]"];
  for (let at = 1; at <= levels; at++) lines.push(`a${at}: &a${at} [${`*a${at - 1}, `.repeat(8)}]`);
  return `${lines.join("\n")}\nusers: *a${levels}\nruncmd: *a${levels}\n`;
});
const odd = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
const headed = fc.constantFrom("#cloud-config\n", "", "#!/bin/sh\n", "## template: jinja\n#cloud-config\n");
/** What is cheap once and costs the square of its length where something is done for each again. */
const units = fc.constantFrom(
  ...[
    "$(",
    "${a:-",
    '"$(',
    "`",
    "<(",
    "[",
    "{a: ",
    "- ",
    "? ",
    "a && ",
    "a || ",
    "a | ",
    "a; ",
    "<<E\n",
    "&a *a ",
  ],
  ...['eval "echo $x"\n', 'x="$x$x"; eval "$x"\n', "a+=(b)\n", 'a+=b; az login "$a"\n', "bash <<E\nE\n"],
  ...["- echo hello\n", "- [bash, -c, 'az login']\n", "- curl https://x.org | sh\n", "- a: b\n", "- 12:30\n"],
  ...["eyJaaaaaaaaaa-", "openssl rsa K", "f() {\n \n", 'echo "$(openssl rsa -'],
  ...["# nexus-arc-disable a\n# nexus-arc-enable b\n", "{{ x }}", "%{ if x }", "a: 1\n", "k: {<<: *a}\n"],
  ...[
    "echo 'az login' >> /tmp/f; bash /tmp/f\n",
    "if x; then y=1; else y=2; fi\n",
    "export A=$A$B\n",
    "\n",
    "'",
  ],
);
const long = fc.tuple(units, fc.integer({ min: 1000, max: maxTextLength - 40 })).map(([unit, length]) => {
  return (unit.startsWith("- ") ? "runcmd:\n" : "") + unit.repeat(Math.floor(length / unit.length));
});
const documents = fc
  .tuple(
    headed,
    fc.oneof(
      { weight: 40, arbitrary: cut },
      { weight: 40, arbitrary: soup },
      { weight: 10, arbitrary: deep },
      { weight: 10, arbitrary: bomb },
      { weight: 10, arbitrary: odd },
      { weight: 10, arbitrary: fc.string({ unit: "binary" }) },
      { weight: 1, arbitrary: long },
    ),
  )
  .map(([head, body]) => head + body);

describe(`${runs} random, truncated and hostile documents`, function () {
  this.timeout(0);

  it("end without a crash, with places inside the text, and with a word about each refusal", () => {
    let slowest = 0;
    let slow = 0;
    fc.assert(
      fc.property(documents, (text) => {
        const start = clock();
        const { kind, valid, findings, places } = lintUserData(text);
        const took = clock() - start;
        if (took > bound) {
          slow += 1;
          console.log(
            `      ${took.toFixed(0)} ms, ${text.length} characters: ${JSON.stringify(text.slice(0, 70))}`,
          );
        }
        slowest = Math.max(slowest, took);
        // MIME is refused by cloud-init's validator only, so the word about it is for tools.
        const words = kind === "mime-multipart" ? [...findings, ...places] : findings;
        assert.ok(valid || words.some(({ message }) => message.length > 10), "a refusal without a finding");
        const lines = text.split(/\r\n|\r|\n/).length;
        for (const { range } of [...findings, ...places]) {
          assert.ok(range.start.line <= range.end.line && range.end.line < lines);
        }
      }),
      { numRuns: runs },
    );
    console.log(`      the slowest took ${slowest.toFixed(0)} ms; ${slow} took more than ${bound} ms`);
  });

  it("are refused unread when a line has 5 MB", () => {
    for (const head of ["#cloud-config\na: ", "#!/bin/sh\n", ""]) {
      const { findings } = lintUserData(head + "x ".repeat(2_500_000));
      assert.equal(findings[0]?.rule, "document/too-long");
    }
    assert.ok(maxTextLength >= 2 * 65_535, "what a platform takes is read");
  });
});
