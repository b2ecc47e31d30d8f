#!/usr/bin/env bash
# @azure/core-rest-pipeline reads NO_PROXY=example.com as that one host: a.example.com goes to the proxy. In curl, wget, requests, Go and
# apt the entry covers what lies below it too. And http requests go to HTTPS_PROXY.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @azure/core-rest-pipeline@1.24.0
cat >ask.cjs <<'JS'
const { createPipelineRequest, proxyPolicy } = require("@azure/core-rest-pipeline");
const policy = proxyPolicy();
async function way(url) {
  const request = createPipelineRequest({ url });
  await policy.sendRequest(request, async () => ({}));
  return request.agent === undefined ? "direct" : "proxy";
}
(async () => {
  console.log("core-rest-pipeline", require("@azure/core-rest-pipeline/package.json").version, "NO_PROXY =", process.env.NO_PROXY);
  const seen = [];
  for (const url of ["https://example.com/", "https://a.example.com/", "http://other.test/"]) {
    seen.push(await way(url));
    console.log(url, seen.at(-1));
  }
  process.exit(seen.join() === "direct,proxy,proxy" ? 0 : 1);
})();
JS
env -u HTTP_PROXY -u http_proxy -u ALL_PROXY -u all_proxy -u no_proxy HTTPS_PROXY=http://127.0.0.1:3128 NO_PROXY=example.com node ask.cjs
# Seen: core-rest-pipeline 1.24.0 NO_PROXY = example.com
#       https://example.com/ direct
#       https://a.example.com/ proxy
#       http://other.test/ proxy
