#!/usr/bin/env bash
# tree-sitter-bicep 1.1.0: a string that begins with two slashes, such as '//server/share', is a comment to the grammar, so valid Bicep has
# an error. After any other character the slashes are text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts tree-sitter-bicep@1.1.0 web-tree-sitter@0.27.1

cat >parse.mjs <<'JAVASCRIPT'
import { Language, Parser } from "web-tree-sitter";

await Parser.init();
const grammar = await Language.load("node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm");
const parser = new Parser().setLanguage(grammar);
for (const text of ["var share = 'x//server/share'\n", "var share = '//server/share'\n"])
  console.log(`${text.trim()}: ${parser.parse(text).rootNode.hasError ? "error" : "no error"}`);
JAVASCRIPT
echo "tree-sitter-bicep $(node -p 'require("./node_modules/tree-sitter-bicep/package.json").version')"
node parse.mjs | tee seen

diff - seen <<'EXPECTED'
var share = 'x//server/share': no error
var share = '//server/share': error
EXPECTED
