import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { request } from "node:https";
import path from "node:path";
import { serveWithTls, type Served } from "../../../src/cli/commands/practiceTls";
import { createPracticeCloud } from "../../../src/practice/cloud";
import { makeLoopbackCertificate } from "../../../src/practice/front/certificate";
import { listAt, parseJson, textAt, type Json } from "../../../src/practice/state/json";

interface Facts {
  readonly url: string;
  readonly token: string;
  readonly certificate: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Json;
}

describe("the practice cloud for real tools", () => {
  const cloud = createPracticeCloud();
  let served: Served;
  let facts: Facts;
  before(async () => {
    served = await serveWithTls(cloud, 0);
    facts = JSON.parse(served.announcement.split("\n")[0] ?? "") as Facts;
  });
  after(() => served.close());

  /** Trusts the authority of the run and nobody else. A form makes it a POST. */
  function ask(
    url: string,
    more: {
      readonly form?: Readonly<Record<string, string>>;
      readonly token?: string;
      readonly json?: Json;
    } = {},
  ): Promise<Got> {
    const body =
      more.form === undefined
        ? more.json && JSON.stringify(more.json)
        : String(new URLSearchParams(more.form));
    return new Promise((resolve, reject) => {
      const sent = request(
        url.startsWith("https:") ? url : facts.url + url,
        {
          ca: readFileSync(facts.certificate),
          agent: false,
          method: body === undefined ? "GET" : "POST",
          headers: more.token === undefined ? {} : { authorization: `Bearer ${more.token}` },
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (piece: string) => (text += piece));
          response.on("end", () => {
            const { statusCode = 0, headers } = response;
            resolve({ status: statusCode, headers, body: text === "" ? null : parseJson(text) });
          });
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }

  const redeem = (form: Readonly<Record<string, string>>, tenant = "adfs"): Promise<Got> =>
    ask(`/${tenant}/oauth2/token`, {
      form: { scope: "https://management.practice.invalid/.default", ...form },
    });
  const asApplication = (more: Readonly<Record<string, string>> = {}, tenant?: string): Promise<Got> =>
    redeem(
      {
        grant_type: "client_credentials",
        client_id: facts.clientId,
        client_secret: facts.clientSecret,
        ...more,
      },
      tenant,
    );

  it("is served with a certificate that strict clients take: for localhost and 127.0.0.1, of an authority made for the run", async () => {
    const made = await makeLoopbackCertificate(Date.UTC(2026, 0, 2));
    const [authority, server] = [new X509Certificate(made.authority), new X509Certificate(made.certificate)];
    assert.ok(authority.ca && !server.ca);
    assert.ok(server.verify(authority.publicKey) && authority.verify(authority.publicKey));
    assert.ok(server.checkIssued(authority));
    assert.equal(server.subjectAltName, "DNS:localhost, IP Address:127.0.0.1");
    assert.deepEqual(server.keyUsage, ["1.3.6.1.5.5.7.3.1"]);
    assert.equal(server.validTo, "Feb  1 00:00:00 2026 GMT");
    assert.notEqual((await makeLoopbackCertificate(0)).authority, made.authority);
    const { port } = new URL(facts.url);
    assert.equal((await ask(`https://localhost:${port}/subscriptions?api-version=2022-12-01`)).status, 401);
  });

  it("writes the authority's certificate to disk and no private key", () => {
    const folder = path.dirname(facts.certificate);
    assert.deepEqual(readdirSync(folder), ["authority.pem"]);
    assert.doesNotMatch(readFileSync(facts.certificate, "utf8"), /PRIVATE/);
  });

  it("gives the cloud's endpoints without a token, in the form that each version has", async () => {
    const early = (await ask("/metadata/endpoints?api-version=2015-01-01")).body;
    assert.equal(textAt(early, "authentication", "loginEndpoint"), `${facts.url}/adfs`);
    assert.equal(textAt(early, "graphEndpoint"), "https://graph.practice.invalid/");
    assert.deepEqual((await ask("/metadata/endpoints?api-version=2019-05-01")).body, [
      (await ask("/metadata/endpoints?api-version=2022-09-01")).body,
    ]);
    const current = (await ask("/metadata/endpoints?api-version=2022-09-01")).body;
    for (const key of ["name", "resourceManager", "portal", "graph"]) assert.ok(textAt(current, key), key);
    assert.deepEqual(
      ["loginEndpoint", "tenant", "identityProvider"].map((key) => textAt(current, "authentication", key)),
      [`${facts.url}/`, "common", "AAD"],
    );
    assert.ok(listAt(current, "authentication", "audiences").includes("https://management.practice.invalid"));
    const missing = await ask("/metadata/endpoints");
    assert.deepEqual(
      [missing.status, textAt(missing.body, "error", "code")],
      [400, "MissingApiVersionParameter"],
    );
  });

  it("signs in the application with its secret, for Resource Manager by each of its names", async () => {
    for (const resource of [
      "https://management.practice.invalid",
      "https://management.practice.invalid/",
      facts.url,
      "https://management.azure.com",
      "https://management.core.windows.net/",
    ]) {
      const got = await asApplication({ scope: `${resource}/.default` }, facts.tenantId);
      assert.equal(got.status, 200, resource);
      const token = textAt(got.body, "access_token") ?? "";
      const list = await ask("/subscriptions?api-version=2022-12-01", { token });
      assert.equal(listAt(list.body, "value").length, 2);
    }
  });

  it("refuses a wrong secret, an unknown application, tenant, resource and grant as Entra does", async () => {
    const refusals: readonly (readonly [Promise<Got>, number, string, string])[] = [
      [asApplication({ client_secret: "no" }), 401, "invalid_client", "AADSTS7000215"],
      [asApplication({ client_id: facts.tenantId }), 400, "unauthorized_client", "AADSTS700016"],
      [asApplication({}, "00000000-0000-0000-0000-000000000000"), 400, "invalid_tenant", "AADSTS90002"],
      [asApplication({ scope: "https://vault.example/.default" }), 400, "invalid_resource", "AADSTS500011"],
      [
        redeem({ grant_type: "password", username: "a", password: "b" }),
        400,
        "unsupported_grant_type",
        "AADSTS70003",
      ],
      [redeem({ grant_type: "refresh_token", refresh_token: "no" }), 400, "invalid_grant", "AADSTS70000"],
    ];
    for (const [asked, status, error, number] of refusals) {
      const { body, ...got } = await asked;
      assert.deepEqual([got.status, textAt(body, "error")], [status, error]);
      assert.ok(textAt(body, "error_description")?.startsWith(`${number}:`), number);
    }
  });

  it("signs in the user by device code, and by a browser that comes back to this machine only", async () => {
    // MSAL Python 1.21 names the scope only when it asks for the code.
    const form = { client_id: "az", scope: "https://management.practice.invalid/.default openid profile" };
    const device = (await ask("/adfs/oauth2/devicecode", { form })).body;
    const byDevice = await ask("/adfs/oauth2/token", {
      form: {
        client_id: "az",
        grant_type: "urn:ietf:params:oauth:grant-type:device_code",
        device_code: textAt(device, "device_code") ?? "",
      },
    });
    const token = textAt(byDevice.body, "access_token") ?? "";
    assert.equal((await ask("/subscriptions?api-version=2022-12-01", { token })).status, 200);
    const claims = (textAt(byDevice.body, "id_token") ?? "").split(".")[1] ?? "";
    assert.equal(
      textAt(parseJson(Buffer.from(claims, "base64url").toString()), "upn"),
      "operator@practice.example",
    );
    const back = await ask(
      "/common/oauth2/v2.0/authorize?redirect_uri=http%3A%2F%2Flocalhost%3A8400&state=s1",
    );
    const target = new URL(String(back.headers["location"]));
    assert.deepEqual(
      [back.status, target.host, target.searchParams.get("state")],
      [302, "localhost:8400", "s1"],
    );
    const code = target.searchParams.get("code") ?? "";
    const byCode = await redeem({ grant_type: "authorization_code", code }, "common");
    const refreshed = await redeem({
      grant_type: "refresh_token",
      refresh_token: textAt(byCode.body, "refresh_token") ?? "",
    });
    assert.equal(refreshed.status, 200);
    const away = await ask("/common/oauth2/v2.0/authorize?redirect_uri=https%3A%2F%2Fevil.example");
    assert.deepEqual([away.status, away.headers["location"]], [400, undefined]);
  });

  it("answers Microsoft Graph with the directory's principals, for a token of its own", async () => {
    const graph = `${facts.url}/graph`;
    const token = textAt((await asApplication({ scope: `${graph}/.default` })).body, "access_token") ?? "";
    const byId = await ask("/graph/v1.0/directoryObjects/getByIds", {
      token,
      json: { ids: [cloud.user.objectId, "33333333-0000-4000-8000-000000000000"] },
    });
    assert.deepEqual(
      listAt(byId.body, "value").map((one) => textAt(one, "userPrincipalName")),
      ["operator@practice.example"],
    );
    const filter = encodeURIComponent(`servicePrincipalNames/any(c:c eq '${facts.clientId}')`);
    const found = await ask(`/graph/v1.0/servicePrincipals?$filter=${filter}`, { token });
    assert.deepEqual(
      listAt(found.body, "value").map((one) => textAt(one, "displayName")),
      ["nexus-arc-practice"],
    );
    assert.equal(
      (await ask("/graph/v1.0/users", { token: facts.token })).status,
      401,
      "a token of Resource Manager",
    );
    assert.equal(
      (await ask("/subscriptions?api-version=2022-12-01", { token })).status,
      401,
      "a token of Graph",
    );
  });

  it("prints what registers it with az, and removes its folder when it ends", async () => {
    const other = await serveWithTls(createPracticeCloud(), 0);
    const [first = "", ...lines] = other.announcement.trimEnd().split("\n");
    const { url, certificate } = JSON.parse(first) as Facts;
    assert.ok(
      lines.some(
        (line) => line.startsWith("az cloud register --name NexusArcPractice ") && line.includes(url),
      ),
    );
    assert.ok(lines.includes(`export REQUESTS_CA_BUNDLE='${certificate}'`));
    await other.close();
    assert.equal(existsSync(path.dirname(certificate)), false);
  });
});
