import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { convertKey } from "../../../src/keys/convert";
import { inspectKeys, type KeyReport } from "../../../src/keys/inspect";
import { exportCommands, generateKeyPair, type EnrollmentKeyPair } from "../../../src/keys/pair";

describe("inspectKeys", () => {
  let folder: string;
  let pair: EnrollmentKeyPair;
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): Buffer =>
    execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-keys-"));
    pair = await generateKeyPair();
    openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "pkcs8.pem");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const only = async (input: Uint8Array | string, passphrase?: string): Promise<KeyReport> => {
    const { keys } = await inspectKeys(input, passphrase);
    assert.equal(keys.length, 1, "one key in the input");
    return keys[0]!;
  };
  const reason = ({ verdict }: KeyReport): string => (verdict.accepted ? "accepted" : verdict.reason);

  it("accepts both halves as they are made, and knows that they match", async () => {
    const { keys, pair: halves } = await inspectKeys(exportCommands(pair));
    assert.deepEqual(
      keys.map(({ variable, title, verdict }) => [variable, title, verdict.accepted]),
      [
        ["PRIVATE_B64", "RSA 2048 private key, PKCS#1, in base64", true],
        ["PUBLIC_B64", "RSA 2048 public key, PKCS#1, in base64", true],
      ],
    );
    assert.equal(halves, "match");
  });

  it("sees that two keys come from different pairs", async () => {
    const other = await generateKeyPair();
    const mixed = exportCommands({ privateKey: pair.privateKey, publicKey: other.publicKey });
    assert.equal((await inspectKeys(mixed)).pair, "mismatch");
  });

  const wrappings: [string, (key: string) => string][] = [
    ["bare", (key) => key],
    ["quoted", (key) => `"${key}"`],
    ["single-quoted assignment", (key) => `PRIVATE_B64='${key}'`],
    ["PowerShell", (key) => `$env:PRIVATE_B64 = "${key}"`],
    ["Windows line end", (key) => `export PRIVATE_B64="${key}"\r\n`],
  ];
  for (const [name, wrap] of wrappings) {
    it(`reads a key that is ${name}`, async () => {
      assert.equal(reason(await only(wrap(pair.privateKey))), "accepted");
    });
  }

  it("names line breaks inside base64", async () => {
    const wrapped = pair.privateKey.replace(/(.{64})/g, "$1\n");
    assert.match(reason(await only(wrapped)), /wrapped over 25 lines/);
    assert.match(reason(await only(`export PRIVATE_B64="${wrapped}"`)), /wrapped over 25 lines/);
  });

  it("reads UTF-16 as PowerShell redirects it", async () => {
    assert.equal(reason(await only(Buffer.from(`\ufeff${pair.publicKey}\r\n`, "utf16le"))), "accepted");
  });

  it("explains PKCS#8 by the agent's own symptom and converts it", async () => {
    for (const input of [
      readFileSync(file("pkcs8.pem")),
      openssl("pkcs8", "-topk8", "-nocrypt", "-in", "pkcs8.pem", "-outform", "DER"),
    ]) {
      const report = await only(input);
      assert.match(report.title, /PKCS#8/);
      assert.match(reason(report), /asn1: structure error/);
      assert.equal(reason(await only(convertKey(report.key!, "arc"))), "accepted");
    }
  });

  const openSslForms: [string, string[], RegExp][] = [
    ["PKCS#1 PEM", ["rsa", "-in", "pkcs8.pem", "-traditional"], /RSA 2048 private key, PKCS#1, in PEM/],
    [
      "PKCS#1 DER",
      ["rsa", "-in", "pkcs8.pem", "-traditional", "-outform", "DER"],
      /RSA 2048 private key, PKCS#1, in binary DER/,
    ],
    ["SPKI PEM", ["rsa", "-in", "pkcs8.pem", "-pubout"], /RSA 2048 public key, SPKI, in PEM/],
    [
      "PKCS#1 public PEM",
      ["rsa", "-in", "pkcs8.pem", "-RSAPublicKey_out"],
      /RSA 2048 public key, PKCS#1, in PEM/,
    ],
    [
      "certificate",
      ["req", "-x509", "-key", "pkcs8.pem", "-subj", "/CN=x"],
      /RSA 2048 public key, X.509 certificate, in PEM/,
    ],
  ];
  for (const [name, args, title] of openSslForms) {
    it(`recognizes OpenSSL's ${name}, and converting makes it acceptable`, async () => {
      const report = await only(openssl(...args));
      assert.match(report.title, title);
      assert.notEqual(reason(report), "accepted");
      assert.equal(reason(await only(convertKey(report.key!, "arc"))), "accepted");
    });
  }

  it("recognizes base64 of a whole PEM file", async () => {
    const report = await only(readFileSync(file("pkcs8.pem")).toString("base64"));
    assert.match(report.title, /PKCS#8, in base64 of PEM/);
  });

  // OpenSSL 3.0.19 encrypts: what it offers for a key without its legacy provider, and whether node-forge 1.4.3 has it.
  const pbkdf2 = ["-topk8", "-iter", "1000"];
  const encryptions: [name: string, command: string[], opens: boolean][] = [
    ["traditional AES-256", ["rsa", "-aes256", "-traditional"], true],
    ["traditional AES-128", ["rsa", "-aes128", "-traditional"], true],
    ["traditional 3DES", ["rsa", "-des3", "-traditional"], true],
    ["PBES2 of openssl rsa", ["rsa", "-aes256"], true],
    ["PBES2 with SHA-1", ["pkcs8", ...pbkdf2, "-v2", "aes128", "-v2prf", "hmacWithSHA1"], true],
    ["PBES2 with SHA-256", ["pkcs8", ...pbkdf2, "-v2", "aes192", "-v2prf", "hmacWithSHA256"], true],
    ["PBES2 with SHA-384", ["pkcs8", ...pbkdf2, "-v2", "aes256", "-v2prf", "hmacWithSHA384"], true],
    ["PBES2 with SHA-512", ["pkcs8", ...pbkdf2, "-v2", "des3", "-v2prf", "hmacWithSHA512"], true],
    ["PKCS#12 3DES", ["pkcs8", ...pbkdf2, "-v1", "PBE-SHA1-3DES"], true],
    ["PBES2 with SHA-224", ["pkcs8", ...pbkdf2, "-v2", "aes256", "-v2prf", "hmacWithSHA224"], false],
    ["PBES2 with SHA-512/256", ["pkcs8", ...pbkdf2, "-v2", "aes256", "-v2prf", "hmacWithSHA512-256"], false],
    ["PBES2 with Camellia", ["pkcs8", ...pbkdf2, "-v2", "camellia256"], false],
    [
      "scrypt",
      ["pkcs8", "-topk8", "-scrypt", "-scrypt_N", "1024", "-scrypt_r", "8", "-scrypt_p", "1"],
      false,
    ],
  ];
  for (const [name, [program = "", ...args], opens] of encryptions) {
    for (const passphrase of ["secret word", "Pässwörd €", "密码🔑"]) {
      it(`never calls "${passphrase}" wrong where it is right: ${name}`, async () => {
        const pem = openssl(program, "-in", "pkcs8.pem", ...args, "-passout", `pass:${passphrase}`);
        assert.match(reason(await only(pem)), /cannot prompt for its passphrase/);
        const opened = await only(pem, passphrase);
        if (opens) assert.equal(opened.key?.bits, 2048);
        else assert.match(reason(opened), /encryption is not supported/);
        const refused = await only(pem, "wrong");
        assert.match(reason(refused), opens ? /passphrase is incorrect/ : /encryption is not supported/);
        assert.equal(refused.wantsPassphrase, opens);
      });
    }
  }

  it("names an encrypted key of another algorithm by its algorithm, not as a wrong passphrase", async () => {
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.pem");
    const pkcs8 = openssl("pkcs8", "-topk8", "-in", "ec.pem", "-passout", "pass:right");
    assert.match(reason(await only(pkcs8, "right")), /This key is EC/);
    const traditional = openssl("ec", "-in", "ec.pem", "-aes128", "-passout", "pass:right");
    assert.match(reason(await only(traditional, "right")), /This key is EC/);
  });

  it("reads OpenSSH private and public keys and converts them to the same pair", async () => {
    execFileSync("ssh-keygen", [
      "-q",
      "-t",
      "rsa",
      "-b",
      "2048",
      "-N",
      "",
      "-C",
      "a comment",
      "-f",
      file("ssh"),
    ]);
    const secret = await only(readFileSync(file("ssh")));
    const open = await only(readFileSync(file("ssh.pub")));
    assert.match(secret.title, /RSA 2048 private key, OpenSSH, in PEM/);
    assert.match(open.title, /RSA 2048 public key, OpenSSH/);
    const both = `${convertKey(secret.key!, "arc")}\n${convertKey(open.key!, "arc")}`;
    assert.equal((await inspectKeys(both)).pair, "match");
    assert.equal((await inspectKeys(both)).keys.filter(({ verdict }) => verdict.accepted).length, 2);
  });

  it("names an encrypted OpenSSH key and how to continue", async () => {
    execFileSync("ssh-keygen", ["-q", "-t", "rsa", "-b", "2048", "-N", "secret", "-f", file("locked")]);
    const report = await only(readFileSync(file("locked")));
    assert.match(report.title, /Encrypted private key, OpenSSH/);
    assert.ok(!report.verdict.accepted && report.verdict.nextMove.includes("ssh-keygen"));
  });

  it("refuses other algorithms and sizes by name", async () => {
    assert.match(reason(await only(openssl("genpkey", "-algorithm", "ED25519"))), /Ed25519/);
    assert.match(reason(await only(openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout"))), /EC\./);
    openssl("genrsa", "-traditional", "-out", "short.pem", "1024");
    assert.match(reason(await only(readFileSync(file("short.pem")))), /1024 bits/);
  });

  it("refuses a private key whose numbers do not fit together", async () => {
    const der = Buffer.from(pair.privateKey, "base64");
    der[der.length - 700] = (der[der.length - 700] ?? 0) ^ 1;
    assert.match(reason(await only(der.toString("base64"))), /are inconsistent|cannot be read/);
  });

  it("finds no key where there is none", async () => {
    for (const input of [
      "",
      "hello world",
      "-----BEGIN RSA PRIVATE KEY-----",
      "ssh-rsa",
      "x".repeat(300_000),
    ]) {
      assert.equal((await inspectKeys(input)).keys.length, 0);
    }
  });

  it("never throws, and never shows key material in a report", async () => {
    const secret = Buffer.from(pair.privateKey, "base64");
    const damaged = fc
      .tuple(fc.nat(secret.length), fc.nat(secret.length), fc.uint8Array({ maxLength: 8 }))
      .map(([from, length, inserted]) =>
        Buffer.concat([secret.subarray(0, from), inserted, secret.subarray(from + (length % 64))]),
      );
    const anything = fc.oneof(
      fc.string(),
      fc.uint8Array({ maxLength: 2000 }),
      damaged,
      damaged.map((bytes) => bytes.toString("base64")),
      damaged.map(
        (bytes) => `-----BEGIN PRIVATE KEY-----\n${bytes.toString("base64")}\n-----END PRIVATE KEY-----`,
      ),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (input) => {
        const shown = JSON.stringify(await inspectKeys(input));
        assert.ok(!/[A-Za-z0-9+/]{40}/.test(shown), shown);
      }),
      { numRuns: 500 },
    );
  });
});
