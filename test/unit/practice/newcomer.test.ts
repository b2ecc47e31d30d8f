import assert from "node:assert/strict";
import { at, listAt, textAt } from "../../../src/practice/state/json";
import { shapedPublicKey } from "../../../src/practice/arc/agent";
import { Random } from "../../../src/practice/state/random";
import {
  machinePath,
  virtualMachineBody,
  virtualMachinePath,
  withUserIdentity,
} from "./support/enrollmentScript";
import { core, talk, type Reply, type Talk } from "./support/practiceTalk";

const vmVersion = "?api-version=2025-09-01";
const machineVersion = "?api-version=2025-02-19-preview";

function code(reply: Reply): readonly [number, string | undefined] {
  return [reply.status, textAt(reply.json, "error", "code")];
}

/** A second user, who has these roles and no other. */
function stranger(
  from: Talk,
  roles: readonly { readonly actions: readonly string[]; readonly notActions?: readonly string[] }[],
): string {
  const { cloud } = from;
  const identity = {
    objectId: "44444444-aaaa-4bbb-8ccc-000000000001",
    tenantId: cloud.user.tenantId,
    name: "guest@practice.example",
    kind: "user" as const,
  };
  cloud.world.directory.add({ ...identity, createdAt: 0 });
  for (const [index, role] of roles.entries()) {
    const id = `${core}/providers/Microsoft.Authorization/roleDefinitions/55555555-aaaa-4bbb-8ccc-00000000000${String(index)}`;
    cloud.world.store.put({
      id,
      name: id.split("/").at(-1) ?? "",
      type: "Microsoft.Authorization/roleDefinitions",
      properties: {
        roleName: `custom ${String(index)}`,
        permissions: [{ actions: role.actions, notActions: role.notActions ?? [] }],
        assignableScopes: [core],
      },
    });
    cloud.world.store.put({
      id: `${core}/providers/Microsoft.Authorization/roleAssignments/66666666-aaaa-4bbb-8ccc-00000000000${String(index)}`,
      name: String(index),
      type: "Microsoft.Authorization/roleAssignments",
      properties: { principalId: identity.objectId, roleDefinitionId: id, scope: core },
    });
  }
  return `Bearer ${cloud.token({ identity }).token}`;
}

describe("a newcomer's mistakes meet ARM's own refusals", () => {
  it("403 names the action and the scope that lack", async () => {
    const one = talk();
    const authorization = stranger(one, [{ actions: ["*/read"] }]);
    const path = virtualMachinePath("amf01");
    assert.equal((await one.ask("GET", path + vmVersion, undefined, { authorization })).status, 200);
    const refused = await one.ask(
      "POST",
      `${path}/assignRelay${vmVersion}`,
      { machineId: machinePath("amf01") },
      { authorization },
    );
    assert.deepEqual(code(refused), [403, "AuthorizationFailed"]);
    const message = textAt(refused.json, "error", "message") ?? "";
    assert.ok(message.includes("'Microsoft.NetworkCloud/virtualMachines/assignRelay/action'"), message);
    assert.ok(message.includes(`'${path}'`), message);
  });

  it("takes notActions from the role that has them, and from no other", async () => {
    const one = talk();
    const limited = {
      actions: ["Microsoft.NetworkCloud/*"],
      notActions: ["Microsoft.NetworkCloud/virtualMachines/delete"],
    };
    const authorization = stranger(one, [limited]);
    const path = virtualMachinePath("upf02") + vmVersion;
    assert.equal((await one.ask("DELETE", path, undefined, { authorization })).status, 403);
    const both = talk();
    const more = stranger(both, [limited, { actions: ["microsoft.networkcloud/VIRTUALMACHINES/Delete"] }]);
    assert.equal((await both.ask("DELETE", path, undefined, { authorization: more })).status, 202);
  });

  it("409 for a provider that is not registered, until it is", async () => {
    const one = talk();
    const provider = `${core}/providers/Microsoft.HybridCompute`;
    assert.equal((await one.ask("POST", `${provider}/unregister?api-version=2021-04-01`)).status, 200);
    one.clock.advance(120_000);
    const body = { location: "uksouth", properties: {} };
    const refused = await one.ask("PUT", machinePath("fresh01") + machineVersion, body);
    assert.deepEqual(code(refused), [409, "MissingSubscriptionRegistration"]);
    assert.equal(textAt(listAt(refused.json, "error", "details")[0], "target"), "Microsoft.HybridCompute");
    const state = async (): Promise<string | undefined> =>
      textAt((await one.ask("GET", `${provider}?api-version=2021-04-01`)).json, "registrationState");
    await one.ask("POST", `${provider}/register?api-version=2021-04-01`);
    assert.equal(await state(), "Registering");
    one.clock.advance(120_000);
    assert.equal(await state(), "Registered");
    assert.equal((await one.ask("PUT", machinePath("fresh01") + machineVersion, body)).status, 201);
  });

  it("an Arc name of 55 characters is refused, one of 54 is taken", async () => {
    const { ask } = talk();
    const body = { location: "uksouth", properties: {} };
    assert.equal((await ask("PUT", machinePath("a".repeat(54)) + machineVersion, body)).status, 201);
    const refused = await ask("PUT", machinePath("a".repeat(55)) + machineVersion, body);
    assert.equal(refused.status, 400);
    assert.match(refused.text, /54/);
  });

  it("a machine keeps its key and its place", async () => {
    const { ask } = talk();
    const body = {
      location: "uksouth",
      identity: { type: "SystemAssigned" },
      properties: {
        clientPublicKey: shapedPublicKey(new Random(1)),
        vmId: "77777777-aaaa-4bbb-8ccc-000000000001",
        osName: "linux",
      },
    };
    const path = machinePath("fresh01") + machineVersion;
    const made = await ask("PUT", path, body);
    assert.equal(made.status, 201);
    assert.equal(textAt(made.json, "properties", "status"), "AwaitingConnection");
    assert.equal(textAt(made.json, "properties", "osName"), undefined, "osName is read-only");
    assert.equal((await ask("PUT", path, body)).status, 200);
    const other = await ask("PUT", path, {
      ...body,
      properties: { ...body.properties, clientPublicKey: shapedPublicKey(new Random(2)) },
    });
    assert.equal(other.status, 409);
    const moved = await ask("PUT", path, { ...body, location: "eastus" });
    assert.deepEqual(code(moved), [409, "InvalidResourceLocation"]);
  });

  it("the relay cannot be assigned before the machine exists, nor to something else", async () => {
    const { ask } = talk();
    const path = `${virtualMachinePath("upf01")}/assignRelay${vmVersion}`;
    assert.deepEqual(code(await ask("POST", path, { machineId: machinePath("nowhere") })), [
      404,
      "ResourceNotFound",
    ]);
    assert.equal((await ask("POST", path, { machineId: virtualMachinePath("upf01") })).status, 400);
    assert.equal((await ask("POST", path, {})).status, 400);
  });

  it("an endpoint is not there until the relay is assigned or it is made, and says nothing of the relay", async () => {
    const one = talk();
    const machine = machinePath("nrf01");
    const endpoint = `${machine}/providers/Microsoft.HybridConnectivity/endpoints/default`;
    const version = "?api-version=2023-03-15";
    assert.equal((await one.ask("GET", endpoint + version)).status, 404);
    await one.ask("POST", `${virtualMachinePath("nrf01")}/assignRelay${vmVersion}`, {
      machineId: machine,
      relayType: "Platform",
    });
    one.clock.advance(60_000);
    const found = await one.ask("GET", endpoint + version);
    assert.deepEqual(at(found.json, "properties"), { type: "default", provisioningState: "Succeeded" });
    const relay = async (): Promise<string | undefined> =>
      textAt(
        (await one.ask("POST", `${endpoint}/listCredentials${version}&expiresin=3600`, {})).json,
        "relay",
        "namespaceName",
      );
    assert.equal(await relay(), "core-london-relay");
    await one.ask("POST", `${virtualMachinePath("nrf01")}/assignRelay${vmVersion}`, {
      machineId: machine,
      relayType: "Public",
    });
    one.clock.advance(60_000);
    assert.equal(await relay(), "azgnrelay-uksouth-l1");
  });

  it("a role takes its time to reach everywhere, and a fresh principal needs its type", async () => {
    const one = talk();
    const identity = await one.ask(
      "PUT",
      `${core}/resourceGroups/empty-group/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-new?api-version=2024-11-30`,
      { location: "uksouth" },
    );
    const principalId = textAt(identity.json, "properties", "principalId") ?? "";
    const assignment = `${core}/providers/Microsoft.Authorization/roleAssignments/88888888-aaaa-4bbb-8ccc-000000000001?api-version=2022-04-01`;
    const properties = {
      roleDefinitionId: `${core}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
      principalId,
    };
    assert.deepEqual(code(await one.ask("PUT", assignment, { properties })), [400, "PrincipalNotFound"]);
    const body = { properties: { ...properties, principalType: "ServicePrincipal" } };
    assert.equal((await one.ask("PUT", assignment, body)).status, 201);
    assert.equal((await one.ask("PUT", assignment, body)).status, 200);
    const principal = one.cloud.world.directory.get(principalId);
    assert.ok(principal !== undefined);
    const authorization = `Bearer ${one.cloud.token({ identity: principal }).token}`;
    const read = async (): Promise<number> =>
      (await one.ask("GET", virtualMachinePath("amf01") + vmVersion, undefined, { authorization })).status;
    assert.equal(await read(), 403);
    one.clock.advance(60_000);
    assert.equal(await read(), 200);
  });

  it("a network that does not exist, a place without a cluster, two default gateways", async () => {
    const { ask } = talk();
    const body = JSON.stringify(virtualMachineBody({ identity: withUserIdentity }));
    const path = virtualMachinePath("new02") + vmVersion;
    const changed = (from: string, to: string): unknown => JSON.parse(body.replaceAll(from, to));
    assert.deepEqual(code(await ask("PUT", path, changed("core-london-l3", "gone"))), [
      400,
      "InvalidResourceReference",
    ]);
    assert.deepEqual(
      code(await ask("PUT", path, changed("customLocations/core-london-cl", "customLocations/gone"))),
      [400, "ExtendedLocationNotFound"],
    );
    assert.equal((await ask("PUT", path, changed('"cpuCores":4', '"cpuCores":1'))).status, 400);
    assert.deepEqual(
      code(await ask("PUT", path.replace("core-london/", "no-such-group/"), JSON.parse(body))),
      [404, "ResourceGroupNotFound"],
    );
    assert.equal((await ask("PUT", path, JSON.parse(body))).status, 201);
  });

  it("a wrong version, type, namespace, subscription and method each have their words", async () => {
    const { ask } = talk();
    const list = `${core}/providers/Microsoft.NetworkCloud/virtualMachines`;
    assert.deepEqual(code(await ask("GET", list)), [400, "MissingApiVersionParameter"]);
    assert.deepEqual(code(await ask("GET", `${list}?api-version=1999-01-01`)), [400, "InvalidResourceType"]);
    assert.deepEqual(code(await ask("GET", `${list.replace("virtualMachines", "cars")}${vmVersion}`)), [
      404,
      "InvalidResourceType",
    ]);
    assert.deepEqual(code(await ask("GET", `${list.replace("NetworkCloud", "Nothing")}${vmVersion}`)), [
      404,
      "InvalidResourceNamespace",
    ]);
    assert.deepEqual(
      code(
        await ask(
          "GET",
          `/subscriptions/99999999-0000-0000-0000-000000000000/providers/Microsoft.NetworkCloud/virtualMachines${vmVersion}`,
        ),
      ),
      [404, "SubscriptionNotFound"],
    );
    assert.deepEqual(code(await ask("PUT", list + vmVersion, {})), [405, "HttpMethodNotAllowed"]);
    const broken = await talk().cloud.handle({
      method: "GET",
      url: "https://management.practice.invalid/%zz?api-version=1",
      headers: {},
    });
    assert.equal(broken.status, 401);
  });

  it("a token of another tenant is told which one it must be", async () => {
    const { cloud, ask } = talk();
    const authorization = `Bearer ${cloud.token({ tenantId: "99999999-0000-0000-0000-000000000000" }).token}`;
    const refused = await ask("GET", `${core}?api-version=2022-12-01`, undefined, { authorization });
    assert.deepEqual(code(refused), [401, "InvalidAuthenticationTokenTenant"]);
    assert.match(refused.headers["www-authenticate"] ?? "", new RegExp(cloud.user.tenantId));
  });
});
