#!/usr/bin/env bash
# node-forge derives a PKCS#8 key for hmacWithSHA224 with SHA-512/224: what it encrypts so, OpenSSL cannot open, and the other way round.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts node-forge@1.4.3
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out plain.pem 2>/dev/null ||
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out plain.pem 2>/dev/null
for prf in hmacWithSHA224 hmacWithSHA256; do
  openssl pkcs8 -topk8 -in plain.pem -v2 aes256 -v2prf "$prf" -iter 1000 -passout pass:secret -out "$prf.pem"
done
cat >open.cjs <<'JS'
const { readFileSync } = require("node:fs");
const { pbkdf2Sync } = require("node:crypto");
const forge = require("node-forge");
console.log("node-forge", require("node-forge/package.json").version);
const opens = (name) => {
  try {
    return forge.pki.decryptRsaPrivateKey(readFileSync(`${name}.pem`, "utf8"), "secret") !== null;
  } catch {
    return false;
  }
};
const [sha224, sha256] = [opens("hmacWithSHA224"), opens("hmacWithSHA256")];
console.log(`opens OpenSSL's key with hmacWithSHA256: ${sha256}, with hmacWithSHA224: ${sha224}`);
const salt = "saltsalt";
const own = forge.util.bytesToHex(forge.pkcs5.pbkdf2("secret", salt, 1000, 32, forge.md.sha512.sha224.create()));
const truncated = pbkdf2Sync("secret", salt, 1000, 32, "sha512-224").toString("hex");
console.log(`its only "sha224" is SHA-512/224: ${own === truncated}`);
process.exit(sha256 && !sha224 && own === truncated ? 0 : 1);
JS
openssl version
node open.cjs
# Seen: OpenSSL 3.0.19
#       node-forge 1.4.3
#       opens OpenSSL's key with hmacWithSHA256: true, with hmacWithSHA224: false
#       its only "sha224" is SHA-512/224: true
