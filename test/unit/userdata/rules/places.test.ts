import assert from "node:assert/strict";
import { LineIndex } from "../../../../src/userdata/lineIndex";
import type { Finding } from "../../../../src/userdata/finding";
import { articleScript } from "./articleScript";
import { faults, lint, show } from "./lint";

/** The text that a finding stands on. */
function marked(text: string, finding: Finding | undefined): string {
  assert.ok(finding !== undefined, "nothing found");
  const index = new LineIndex(text);
  return text.slice(index.offsetAt(finding.range.start), index.offsetAt(finding.range.end));
}

const indented = (text: string, indent: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? "" : indent + line))
    .join("\n");

/** The article's script as a file that runcmd runs. */
const asFile = (script: string, call: string): string =>
  `#cloud-config\nwrite_files:\n  - path: /opt/enroll.sh\n    permissions: '0755'\n    content: |\n${indented(script, "      ")}runcmd:\n  - ${call}\n`;

const asMime = (script: string): string =>
  [
    'Content-Type: multipart/mixed; boundary="==b=="',
    "MIME-Version: 1.0",
    "",
    "--==b==",
    "Content-Type: text/cloud-config",
    "",
    "#cloud-config",
    "timezone: UTC",
    "--==b==",
    'Content-Type: text/x-shellscript; charset="utf-8"',
    "",
    script,
    "--==b==--",
    "",
  ].join("\n");

const broken = articleScript.replace("--resource-id", "--msi-resource-id");
const rule = "login-msi-resource-id";

describe("commands are found wherever they stand", () => {
  const documents = {
    "a plain script": broken,
    "a script in write_files that runcmd runs": asFile(broken, "/opt/enroll.sh"),
    "a script in write_files that bash runs": asFile(broken, "[ bash, /opt/enroll.sh ]"),
    "a part of a MIME document": asMime(broken),
    "a block under runcmd": `#cloud-config\nruncmd:\n  - |\n${indented(broken.replace("set -euo pipefail", "set -eu"), "    ")}`,
    "a part of an archive": `#cloud-config-archive\n- type: text/x-shellscript\n  content: |\n${indented(broken, "    ")}`,
    "a jinja template": `## template: jinja\n${broken}`,
  };
  for (const [name, text] of Object.entries(documents)) {
    it(`${name}, at the right characters`, () => {
      const found = lint(text);
      assert.deepEqual([...new Set(found.map((each) => each.rule))], [rule], found.map(show).join("\n"));
      assert.equal(marked(text, found[0]), "--msi-resource-id");
    });
  }

  it("in a list under runcmd", () => {
    const text = `#cloud-config\nruncmd:\n  - [ az, login, --identity, "--msi-resource-id", x ]\n`;
    assert.equal(
      marked(
        text,
        lint(text).find((each) => each.rule === rule),
      ),
      '"--msi-resource-id"',
    );
  });

  it("in base64, where the whole text is marked", () => {
    const encoded = Buffer.from(broken).toString("base64");
    const text = `#cloud-config\nwrite_files:\n  - path: /opt/enroll.sh\n    permissions: '0755'\n    encoding: b64\n    content: ${encoded}\nruncmd:\n  - /opt/enroll.sh\n`;
    assert.deepEqual(faults(text), [rule]);
    assert.equal(marked(text, lint(text)[0]), encoded);
  });

  it("not in a file that nothing runs", () => {
    assert.deepEqual(faults(asFile(broken, "echo ready")), []);
  });

  it("with the path into the document", () => {
    const text = asFile(broken, "/opt/enroll.sh");
    assert.deepEqual(
      lint(text).map((each) => each.path),
      ["write_files.0.content"],
    );
  });
});

describe("the order across places is cloud-init's", () => {
  const steps = (...more: string[]): string => ["#cloud-config", ...more, ""].join("\n");
  const opening = [
    "  - set -e",
    "  - export HTTPS_PROXY=http://169.254.0.11:3128 https_proxy=http://169.254.0.11:3128",
    "  - export HTTP_PROXY=http://169.254.0.11:3128 http_proxy=http://169.254.0.11:3128",
    "  - export NO_PROXY=169.254.169.254 no_proxy=169.254.169.254",
  ];
  const apt = ["apt:", "  http_proxy: http://169.254.0.11:3128"];
  const login = "  - az login --identity --allow-no-subscriptions";

  it("exports of one runcmd item reach the next", () => {
    assert.deepEqual(faults(steps("runcmd:", ...opening, login, "  - apt-get install -y azcmagent")), []);
  });

  it("packages come before runcmd, wherever they stand", () => {
    const text = steps("runcmd:", ...opening, login, ...apt, "packages:", "  - azcmagent");
    const found = lint(text);
    assert.deepEqual(
      found.map((each) => each.rule),
      ["agent-before-login"],
    );
    assert.equal(marked(text, found[0]), "azcmagent");
    assert.equal(found[0]?.path, "packages.0");
  });

  it("bootcmd comes first, and its exports do not reach runcmd", () => {
    const boot = ["bootcmd:", ...opening];
    const run = ["runcmd:", "  - set -e", login, "  - apt-get install -y azcmagent"];
    assert.deepEqual(faults(steps(...run, ...boot)), ["proxy-missing"]);
  });
});
