import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ArmError } from "../../../../src/arm/errors/armError";
import { azureCliError } from "../../../../src/arm/auth/azureCliFaults";
import { publicCloud } from "../../../../src/arm/cloud";
import { createCredential } from "../../../../src/arm/auth/credential";

const tenant = "72f988bf-0000-0000-0000-2d7cd011db47";

/** `AzureCliCredential` of `@azure/identity`, against a stub `az`. */
describe("signing in with the Azure CLI", () => {
  const saved = process.env["PATH"];
  const folders: string[] = [];

  afterEach(async () => {
    process.env["PATH"] = saved;
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  });

  async function stub(script: string): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-az-"));
    folders.push(folder);
    await writeFile(path.join(folder, "az"), `#!/bin/sh\n${script.replaceAll("@@", folder)}\n`, {
      mode: 0o755,
    });
    process.env["PATH"] = `${folder}:/usr/bin:/bin`;
    return folder;
  }

  it("runs az for each tenant and takes its token", async () => {
    const expires = Math.floor(Date.now() / 1000) + 3600;
    const folder = await stub(
      `echo "$@" >> @@/calls\nfor last in "$@"; do :; done\necho "{\\"accessToken\\":\\"cli-$last\\",\\"expires_on\\":${expires}}"`,
    );
    const credential = createCredential({ kind: "azureCli" }, publicCloud);
    const other = "00000000-aaaa-bbbb-cccc-000000000000";
    assert.equal((await credential.getToken(publicCloud.scope, { tenantId: tenant })).token, `cli-${tenant}`);
    assert.equal((await credential.getToken(publicCloud.scope, { tenantId: other })).token, `cli-${other}`);
    assert.equal((await credential.getToken(publicCloud.scope, { tenantId: tenant })).token, `cli-${tenant}`);
    const calls = (await readFile(path.join(folder, "calls"), "utf8")).trim().split("\n");
    assert.deepEqual(calls, [
      `account get-access-token --output json --resource https://management.azure.com --tenant ${tenant}`,
      `account get-access-token --output json --resource https://management.azure.com --tenant ${other}`,
    ]);
  });

  for (const [what, script, code, kind] of [
    ["is not installed", undefined, "AzureCliNotFound", "signIn"],
    [
      "is not signed in",
      `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`,
      "AzureCliSignedOut",
      "signIn",
    ],
    [
      "has an expired sign-in",
      `echo "ERROR: AADSTS700082: The refresh token has expired due to inactivity. Interactive authentication is needed." >&2; exit 1`,
      "AADSTS700082",
      "expired",
    ],
    [
      "must pass multifactor authentication",
      `echo "ERROR: AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication." >&2; exit 1`,
      "AADSTS50076",
      "stepUp",
    ],
    [
      "has no account in the tenant",
      `echo "ERROR: AADSTS50020: User account does not exist in tenant and cannot access the application." >&2; exit 1`,
      "AADSTS50020",
      "tenant",
    ],
    [
      "is set to another cloud",
      `echo "ERROR: AADSTS500011: The resource principal named https://management.usgovcloudapi.net was not found in the tenant." >&2; exit 1`,
      "AADSTS500011",
      "tenant",
    ],
    ["prints nonsense", `echo "not json"`, "AzureCliFailed", "signIn"],
    [
      "must not read its files",
      `echo "PermissionError: [Errno 13] Permission denied: '/home/op/.azure/azureProfile.json'" >&2; exit 1`,
      "AzureCliFilesUnreadable",
      "signIn",
    ],
    [
      "finds its files damaged",
      `echo "ERROR: Expecting property name enclosed in double quotes: line 2 column 1 (char 2)" >&2; exit 1`,
      "AzureCliFilesDamaged",
      "signIn",
    ],
  ] as const) {
    it(`names the cause when it ${what}`, async () => {
      if (script === undefined) process.env["PATH"] = await mkdtemp(path.join(tmpdir(), "nexus-arc-az-"));
      else await stub(script);
      if (script === undefined) folders.push(process.env["PATH"] ?? "");
      const credential = createCredential({ kind: "azureCli" }, publicCloud);
      await assert.rejects(credential.getToken(publicCloud.scope, { tenantId: tenant }), (error: unknown) => {
        const {
          code: gotCode,
          kind: gotKind,
          remedy,
        } = error as { code: string; kind: string; remedy: unknown };
        assert.deepEqual([gotKind, gotCode, remedy], [kind, code, { kind: "signIn", tenantId: tenant }]);
        return true;
      });
    });
  }

  // What Azure CLI 2.45.0 of Debian 12 printed here, in front of its traceback.
  const pool =
    "HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /t/v2.0/.well-known/openid-configuration";
  for (const [what, cause, code, kind] of [
    [
      "a proxy that does not answer",
      "ProxyError('Cannot connect to proxy.', NewConnectionError('<urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      "AzureCliProxy",
      "proxy",
    ],
    [
      "a proxy that refuses",
      "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden'))",
      "AzureCliProxy",
      "proxy",
    ],
    [
      "TLS inspection",
      "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:992)'))",
      "AzureCliCertificate",
      "certificate",
    ],
    [
      "no network",
      "NewConnectionError('<urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno -2] Name or service not known')",
      "AzureCliOffline",
      "offline",
    ],
  ] as const) {
    it(`names ${what} between az and the sign-in service, in az's own words`, async () => {
      const folder = await stub("cat @@/stderr >&2; exit 1");
      const first = "ERROR: The command failed with an unexpected error. Here is the traceback:";
      const said = `${pool} (Caused by ${cause})`;
      const lines = [first, `ERROR: ${said}`, "Traceback (most recent call last):", `  ${said}`, ""];
      await writeFile(path.join(folder, "stderr"), lines.join("\n"));
      const credential = createCredential({ kind: "azureCli" }, publicCloud);
      await assert.rejects(
        credential.getToken(publicCloud.scope, { tenantId: tenant }),
        (error: ArmError) => {
          assert.deepEqual([error.kind, error.code], [kind, code]);
          assert.ok(error.details[0]?.message.startsWith("HTTPSConnectionPool(host="), "az's words");
          return true;
        },
      );
    });
  }

  // `az account get-access-token --tenant …` of Azure CLI 2.45.0, signed in by az login --identity.
  it("asks again without a tenant where az is signed in by a managed identity", async () => {
    const folder = await stub(
      [
        'echo "$@" >> @@/calls',
        `case "$*" in *--tenant*) echo "ERROR: Tenant shouldn't be specified for managed identity account" >&2; exit 1;; esac`,
        'echo "{\\"accessToken\\":\\"of-the-identity\\",\\"expires_on\\":4102444800}"',
      ].join("\n"),
    );
    const credential = createCredential({ kind: "azureCli", tenantId: tenant }, publicCloud);
    const { token } = await credential.getToken(publicCloud.scope, { tenantId: tenant });
    assert.equal(token, "of-the-identity");
    const calls = (await readFile(path.join(folder, "calls"), "utf8")).trim().split("\n");
    assert.deepEqual(
      calls.map((call) => call.includes("--tenant")),
      [true, false],
    );
  });

  it("says that az took too long, and that it is not there in whatever language", async () => {
    const call = { tenantId: tenant, limitMs: 30_000, env: {} };
    const stopped = await azureCliError(new Error("Unexpected end of JSON input"), {
      ...call,
      elapsedMs: 30_001,
    });
    assert.deepEqual([stopped.kind, stopped.code], ["timeout", "AzureCliTimeout"]);
    const german = new Error("/bin/sh: Zeile 1: az: Kommando nicht gefunden.");
    const missing = await azureCliError(german, { ...call, elapsedMs: 12 });
    assert.equal(missing.code, "AzureCliNotFound");
  });

  it("says step-up, with the command, when claims are asked for", async () => {
    await stub("exit 1");
    const credential = createCredential({ kind: "azureCli" }, publicCloud);
    await assert.rejects(credential.getToken(publicCloud.scope, { tenantId: tenant, claims: '{"a":1}' }), {
      kind: "stepUp",
      nextMove: /az login --tenant/,
    });
  });
});
