import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { generateKeyPair } from "../../src/keys/pair";

const openssl = (args: string[], input: Buffer): string =>
  execFileSync("openssl", args, { input, stdio: "pipe" }).toString();

describe("generated key pairs", function () {
  this.timeout(600_000);

  it("200 pairs are PKCS#1 of 2048 bits for OpenSSL and node:crypto, and what one half signs the other verifies", async () => {
    const pairs = await Promise.all(Array.from({ length: 200 }, () => generateKeyPair()));
    for (const pair of pairs) {
      assert.match(
        `${pair.privateKey}\n${pair.publicKey}`,
        /^MII[A-Za-z0-9+/]+={0,2}\nMIIBCgKCAQEA[A-Za-z0-9+/]+={0,2}$/,
      );
      const secret = Buffer.from(pair.privateKey, "base64");
      const open = Buffer.from(pair.publicKey, "base64");
      const modulus = openssl(["rsa", "-inform", "DER", "-noout", "-modulus"], secret);
      assert.match(modulus, /Modulus=[0-9A-F]{512}\n/);
      const openModulus = openssl(["rsa", "-inform", "DER", "-RSAPublicKey_in", "-noout", "-modulus"], open);
      assert.ok(modulus.includes(openModulus.trim()), "both halves have one modulus");

      const message = Buffer.from("nexus arc");
      const signature = sign(
        "sha256",
        message,
        createPrivateKey({ key: secret, format: "der", type: "pkcs1" }),
      );
      const publicKey = createPublicKey({ key: open, format: "der", type: "pkcs1" });
      assert.ok(verify("sha256", message, publicKey, signature));
    }
  });
});
