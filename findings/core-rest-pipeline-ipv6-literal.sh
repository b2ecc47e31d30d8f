#!/usr/bin/env bash
# @azure/core-rest-pipeline cannot reach a host that is an IPv6 address: it hands Node the brackets, and Node looks for such a name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @azure/core-rest-pipeline@1.24.0
cat >ask.cjs <<'JS'
const http = require("node:http");
const { createDefaultHttpClient, createPipelineRequest } = require("@azure/core-rest-pipeline");
const server = http.createServer((_request, response) => response.end("here"));
server.listen(0, "::1", async () => {
  const url = `http://[::1]:${server.address().port}/`;
  console.log("core-rest-pipeline", require("@azure/core-rest-pipeline/package.json").version);
  console.log("fetch:", await (await fetch(url)).text());
  const request = createPipelineRequest({ url, allowInsecureConnection: true });
  const said = await createDefaultHttpClient().sendRequest(request).then(({ status }) => String(status), ({ code, message }) => `${code} ${message}`);
  console.log("pipeline:", said);
  process.exit(said.startsWith("2") ? 1 : 0);
});
JS
node ask.cjs
# Seen: core-rest-pipeline 1.24.0
#       fetch: here
#       pipeline: ENOTFOUND getaddrinfo ENOTFOUND [::1]
