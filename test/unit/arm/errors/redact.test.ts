import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { root } from "../../../../scripts/lib/paths";
import { commandIds } from "../../../../src/ids";
import { redact } from "../../../../src/arm/errors/redact";

const rsa = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "pkcs1", format: "der" },
  privateKeyEncoding: { type: "pkcs1", format: "der" },
});
const pkcs8 = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const privateB64 = rsa.privateKey.toString("base64");
const wrapped = privateB64.replace(/(.{64})/g, "$1\n");
const word = fc.stringMatching(/^[A-Za-z0-9._~-]{8,60}$/).filter((text) => !text.includes("redacted"));
const jwt = fc
  .tuple(fc.base64String({ minLength: 12, maxLength: 60 }), fc.base64String({ minLength: 24, maxLength: 80 }))
  .map(([payload, signature]) => `eyJhbGciOiJSUzI1NiJ9.${url(payload)}.${url(signature)}`);

/** Secrets that are known by their own shape, wherever they stand. */
const shaped = fc.oneof(
  jwt,
  fc.constant(privateB64),
  fc.constant(wrapped),
  fc.constant(wrapped.replaceAll("\n", "\\n")),
  fc.constant(pkcs8.privateKey),
  fc.constant(JSON.stringify(pkcs8.privateKey).slice(1, -1)),
  fc.constant(pkcs8.privateKey.split("\n")[1] ?? ""),
  fc.constant(Buffer.from(`#!/bin/sh\nexport PRIVATE_B64=${privateB64}\n`).toString("base64")),
);

/** Texts in which a secret that could be any word is known by what stands before it. */
const places: readonly ((secret: string) => string)[] = [
  (secret) => `Bearer ${secret}`,
  (secret) => `"authorization":"Bearer ${secret}"`,
  (secret) => `Authorization: Basic ${secret}`,
  ...[
    "access_token",
    "accessToken",
    "refresh_token",
    "client_secret",
    "clientSecret",
    "accessKey",
    "password",
    "adminPassword",
  ].flatMap(named),
  ...[
    "serviceConfigurationToken",
    "userData",
    "userDataContent",
    "networkData",
    "networkDataContent",
    "PRIVATE_B64",
  ].flatMap(named),
  (secret) => `AZURE_CLIENT_SECRET=${secret}`,
  (secret) => `az login --service-principal -u id --password ${secret} --tenant t`,
  (secret) => `azcmagent connect existing --private-key "${secret}"`,
  (secret) => `azcmagent connect --access-token=${secret}`,
  (secret) => `https://user:${secret}@proxy.example:3128/`,
  (secret) => `https://management.azure.com/x?api-version=1&t=1&c=${secret}&s=2`,
  (secret) => `https://management.azure.com/x?s=${secret}`,
  (secret) => `https://management.azure.com/x?a=1\\u0026h=${secret}`,
  (secret) => `https://x.blob.core.windows.net/c?sv=1&amp;sig=${secret}`,
  (secret) => `next=https%3A%2F%2Fm.azure.com%2Fx%3Fsig%3D${secret}`,
  (secret) => `{"password":{"value":"${secret}"}}`,
  (secret) => `{"userData": ["a", "${secret}"]}`,
  (secret) => `userData: |\n  #cloud-config\n  ${secret}\n`,
];

function named(name: string): ((secret: string) => string)[] {
  return [
    (secret) => JSON.stringify({ a: 1, [name]: secret, b: 2 }),
    (secret) => JSON.stringify(JSON.stringify({ [name]: secret })),
    (secret) => JSON.stringify(JSON.stringify(JSON.stringify({ [name]: secret }))),
    (secret) => `${name}: ${secret}`,
    (secret) => `${name}='${secret}'`,
    (secret) => `{ ${name} : "${secret}`,
  ];
}

function url(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** No run of the secret long enough to matter is left. */
function assertGone(text: string, secret: string): void {
  for (const line of secret.split(/\n|\\n/)) {
    if (line.length < 8 || line.startsWith("-----")) continue;
    assert.ok(!text.includes(line), `${line} is still in ${text}`);
    for (let at = 0; at + 24 <= line.length; at += 8)
      assert.ok(!text.includes(line.slice(at, at + 24)), text);
  }
}

describe("the redactor", () => {
  it("leaves no key and no token wherever it stands", () => {
    fc.assert(
      fc.property(fc.string(), shaped, fc.string(), (before, secret, after) => {
        assertGone(redact(`${before} ${secret} ${after}`), secret);
        assertGone(redact(`${before}"${secret}"${after}`), secret);
        assertGone(redact(`x=${secret},${after}`), secret);
      }),
      { numRuns: 300 },
    );
  });

  it("hides user data from its start when letters inside it look like the start of a key", () => {
    const userData = `IyEvYmluL3No${"AbC/".repeat(50)}MIIEpAIBAAKCAQEA${"x/Yz".repeat(100)}`;
    assert.equal(redact(`userdata is ${userData} here`), "userdata is [redacted] here");
  });

  it("leaves no secret that its name gives away", () => {
    fc.assert(
      fc.property(
        fc.string(),
        word,
        fc.constantFrom(...places),
        fc.string(),
        (before, secret, place, after) => {
          const redacted = redact(`${before}\n${place(secret)}\n${after}`);
          const around = `${before}\n${place("")}\n${after}`;
          fc.pre(!around.includes(secret));
          assert.ok(!redacted.includes(secret), redacted);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("leaves nothing that it is told to hide, and hides nothing twice", () => {
    fc.assert(
      fc.property(fc.string(), word, fc.string(), (before, secret, after) => {
        const once = redact(`${before}${secret}${after}`, [secret]);
        assert.ok(!once.includes(secret));
        assert.equal(redact(once), once);
      }),
    );
  });

  it("leaves what people need to read", () => {
    for (const text of [
      "GET /subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg/providers/Microsoft.HybridCompute/machines/vm1?api-version=2025-06-01 200 45 ms",
      "The signed-in account does not have permission to perform Microsoft.NetworkCloud/virtualMachines/assignRelay/action on /subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/a-rather-long-resource-group-name-for-network-cloud/providers/Microsoft.NetworkCloud/virtualMachines/myNexusVirtualMachine.",
      "AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication.",
      "The password is wrong and the secret has expired.",
      "correlation 6f1c2f4e-9a62-4c7e-9f2b-0a1b2c3d4e5f",
      "Check the proxy address (http://proxy.example:3128).",
    ]) {
      assert.equal(redact(text), text);
    }
  });

  it("leaves every sentence of the product as it is", () => {
    const file = path.join(root, "l10n/bundle.l10n.json");
    const sentences = Object.keys(JSON.parse(readFileSync(file, "utf8")) as object);
    assert.ok(sentences.length > 500);
    const changed = sentences.filter((sentence) => redact(sentence) !== sentence);
    assert.deepEqual(changed, []);
  });

  it("leaves what the log says of every command, whatever its name", () => {
    const ends = [
      "done in 10 ms",
      "failed after 3 ms",
      "canceled after 1 ms",
      "The machine no longer exists.",
    ];
    for (const id of Object.values(commandIds))
      for (const end of ends) assert.equal(redact(`${id}: ${end}`), `${id}: ${end}`);
  });

  it("knows a credential behind a scheme from a sentence about it", () => {
    const sentence =
      "Bearer authentication failed, and basic authentication is disabled: Negotiate required.";
    assert.equal(redact(sentence), sentence);
    assert.equal(redact("Authorization: Bearer s3cretvalue"), "Authorization: [redacted] [redacted]");
    assert.equal(redact("password=done"), "password=[redacted]");
    assert.equal(redact('"password": "done"'), '"password": [redacted]');
    assert.equal(redact("password: sunshine"), "password: [redacted]");
  });

  it("takes hostile text of a megabyte in its stride", () => {
    for (const piece of [
      "eyJ",
      "MII",
      "-----BEGIN A-----",
      "password",
      'password="',
      '\\"',
      "&t=",
      "//a@",
      "Bearer ",
      "A/",
      "secret:{",
      "M",
      "--------",
    ]) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      assert.ok(redact(text).length <= text.length * 12);
    }
  }).timeout(120_000);
});
