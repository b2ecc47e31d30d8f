import assert from "node:assert/strict";
import { templates, type Verdict } from "../../jinjaTemplates";
import { lint, show } from "../lint";

const header = "## template: jinja\n#cloud-config\n";
const own = (text: string) => lint(text).filter(({ rule }) => rule === "jinja-unknown-name");

/** What the findings say cloud-init makes of a template. */
function verdict(template: string): Verdict {
  const messages = own(`${header}hostname: ${template}\n`).map(({ message }) => message);
  if (messages.some((message) => message.includes("drops the whole part"))) return "dropped";
  return messages.some((message) => message.includes("CI_MISSING_JINJA_VAR")) ? "text" : "fine";
}

/** Messages, with the text that a finding stands on and what its quick fix writes. */
function findings(text: string): string[] {
  return own(text).map(({ message, range, fixes }) => {
    const line = text.split("\n")[range.start.line] ?? "";
    const place = line.slice(range.start.character, range.end.character);
    return `${place} -> ${fixes?.[0]?.edits[0]?.newText ?? "-"}: ${message}`;
  });
}

describe("names in templates", () => {
  for (const [template, expected] of templates) {
    it(`${template} is ${expected}`, () => {
      assert.equal(verdict(template), expected);
    });
  }

  it("offer the variable that was meant", () => {
    assert.deepEqual(
      findings(`${header}hostname: "{{ v1.hostname }}-{{ v1.local-hostname }}-{{ regoin }}"\n`),
      [
        "v1.hostname -> v1.local_hostname: cloud-init has no variable v1.hostname: the text has CI_MISSING_JINJA_VAR/hostname in its place. Did you mean v1.local_hostname?",
        "v1.local-hostname -> v1.local_hostname: Jinja reads v1.local-hostname as a subtraction, so cloud-init drops the whole part. Did you mean v1.local_hostname?",
        "regoin -> region: cloud-init has no variable regoin: the text has CI_MISSING_JINJA_VAR/regoin in its place. Did you mean region?",
      ],
    );
  });

  it("that are misspelled in a condition are found, others may be meant to be missing", () => {
    const text = `${header}{% if v1.distrro == 'ubuntu' %}\n{% elif v1.something_new == 'x' %}\n{% endif %}hostname: a\n`;
    assert.deepEqual(findings(text), [
      "v1.distrro -> v1.distro: cloud-init has no variable v1.distrro: it counts as empty here. Did you mean v1.distro?",
    ]);
  });

  it("do no harm in a comment as long as they are text only", () => {
    assert.deepEqual(findings(`${header}# {{ nope }}\nhostname: a # {{ v1.nope }}\n`), []);
    assert.equal(findings(`${header}# {{ nope.x }}\nhostname: a\n`).length, 1);
  });

  it("are found in parts of a MIME document, and not changed where they stand in base64", () => {
    const part = "## template: jinja\n#!/bin/sh\necho {{ v1.regoin }}\n";
    const message = (encoding: string, body: string): string =>
      `Content-Type: multipart/mixed; boundary=b\nMIME-Version: 1.0\n\n--b\nContent-Type: text/jinja2\n${encoding}\n${body}\n--b--\n`;
    assert.match(findings(message("", part)).join("\n"), /^v1\.regoin -> v1\.region: [^\n]+$/u);
    const encoded = message("Content-Transfer-Encoding: base64\n", Buffer.from(part).toString("base64"));
    assert.match(findings(encoded).join("\n"), / -> -: cloud-init has no variable v1\.regoin/u);
  });

  it("are left alone in a text that cloud-init does not render", () => {
    for (const text of [
      "#cloud-config\nhostname: '{{ nope.x }}'\n",
      "#!/bin/sh\ndocker inspect -f '{{ .State.Status }}' {{ nope }}\n",
      "## template: jinja\n#cloud-config\nhostname: {{ nope\n",
    ])
      assert.deepEqual(own(text).map(show), [], text);
  });

  it("are left alone where an expression cannot be read", () => {
    const deep = `${"(".repeat(5000)}nope${")".repeat(5000)}`;
    for (const mark of ["{{ nope ! }}", "{{ nope nope }}", "{{ ${name} }}{{ nope }}", `{{ ${deep} }}`])
      assert.deepEqual(own(`${header}hostname: ${mark}\n`).map(show), [], mark.slice(0, 40));
  });
});
