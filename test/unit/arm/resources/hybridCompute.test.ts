import assert from "node:assert/strict";
import { publicCloud } from "../../../../src/arm/cloud";
import {
  deleteMachine,
  getMachine,
  listMachines,
  listPrivateLinkScopes,
} from "../../../../src/arm/resources/arc/hybridCompute";
import { createArmClient } from "../../../../src/arm/http/pipeline";
import { apiVersions } from "../../../../src/arm/versions";
import { fakeArm, ok, refused } from "../support/fakeArm";

const subscriptionId = "00000000-0000-4000-8000-000000000001";
const id = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.HybridCompute/machines/vm1`;

describe("Arc machines through the SDK", () => {
  it("are asked for with our API version, not the SDK's", async () => {
    const arm = fakeArm(() => ok({ id }));
    await getMachine(arm, id);
    await deleteMachine(arm, id);
    for (const { path, apiVersion } of arm.requests) {
      assert.equal(path, id);
      assert.equal(apiVersion, apiVersions.hybridCompute);
    }
    assert.deepEqual(
      arm.requests.map(({ method }) => method),
      ["GET", "DELETE"],
    );
  });

  it("come as Azure sent them: unknown fields, full times, values of another type", async () => {
    const properties = {
      status: "Hibernating",
      lastStatusChange: "2026-03-02T09:00:00.1234567Z",
      errorDetails: "x",
      parentClusterResourceId: "/c",
      brandNew: { a: [1] },
    };
    const machine = await getMachine(
      fakeArm(() => ok({ id, name: "vm1", properties })),
      id,
    );
    assert.deepEqual(machine.raw["properties"], properties);
    assert.equal(machine.status, "Hibernating");
    assert.equal(machine.lastStatusChange, "2026-03-02T09:00:00.1234567Z");
    assert.equal(machine.parentClusterResourceId, "/c");
    assert.deepEqual(machine.errorDetails, []);
  });

  it("are listed page by page, each link as ARM wrote it", async () => {
    const link = `https://management.azure.com/subscriptions/${subscriptionId}/providers/Microsoft.HybridCompute/machines?api-version=2025-02-19-preview&%24skiptoken=a%2Bb%3D`;
    const arm = fakeArm(({ path }) =>
      path.includes("skiptoken")
        ? ok({ value: [{ id: `${id}2` }] })
        : ok({ value: [{ id }], nextLink: link }),
    );
    const machines = await listMachines(arm, { subscriptionId });
    assert.deepEqual(
      machines.map(({ name }) => name),
      ["vm1", "vm12"],
    );
    assert.equal(arm.requests[1]?.path, link.replace("https://management.azure.com", ""));
  });

  it("have private link scopes", async () => {
    const scope = {
      id: `/subscriptions/${subscriptionId}/x/pls`,
      properties: { publicNetworkAccess: "SecuredByPerimeter" },
    };
    const arm = fakeArm(() => ok({ value: [scope] }));
    const [found] = await listPrivateLinkScopes(arm, { subscriptionId, resourceGroup: "rg" });
    assert.equal(found?.publicNetworkAccess, "SecuredByPerimeter");
    assert.match(
      arm.requests[0]?.path ?? "",
      /\/resourceGroups\/rg\/providers\/Microsoft\.HybridCompute\/privateLinkScopes$/,
    );
  });

  it("fail with the door's error", async () => {
    await assert.rejects(
      getMachine(
        fakeArm(() => refused(403, "AuthorizationFailed")),
        id,
      ),
      { kind: "forbidden" },
    );
  });
});

describe("the pipeline", () => {
  it("sends the ids that a caller gives, so that the request can be found again", async () => {
    const sent: Record<string, string>[] = [];
    const client = createArmClient({
      cloud: publicCloud,
      credential: {
        getToken: () => Promise.resolve({ token: "t", expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
      httpClient: {
        sendRequest: (request) => {
          sent.push(request.headers.toJSON());
          return Promise.resolve({ request, status: 200, headers: request.headers, bodyAsText: "{}" });
        },
      },
    });
    const headers = { "x-ms-correlation-request-id": "our-correlation", "x-ms-client-request-id": "our-id" };
    await client.send({ method: "GET", path: "/x", headers });
    await client.send({ method: "GET", path: "/x" });
    assert.equal(sent[0]?.["x-ms-correlation-request-id"], "our-correlation");
    assert.equal(sent[0]["x-ms-client-request-id"], "our-id");
    assert.match(sent[1]?.["x-ms-correlation-request-id"] ?? "", /^[0-9a-f-]{36}$/);
  });
});
