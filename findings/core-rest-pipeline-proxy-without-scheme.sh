#!/usr/bin/env bash
# @azure/core-rest-pipeline ends every request with "Invalid URL" where HTTPS_PROXY is HOST:PORT, which curl, wget and requests take.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @azure/core-rest-pipeline@1.24.0
cat >ask.cjs <<'JS'
const { createPipelineFromOptions } = require("@azure/core-rest-pipeline");
console.log("core-rest-pipeline", require("@azure/core-rest-pipeline/package.json").version, "HTTPS_PROXY =", process.env.HTTPS_PROXY);
try {
  createPipelineFromOptions({});
  console.log("made");
  process.exit(1);
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
  process.exit(error.message === "Invalid URL" ? 0 : 1);
}
JS
HTTPS_PROXY=127.0.0.1:3128 NO_PROXY='*' node ask.cjs
# Seen: core-rest-pipeline 1.24.0 HTTPS_PROXY = 127.0.0.1:3128
#       TypeError: Invalid URL
