/**
 * The grammar of user data, read by the vscode-textmate of VS Code's own server, with the grammars of YAML and of the shell that it
 * ships. No window is opened.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";
import { installVscodeServer } from "../../../scripts/lib/vscodeServer";

/** What is used of vscode-textmate. */
interface Line {
  readonly tokens: readonly {
    readonly startIndex: number;
    readonly endIndex: number;
    readonly scopes: readonly string[];
  }[];
  readonly ruleStack: object;
}
interface Grammar {
  tokenizeLine(line: string, state: object | null): Line;
}
interface TextMate {
  readonly INITIAL: object;
  readonly Registry: new (options: object) => { loadGrammar(scope: string): Promise<Grammar | null> };
  parseRawGrammar(text: string, file: string): object;
}
interface Oniguruma {
  loadWASM(data: ArrayBuffer): Promise<void>;
  readonly OnigScanner: new (sources: readonly string[]) => object;
  readonly OnigString: new (text: string) => object;
}

/** A piece of text with its scopes. */
interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

let grammar: Grammar;
let initial: object;

function tokens(...lines: readonly string[]): Token[] {
  let state = initial;
  return lines.flatMap((line) => {
    const read = grammar.tokenizeLine(line, state);
    state = read.ruleStack;
    return read.tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes,
    }));
  });
}

const having = (found: readonly Token[], scope: string): string[] =>
  found.filter(({ scopes }) => scopes.some((each) => each.startsWith(scope))).map(({ text }) => text);

/** The text that stands in a script, joined. */
const shellText = (found: readonly Token[]): string => having(found, "meta.embedded.block.shell").join("");

describe("the colors of user data", () => {
  before(async () => {
    const server = await installVscodeServer(() => undefined);
    const vscode = path.dirname(path.dirname(server.main));
    const require = createRequire(path.join(vscode, "package.json"));
    const textMate = require("vscode-textmate") as TextMate;
    const oniguruma = require("vscode-oniguruma") as Oniguruma;
    const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
    await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
    const files = ["yaml", "shellscript"].flatMap((name) => {
      const folder = path.join(vscode, "extensions", name, "syntaxes");
      return readdirSync(folder).map((file) => path.join(folder, file));
    });
    files.push(path.join(root, "media/cloud-config.tmLanguage.json"));
    const raw = new Map(
      files.map((file) => {
        const text = readFileSync(file, "utf8");
        return [(JSON.parse(text) as { scopeName: string }).scopeName, textMate.parseRawGrammar(text, file)];
      }),
    );
    const registry = new textMate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (sources: readonly string[]) => new oniguruma.OnigScanner(sources),
        createOnigString: (text: string) => new oniguruma.OnigString(text),
      }),
      loadGrammar: (scope: string) => Promise.resolve(raw.get(scope) ?? null),
    });
    grammar = (await registry.loadGrammar("source.cloud-config")) ?? assert.fail("no grammar");
    initial = textMate.INITIAL;
  });

  const message = [
    "Content-Type: multipart/mixed;",
    ' boundary="part"',
    "MIME-Version: 1.0",
    "",
    "--part",
    'Content-Type: text/cloud-config; charset="us-ascii"',
    "",
    "#cloud-config",
    "hostname: edge",
    "runcmd:",
    "  - |",
    '    echo "open',
    "--part",
    "Content-Type: text/x-shellscript",
    "",
    "#!/bin/sh",
    "az group list \\",
    "--output json",
    "echo 'open",
    "",
    "--part",
    "Content-Type: text/plain",
    "Content-Transfer-Encoding: base64",
    "",
    "IyEvYmluL3NoCmVjaG8gcmVhZHkKZWNobyByZWFkeQplY2hvIHJlYWR5Cg",
    "ZWNobw==",
    "--part",
    "Content-Type: multipart/mixed; boundary=inner",
    "",
    "--inner",
    "Content-Type: text/cloud-config",
    "",
    "locale: C.UTF-8",
    "--inner--",
    "--part--",
  ];

  it("mark nothing in the parts of a MIME document as a mistake", () => {
    assert.deepEqual(having(tokens(...message), "invalid"), []);
  });

  it("show each part of a MIME document as what it is, whatever the part before it left open", () => {
    const found = tokens(...message);
    assert.deepEqual(having(found, "entity.name.tag.yaml"), ["hostname", "runcmd", "locale"]);
    assert.equal(shellText(found), "    echo \"open#!/bin/shaz group list \\--output jsonecho 'open");
    assert.deepEqual(having(found, "punctuation.separator.boundary"), [
      ...["--part", "--part", "--part", "--part"],
      ...["--inner", "--inner--", "--part--"],
    ]);
    assert.equal(having(found, "string.unquoted.base64").length, 2);
  });

  it("show a script and a boothook as shell, and addresses of an include as text", () => {
    assert.equal(shellText(tokens("#!/bin/bash", "echo ready")), "#!/bin/bashecho ready");
    assert.equal(shellText(tokens("## template: jinja", "#!/bin/sh", "echo ready")), "#!/bin/shecho ready");
    assert.equal(shellText(tokens("#cloud-boothook", "echo ready")), "echo ready");
    const include = tokens("#include", "https://example.com/a", "# note");
    assert.deepEqual(having(include, "string.unquoted.address"), ["https://example.com/a"]);
    assert.deepEqual(having(include, "invalid"), []);
  });

  it("mark no line of a template as a mistake", () => {
    const found = tokens(
      "## template: jinja",
      "#cloud-config",
      "{% if v1.region %}",
      "hostname: a",
      "{% endif %}{# x #}",
    );
    assert.deepEqual(having(found, "invalid"), []);
    assert.equal(having(found, "keyword.control.template").length, 2);
  });

  it("leave the documents of YAML in a cloud-config as they are", () => {
    const found = tokens(
      "#cloud-config",
      "---",
      "hostname: a",
      "write_files:",
      "  - path: /x",
      "    content: |",
      "      echo a",
    );
    assert.deepEqual(having(found, "entity.other.document"), ["---"]);
    assert.equal(shellText(found), "      echo a");
  });
});
