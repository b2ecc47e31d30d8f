import assert from "node:assert/strict";
import fc from "fast-check";
import { readDocument } from "../../../src/userdata/document";
import { lintUserData } from "../../../src/userdata/lint";
import { applyEdits, LineIndex } from "../../../src/userdata/lineIndex";

describe("the kind of a user-data document", () => {
  const kinds: readonly (readonly [string, string])[] = [
    ["#cloud-config\nruncmd: []\n", "cloud-config"],
    ["\n\n  #Cloud-Config\n", "cloud-config"],
    ["#cloud-config-archive\n- a\n", "cloud-config-archive"],
    ["#cloud-config-jsonp\n[]", "cloud-config-jsonp"],
    ["#!/bin/sh\n", "shell-script"],
    ["#cloud-boothook\n", "cloud-boothook"],
    ["#part-handler\n", "part-handler"],
    ["#include\nhttps://example.org/x\n", "include"],
    ["#include-once\nhttps://example.org/x\n", "include-once"],
    ["From: x\nMIME-Version: 1.0\n", "mime-multipart"],
    ["", "empty"],
    ["# cloud-config\n", "unknown"],
    ["---\n#cloud-config\n", "unknown"],
    ["\ufeff#cloud-config\n", "unknown"],
    ["\u001f\ufffd\b", "gzip"],
    [Buffer.from("#cloud-config\nruncmd:\n - ls\n").toString("base64"), "base64"],
    [Buffer.from("#!/bin/bash\necho hello\n").toString("base64"), "base64"],
  ];
  for (const [text, kind] of kinds) {
    it(`${JSON.stringify(text.slice(0, 30))} is ${kind}`, () => {
      assert.equal(readDocument(text).kind, kind);
    });
  }

  it("looks behind the jinja header", () => {
    const document = readDocument("## template: jinja\n\n#cloud-config\nhostname: {{ v1.name }}\n");
    assert.equal(document.kind, "cloud-config");
    assert.equal(document.template, "jinja");
    assert.equal(document.text.slice(document.header.start, document.header.end), "#cloud-config");
  });

  it("sees the marks of Terraform and Go templates", () => {
    assert.equal(readDocument("#cloud-config\n%{ if x ~}\n%{ endif }\n").template, "terraform");
    assert.equal(readDocument('#cloud-config\nhostname: "${var.name}"\n').template, "terraform");
    assert.equal(readDocument("#cloud-config\nhostname: {{ .Name }}\n").template, "go");
    assert.equal(readDocument("#!/bin/sh\necho ${HOME}\n").template, undefined);
  });
});

describe("a MIME document without its version", () => {
  it("is named once, by its rule, with the way to put it right", () => {
    const text =
      'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/sh\n--b--\n';
    const { findings, valid } = lintUserData(text);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["mime-version-missing"],
    );
    assert.equal(valid, false);
    const [edit] = findings[0]?.fixes ?? [];
    assert.equal(readDocument(applyEdits(text, edit?.edits ?? [])).kind, "mime-multipart");
  });
});

describe("line index", () => {
  it("gives every offset its position and back, whatever the line ends", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", "\r", "\r\n", "\t") });
    fc.assert(
      fc.property(texts, fc.nat(200), (text, at) => {
        const index = new LineIndex(text);
        const offset = Math.min(at, text.length);
        assert.equal(index.offsetAt(index.positionAt(offset)), offset);
        assert.equal(index.lineCount, text.split(/\r\n|\r|\n/).length);
      }),
    );
  });

  it("applies edits to the right places", () => {
    const index = new LineIndex("one\ntwo\nthree");
    const edits = [index.edit(0, 3, "1"), index.edit(8, 13, "3"), index.edit(4, 4, "+")];
    assert.equal(applyEdits(index.text, edits), "1\n+two\n3");
  });
});
