import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import fc from "fast-check";
import { publicCloud } from "../../../src/arm/cloud";
import { describeDefaultIdentity, defaultIdentity } from "../../../src/identity/defaultIdentity";
import { danglingReferences, visibleProblems, type IdentityFacts } from "../../../src/identity/knownProblems";
import { readToken } from "../../../src/identity/tokenDecode";
import { backOffSeconds, tokenErrors } from "../../../src/identity/tokenErrors";
import { tokenLanguageNames, tokenLanguages } from "../../../src/identity/tokenLanguages";
import {
  judgeResource,
  judgeSelector,
  tokenUrl,
  type IdentitySelector,
  type TokenRequest,
} from "../../../src/identity/tokenRequest";
import { openSetup } from "../enrollment/setup";

const run = promisify(execFile);
const guid = "11111111-2222-4333-8444-555555555555";
const identityId = `/subscriptions/${guid}/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-a`;
const arm: TokenRequest = {
  place: "azureVm",
  resource: "https://management.azure.com/",
  selector: { kind: "default" },
};

describe("a token request", () => {
  it("asks for the resource as it was given, its slash too, and for one identity at most", () => {
    const base =
      "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F";
    const with_ = (selector: IdentitySelector, place: TokenRequest["place"] = "azureVm"): string =>
      tokenUrl({ ...arm, place, selector });
    assert.equal(tokenUrl(arm), base);
    assert.equal(with_({ kind: "client_id", value: guid }), `${base}&client_id=${guid}`);
    assert.equal(with_({ kind: "object_id", value: guid }), `${base}&object_id=${guid}`);
    const encoded = encodeURIComponent(identityId);
    assert.equal(with_({ kind: "mi_res_id", value: identityId }), `${base}&mi_res_id=${encoded}`);
    assert.equal(with_({ kind: "mi_res_id", value: identityId }, "nexusVm"), `${base}&msi_res_id=${encoded}`);
  });

  it("is judged as it is typed", () => {
    assert.deepEqual(judgeResource(publicCloud.imdsResource), {});
    assert.match(judgeResource("https://management.azure.com").warning ?? "", /no slash at the end/);
    assert.match(judgeResource("https://management.azure.com/.default").problem ?? "", /scope/);
    for (const wrong of ["", "management.azure.com", "https://a b/"])
      assert.ok(judgeResource(wrong).problem !== undefined, wrong);
    assert.equal(judgeSelector("client_id", guid), undefined);
    assert.ok(judgeSelector("object_id", "me") !== undefined);
    assert.equal(judgeSelector("mi_res_id", identityId), undefined);
    assert.ok(judgeSelector("mi_res_id", guid) !== undefined);
  });

  it("carries any value unharmed in every language", () => {
    const hostile = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(hostile, (value) => {
        const request: TokenRequest = { ...arm, selector: { kind: "client_id", value } };
        const url = tokenUrl(request);
        assert.equal(new URL(url).searchParams.get("client_id"), value);
        for (const name of tokenLanguageNames) {
          const text = tokenLanguages[name].write(request);
          if (name === "javascript") {
            const literal = /clientId: ("(?:[^"\\]|\\.)*") \}/.exec(text)?.[1] ?? "";
            assert.equal(JSON.parse(literal), value);
          } else assert.ok(text.includes(url), name);
        }
      }),
      { numRuns: 100 },
    );
  });
});

interface Answers {
  readonly url: string;
  readonly asked: { readonly path: string; readonly metadata: string | undefined }[];
  readonly server: Server;
}

/** A metadata service that gives these statuses in turn, and a token with 200. */
async function serve(statuses: readonly number[]): Promise<Answers> {
  const left = [...statuses];
  const asked: Answers["asked"] = [];
  const server = createServer((request, response) => {
    const metadata = request.headers["metadata"];
    asked.push({ path: request.url ?? "", metadata: typeof metadata === "string" ? metadata : undefined });
    const status = left.shift() ?? 500;
    response.statusCode = status;
    response.end(
      JSON.stringify(
        status === 200
          ? { access_token: "the-secret-token", expires_on: "1900000000" }
          : { error: "invalid_request", error_description: "x" },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, server };
}

/** The generated text, asking the test's server, without its delays. */
function script(language: "curl" | "python", url: string): string {
  return tokenLanguages[language]
    .write({ ...arm, selector: { kind: "client_id", value: guid } })
    .replaceAll("http://169.254.169.254", url)
    .replace('sleep "$delay"', ":")
    .replace("time.sleep(delay)", "pass");
}

const programs = { curl: ["bash", "-c"], python: ["python3", "-c"] } as const;

for (const language of ["curl", "python"] as const) {
  describe(`the ${language} form, run`, () => {
    const play = async (statuses: readonly number[]) => {
      const service = await serve(statuses);
      try {
        const [program, flag] = programs[language];
        const { stdout } = await run(program, [flag, script(language, service.url)]);
        return { ...service, stdout, failed: "" };
      } catch (error) {
        return { ...service, stdout: "", failed: String(error instanceof Error ? error.message : error) };
      } finally {
        service.server.close();
      }
    };

    it("retries after 404, 429 and 5xx, sends the header, and prints no token", async () => {
      const { asked, stdout, failed } = await play([404, 429, 503, 200]);
      assert.equal(failed, "");
      assert.equal(asked.length, 4);
      for (const { path, metadata } of asked) {
        assert.equal(metadata, "true");
        assert.equal(new URL(path, "http://x").searchParams.get("client_id"), guid);
      }
      assert.match(stdout, /A token of 16 characters, valid until 1900000000/);
      assert.ok(!stdout.includes("the-secret-token"));
    });

    it("does not retry after another 4xx, and gives up after five tries", async () => {
      const refused = await play([400, 200]);
      assert.equal(refused.asked.length, 1);
      assert.match(refused.failed, /400/);
      const never = await play([503, 503, 503, 503, 503, 200]);
      assert.equal(never.asked.length, backOffSeconds.length);
      assert.notEqual(never.failed, "");
    });
  });
}

describe("the other forms", () => {
  it("are what their languages can read", () => {
    const text = tokenLanguages.javascript.write({
      ...arm,
      selector: { kind: "mi_res_id", value: identityId },
    });
    assert.match(text, /new ManagedIdentityCredential\(\{ resourceId: "\/subscriptions/);
    assert.match(text, /getToken\("https:\/\/management\.azure\.com\/\/\.default"\)/);
    execFileSync(process.execPath, ["--input-type=module", "--check"], { input: text });
    for (const name of ["powershell", "go"] as const)
      for (const delay of backOffSeconds)
        assert.match(tokenLanguages[name].write(arm), new RegExp(`\\b${delay}\\b`));
  });
});

describe("what an error of the metadata service means", () => {
  it("follows the documents: which errors are worth another try, and with which delays", () => {
    assert.deepEqual(backOffSeconds, [0, 2, 6, 14, 30]);
    const again = tokenErrors.filter(({ retry }) => retry === "backOff").map(({ title }) => title);
    assert.deepEqual(again, ["500 unknown", "404 Not found", "429 Too many requests", "5xx", "No response"]);
    const causeOf = (title: string) => tokenErrors.find((error) => error.title === title)?.cause ?? "";
    assert.match(causeOf("400 bad_request_102"), /Metadata: true/);
    assert.match(causeOf("400 invalid_resource"), /AADSTS50001/);
    assert.match(causeOf("401 unknown_source"), /./);
    assert.equal(new Set(tokenErrors.map(({ title }) => title)).size, tokenErrors.length);
  });
});

describe("the identity that answers by default", () => {
  it("is the system-assigned one, else the only user-assigned one, else none", () => {
    assert.deepEqual(defaultIdentity({ systemAssigned: true, userAssigned: ["/a", "/b"] }), {
      kind: "system",
    });
    assert.deepEqual(defaultIdentity({ systemAssigned: false, userAssigned: ["/a"] }), {
      kind: "user",
      id: "/a",
    });
    assert.equal(defaultIdentity({ systemAssigned: false, userAssigned: ["/a", "/b"] }).kind, "mustChoose");
    assert.equal(defaultIdentity({ systemAssigned: false, userAssigned: [] }).kind, "none");
    assert.match(
      describeDefaultIdentity({ systemAssigned: false, userAssigned: ["/x/a"] }),
      /uses a, the only identity/,
    );
  });
});

describe("a pasted token", () => {
  it("is read for what it says, of the practice cloud too", async () => {
    const { cloud } = await openSetup();
    const { token } = cloud.token();
    for (const text of [token, ` Bearer ${token}\n`, JSON.stringify({ access_token: token })]) {
      const reading = readToken(text);
      assert.ok(reading.kind === "token");
      assert.equal(reading.facts.tenantId, cloud.user.tenantId);
      assert.equal(reading.facts.objectId, cloud.user.objectId);
      assert.ok((reading.facts.expiresAt ?? 0) > 1_500_000_000_000);
      assert.ok(!JSON.stringify(reading).includes(token.split(".")[2] ?? "?"));
    }
  });

  it("never throws and never comes back in what is said", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.base64String(), fc.constant("a.b.c"), fc.constant("a.W10.c")),
        (text) => {
          const reading = readToken(text);
          if (reading.kind === "notAToken" && text.length > 12) assert.ok(!reading.why.includes(text));
        },
      ),
    );
    assert.match(JSON.stringify(readToken("a.b.c.d.e")), /encrypted/);
  });
});

describe("known problems that can be seen from outside", () => {
  const facts: IdentityFacts = {
    identity: { systemAssigned: true, userAssigned: [identityId] },
    identityTenantId: "T1",
    subscriptionTenantId: "t1",
    known: [identityId.toUpperCase()],
    listedSubscriptions: [guid],
  };
  it("are none where all fits together", () => {
    assert.deepEqual(visibleProblems(facts), []);
  });
  it("are a changed directory and a lost identity, and no guess about what was not listed", () => {
    const ids = visibleProblems({ ...facts, subscriptionTenantId: "t2", known: [] }).map(({ id }) => id);
    assert.deepEqual(ids, ["directoryChanged", "identityMoved"]);
    assert.deepEqual(danglingReferences({ ...facts, known: [], listedSubscriptions: [] }), []);
    assert.deepEqual(danglingReferences({ ...facts, known: undefined }), []);
  });
});
