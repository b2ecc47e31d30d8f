import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { lint, show } from "../lint";

const config = (...lines: string[]): string => `#cloud-config\n${lines.join("\n")}\n`;
const file = (...keys: string[]): string =>
  config("write_files:", `  - {${["path: /opt/a", ...keys].join(", ")}}`);
const gzipped = gzipSync("hello").toString("base64");

/**
 * Each text with the one rule that finds fault with it, or with none. The modes, paths and encodings were run through
 * `cc_write_files` of cloud-init 22.4.2; the host names through `hostname` 3.23 of Debian 12 (`unshare -u hostname NAME`).
 */
const cases: Readonly<Record<string, readonly [string, string?]>> = {
  "symbols for a mode": [file("permissions: 'u=rw,go='"), "file-permissions"],
  "letters for a mode": [file("permissions: rw-------"), "file-permissions"],
  "digits that are not octal": [file("permissions: '0888'"), "file-permissions"],
  "a hexadecimal mode": [file("permissions: '0x1a4'"), "file-permissions"],
  "a mode with set-user-ID": [file("permissions: '4755'"), "file-permissions"],
  "a mode with set-group-ID": [file("permissions: '02755'"), "file-permissions"],
  "a mode": [file("permissions: '0600'")],
  "a mode without its zero": [file("permissions: '600'")],
  "a mode as Python writes it": [file("permissions: '0o600'")],
  "a mode with the sticky bit": [file("permissions: '1777'")],
  "a mode that a template fills in": [file('permissions: "${mode}"')],
  "a path with a tilde": [config("write_files: [{path: ~/x, content: a}]"), "path-not-absolute"],
  "a path with a variable": [config("write_files: [{path: $HOME/x, content: a}]"), "path-not-absolute"],
  "a path without a slash": [config("write_files: [{path: etc/x, content: a}]"), "path-not-absolute"],
  "a path that a template fills in": [config('write_files: [{path: "${folder}/x", content: a}]')],
  "gzip that is text": [file("encoding: gzip", "content: hello"), "encoding-mismatch"],
  "gzip that is base64": [file("encoding: gz", `content: ${gzipped}`), "encoding-mismatch"],
  "base64 that is text": [file("encoding: b64", "content: hello world"), "encoding-mismatch"],
  "base64 without its padding": [file("encoding: base64", "content: aGVsbG8"), "encoding-mismatch"],
  "base64 of text that should be of gzip": [
    file("encoding: gz+b64", "content: aGVsbG8="),
    "encoding-mismatch",
  ],
  "base64 that Python reads up to its padding": [file("encoding: b64", "content: aGVsbG8=%")],
  "base64 of gzip": [file("encoding: gz+b64", `content: ${gzipped}`)],
  "gzip that YAML decodes": [file("encoding: gzip", `content: !!binary ${gzipped}`)],
  "base64 in lines": [
    config(
      "write_files:",
      "  - path: /opt/a",
      "    encoding: b64",
      "    content: |",
      "      aGVs",
      "      bG8=",
    ),
  ],
  "text that says so": [file("encoding: text/plain", "content: hello")],
  "a host name with an underscore": [config("hostname: edge_vm"), "hostname-refused"],
  "a host name with a blank": [config('hostname: "edge vm"'), "hostname-refused"],
  "a host name that begins with a hyphen": [config('hostname: "-edge"'), "hostname-refused"],
  "a host name of 65 characters": [config(`hostname: ${"a".repeat(65)}`), "hostname-refused"],
  "a full name with an empty part": [config("fqdn: edge..example.org"), "hostname-refused"],
  "a host name of 64 characters": [config(`hostname: ${"a".repeat(64)}`)],
  "a host name of digits": [config("hostname: '12'")],
  "a host name in capitals with parts": [config("hostname: Edge-1.example.org")],
  "a host name that a template fills in": [config('hostname: "${name}"')],
  "a host name that is not set": [config("preserve_hostname: true", "hostname: edge_vm")],
  "an operator in a list": [config("runcmd: [[echo, a, '&&', echo, b]]"), "list-operators"],
  "a redirection in a list": [config("bootcmd: [[echo, a, '>', /run/a]]"), "list-operators"],
  "a variable in a list": [config("runcmd: [[echo, $INSTANCE_ID]]"), "list-operators"],
  "a shell's text in a list": [config("runcmd: [[sh, -c, 'echo $HOME && id']]")],
  "words that act on the whole script": [config("runcmd: [[set, -e], [cd, /opt]]")],
  "an operator that a program reads": [config("runcmd: [[find, /opt, -name, x, -exec, rm, '{}', ';']]")],
};

describe("files, host names and lists of words", () => {
  for (const [name, [text, rule]] of Object.entries(cases))
    it(`${rule ?? "silent"}: ${name}`, () => {
      const found = lint(text);
      assert.deepEqual(
        [...new Set(found.map((each) => each.rule))],
        rule === undefined ? [] : [rule],
        found.map(show).join("\n"),
      );
    });
});
