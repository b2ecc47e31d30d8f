/**
 * What the VM makes of user data. Each case was run through cloud-init 22.4.2's own code (`test/peers/assembly.test.ts`
 * does so for hundreds of others) and by real boots of 22.4.2 and 26.2.
 */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { assemble } from "../../../../src/userdata/assembly/assemble";
import type { Assembly } from "../../../../src/userdata/assembly/assembly";
import { generatedScript } from "../../../../src/userdata/assembly/generatedScript";
import { assembleOneConfig } from "../../../../src/userdata/assembly/oneConfig";
import { decodeUserData } from "../../../../src/userdata/decode";
import { readDocument } from "../../../../src/userdata/document";
import { mimeMessage, mimeParts } from "../../../../src/userdata/rules/mimeExamples";
import { rules } from "../../../../src/userdata/rules/index";
import { plainText } from "../../../../src/userdata/script/text/mappedText";
import { readYaml } from "../../../../src/userdata/yaml/readYaml";
import { corpus } from "../../../contract/sharedData";
import { faults } from "../rules/lint";

const script = (...lines: string[]): string => ["#!/bin/sh", ...lines].join("\n");

/** The scripts in their order, each with its last line. */
function order(text: string | Buffer): string[] {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const { runs } = assemble(readDocument(decodeUserData(bytes).text));
  return runs.flatMap(({ task }) => {
    if (task.kind === "script") return [`${task.script.name}: ${lastLine(task.script.text.text)}`];
    if (task.kind !== "items") return [];
    return [`${task.key}: ${lastLine(generatedScript(task.items, task.config)?.text ?? "")}`];
  });
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

const named = (name: string, type: string, ...lines: string[]): string[] => [
  `Content-Type: ${type}`,
  `Content-Disposition: attachment; filename="${name}"`,
  "",
  ...lines,
];

/** What can be compared of an assembly; the functions are created again. */
function comparable(assembly: Assembly): unknown {
  const written = JSON.stringify(assembly, (key, value: unknown) =>
    key === "memo" ? undefined : typeof value === "bigint" ? String(value) : value,
  );
  return JSON.parse(written) as unknown;
}

describe("a document that is one cloud-config", () => {
  it("is assembled at once, to the same result as part by part", () => {
    const texts = [...corpus().map(({ text }) => text), ...rules.flatMap(({ bad, good }) => [bad, good])];
    const documents = texts.map((text) => readDocument(text)).filter(({ kind }) => kind === "cloud-config");
    let simple = 0;
    for (const document of documents) {
      const yaml = readYaml(document.text);
      if (assembleOneConfig(plainText(document.text), yaml) !== undefined) simple += 1;
      const atOnce = comparable(assemble(document, yaml));
      if (yaml.problem === undefined) assert.deepEqual(atOnce, comparable(assemble(document)), document.text);
    }
    assert.ok(simple > 100, `${simple} of ${documents.length}`);
  });
});

describe("what the VM makes of user data", () => {
  it("runs the last of several runcmd, and with merge_how all of them", () => {
    const one = ["#cloud-config", "runcmd:", "  - echo one"];
    const two = ["#cloud-config", "runcmd:", "  - echo two"];
    const merged = "merge_how: dict(recurse_array)+list(append)";
    const parts = (...words: string[]): string =>
      mimeParts(["text/cloud-config", ...one], ["text/cloud-config", ...two, ...words]);
    assert.deepEqual(order(parts()), ["runcmd: echo two"]);
    const [run] = assemble(readDocument(parts(merged))).runs;
    assert.ok(run?.task.kind === "items");
    assert.equal(generatedScript(run.task.items, run.task.config)?.text, "#!/bin/sh\necho one\necho two\n");
    // The words count for their own part: in the first one they change nothing.
    const early = mimeParts(["text/cloud-config", ...one, merged], ["text/cloud-config", ...two]);
    assert.deepEqual(order(early), ["runcmd: echo two"]);
    assert.deepEqual(order(parts("merge_how: list(append)")), ["runcmd: echo one"]);
    assert.deepEqual(faults(parts()), ["part-replaced"]);
    assert.deepEqual(faults(parts(merged)), []);
    assert.deepEqual(faults(parts("merge_how: list(append)")), ["part-dropped"]);
  });

  it("runs scripts by the names of their files, boothooks before all", () => {
    const text = mimeMessage(
      named("setup.sh", "text/x-shellscript", script("echo setup")),
      ["Content-Type: text/cloud-config", "", "runcmd: [echo commands]", "bootcmd: [echo boot]"],
      ["Content-Type: text/x-shellscript", "", script("echo third")],
      named("10-first", "text/x-shellscript", script("echo first")),
      named("z", "text/x-shellscript-per-boot", script("echo each")),
      ["Content-Type: text/cloud-boothook", "", script("echo hook")],
    );
    assert.deepEqual(order(text), [
      "part-006: echo hook",
      "bootcmd: echo boot",
      "z: echo each",
      "10-first: echo first",
      "part-003: echo third",
      "runcmd: echo commands",
      "setup.sh: echo setup",
    ]);
  });

  it("keeps the last of two scripts with one name", () => {
    const text = mimeMessage(
      named("a", "text/x-shellscript", script("echo one")),
      named("a", "text/x-shellscript", script("echo two")),
    );
    assert.deepEqual(order(text), ["a: echo two"]);
  });

  it("reads gzip, base64, quoted-printable and a message of one part", () => {
    const one = "Content-Type: text/x-shellscript\nMIME-Version: 1.0\n\n#!/bin/sh\necho a\n";
    assert.deepEqual(order(one), ["part-001: echo a"]);
    assert.deepEqual(order(gzipSync(one)), ["part-001: echo a"]);
    const quoted = mimeMessage([
      "Content-Type: text/x-shellscript",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "#!/bin/sh",
      "echo =61=",
      "b",
    ]);
    assert.deepEqual(order(quoted), ["part-001: echo ab"]);
    const packed = mimeMessage([
      "Content-Type: application/gzip",
      "Content-Transfer-Encoding: base64",
      "",
      gzipSync(script("echo packed")).toString("base64"),
    ]);
    assert.deepEqual(order(packed), ["part-001: echo packed"]);
  });

  it("finds mistakes in what is encoded", () => {
    const faulty = "#!/bin/sh\napt-get install jq\n";
    const lintBytes = (bytes: Buffer): string[] => faults(decodeUserData(bytes).text);
    assert.deepEqual(lintBytes(gzipSync(faulty)), ["apt-without-yes"]);
    const quoted = mimeMessage([
      "Content-Type: text/x-shellscript",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      faulty.replace("install", "inst=61ll"),
    ]);
    assert.deepEqual(faults(quoted), ["apt-without-yes"]);
    assert.deepEqual(faults(`Content-Type: text/x-shellscript\nMIME-Version: 1.0\n\n${faulty}`), [
      "apt-without-yes",
    ]);
  });

  it("does not run what cloud-init drops, and says so", () => {
    const dropped = ["text/x-sh", "text/x-python", "application/octet-stream", "text/html"];
    for (const type of dropped) {
      const text = mimeParts([type, script("apt-get install jq")]);
      assert.deepEqual(order(text), [], type);
      assert.deepEqual(faults(text), ["part-dropped"], type);
    }
    assert.deepEqual(faults(mimeParts(["text/plain", "echo one"])), ["part-dropped"]);
    const asConfig = mimeParts(["text/cloud-config", script("apt-get install jq")]);
    assert.deepEqual(order(asConfig), []);
  });

  it("fills in a template that is announced as script, text or jinja2, and no other", () => {
    const template = [
      "## template: jinja",
      "#!/bin/sh",
      "{% if true %}",
      "echo {{ v1.region }}",
      "{% endif %}",
    ];
    for (const type of ["text/x-shellscript", "text/plain", "text/jinja2"]) {
      assert.deepEqual(order(mimeParts([type, ...template])), ["part-001: echo {{ v1.region }}"], type);
    }
    assert.deepEqual(order(mimeParts(["text/x-shellscript", "#cloud-config", "runcmd: [echo a]"])), [
      "runcmd: echo a",
    ]);
    assert.deepEqual(order(mimeParts(["text/jinja2", "", ...template])), []);
  });

  it("knows the entries of an archive by their type alone", () => {
    const archive = (...entries: string[]): string => `#cloud-config-archive\n${entries.join("\n")}\n`;
    assert.deepEqual(order(archive('- "#!/bin/sh\\necho a\\n"')), ["part-001: echo a"]);
    assert.deepEqual(faults(archive('- {type: text/plain, content: "#!/bin/sh\\necho a\\n"}')), [
      "part-dropped",
    ]);
    for (const fatal of [
      "- {type: cloud-config, content: 'a: 1'}",
      "- {content: 5}",
      "- {content: 'a: 1', mode: 5}",
    ]) {
      assert.notEqual(
        assemble(readDocument(archive("- 'runcmd: [echo a]'", fatal))).failure,
        undefined,
        fatal,
      );
      assert.deepEqual(order(archive("- 'runcmd: [echo a]'", fatal)), [], fatal);
      assert.deepEqual(faults(archive(fatal)), ["part-dropped"], fatal);
    }
    for (const broken of ["- [", "a: 1", "text"])
      assert.deepEqual(faults(archive(broken)), ["part-dropped"], broken);
  });

  it("drops a MIME part with Latin letters that is not encoded", () => {
    const text = mimeParts(["text/x-shellscript", script("# für alle", "echo a")]);
    assert.deepEqual(order(text), []);
    assert.deepEqual(faults(text), ["part-dropped"]);
    const arrow = mimeParts(["text/x-shellscript", script("echo →")]);
    assert.deepEqual(order(arrow), ["part-001: echo \\u2192"]);
    assert.deepEqual(faults(arrow), ["letters-changed"]);
  });

  it("says that nothing stands before #!", () => {
    assert.deepEqual(faults("\n#!/bin/sh\necho a\n"), ["mime-script-header"]);
    assert.deepEqual(faults(" #!/bin/sh\necho a\n"), ["mime-script-header"]);
    assert.deepEqual(faults("#cloud-boothook\necho a\n"), ["mime-script-header"]);
    assert.deepEqual(faults("#cloud-boothook\n\n#!/bin/sh\necho a\n"), []);
    assert.deepEqual(faults("#!/bin/sh\necho a\n"), []);
  });

  it("says what only the VM can read", () => {
    for (const text of ["#include\nhttps://contoso.example/a\n", "#part-handler\ndef list_types(): pass\n"])
      assert.deepEqual(faults(text), ["part-not-read"]);
  });
});
