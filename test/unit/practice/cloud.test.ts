import assert from "node:assert/strict";
import { createPipelineRequest } from "@azure/core-rest-pipeline";
import { at, listAt, textAt } from "../../../src/practice/state/json";
import { practiceCredential, practiceHttpClient } from "../../../src/practice/http/transport";
import { core, london, talk } from "./support/practiceTalk";

const vm = "api-version=2025-09-01";

describe("the practice cloud", () => {
  it("answers ARM's 401 without a bearer token, and with one that it did not give", async () => {
    const { ask } = talk();
    for (const authorization of ["", "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic abc"]) {
      const answer = await ask("GET", "/subscriptions?api-version=2022-12-01", undefined, { authorization });
      assert.equal(answer.status, 401);
      assert.match(answer.headers["www-authenticate"] ?? "", /^Bearer authorization_uri=/);
      assert.match(textAt(answer.json, "error", "code") ?? "", /Authentication/);
    }
  });

  it("lists the friendly population with NetworkCloud's lower-case type, in pages of $top", async () => {
    const { ask } = talk();
    const names: string[] = [];
    let next: string | undefined = `${core}/providers/Microsoft.NetworkCloud/virtualMachines?${vm}&$top=4`;
    while (next !== undefined) {
      const page = await ask("GET", next);
      assert.equal(page.status, 200);
      for (const item of listAt(page.json, "value")) {
        assert.equal(textAt(item, "type"), "microsoft.networkcloud/virtualmachines");
        names.push(textAt(item, "name") ?? "");
      }
      next = textAt(page.json, "nextLink");
    }
    assert.deepEqual(names.slice(0, 4), ["amf01", "smf01", "upf01", "upf02"]);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names.length, 12);
  });

  it("is the same cloud for the same seed", async () => {
    const list = async (seed: string): Promise<string> => {
      const { ask } = talk({ seed });
      return (await ask("GET", `${core}/providers/Microsoft.HybridCompute/machines?api-version=2025-06-01`))
        .text;
    };
    assert.equal(await list("one"), await list("one"));
    assert.notEqual(await list("one"), await list("two"));
  });

  it("refuses a hyphen in a VM name with the pattern", async () => {
    const { ask } = talk();
    const answer = await ask(
      "PUT",
      `${london}/providers/Microsoft.NetworkCloud/virtualMachines/my-vm?${vm}`,
      {
        location: "uksouth",
      },
    );
    assert.equal(answer.status, 400);
    assert.match(answer.text, /\^\(\[a-zA-Z0-9\]\[a-zA-Z0-9\]\{0,62\}\[a-zA-Z0-9\]\)\$/);
  });

  it("is reached through core-rest-pipeline's HttpClient and a TokenCredential", async () => {
    const { cloud } = talk();
    const token = await practiceCredential(cloud).getToken("https://management.practice.invalid/.default");
    const request = createPipelineRequest({
      url: `https://management.practice.invalid${london}?api-version=2022-09-01`,
    });
    request.headers.set("Authorization", `Bearer ${token?.token ?? ""}`);
    const response = await practiceHttpClient(cloud).sendRequest(request);
    assert.equal(response.status, 200);
    const body: unknown = JSON.parse(response.bodyAsText ?? "");
    assert.equal(at(body, "name"), "core-london");
  });
});
