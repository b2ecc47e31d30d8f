#!/usr/bin/env bash
# MSAL keeps the source of managed-identity tokens, with its HTTP client, for the whole process: a second credential that is given a client
# of its own still asks through the first one's.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @azure/identity@4.13.1 @azure/msal-node@5.6.0 @azure/core-rest-pipeline@1.24.0
cat >ask.cjs <<'JS'
const { ManagedIdentityCredential } = require("@azure/identity");
const { createHttpHeaders } = require("@azure/core-rest-pipeline");
console.log("@azure/identity", require("@azure/identity/package.json").version);
const asked = [];
const client = (name) => ({
  sendRequest: async (request) => {
    asked.push(name);
    const body = JSON.stringify({ access_token: name, expires_on: "4102444800", token_type: "Bearer" });
    return { request, status: 200, headers: createHttpHeaders(), bodyAsText: body };
  },
});
(async () => {
  for (const name of ["first", "second"]) {
    const credential = new ManagedIdentityCredential({ httpClient: client(name), retryOptions: { maxRetries: 0 } });
    await credential.getToken(`https://${name}.example/.default`);
  }
  console.log("clients that were asked:", asked.join(", "));
  process.exit(asked.join() === "first,first" ? 0 : 1);
})();
JS
node ask.cjs
# Seen: @azure/identity 4.13.1 (with @azure/msal-node 5.6.0)
#       clients that were asked: first, first
