import assert from "node:assert/strict";
import { at, listAt, textAt } from "../../../src/practice/state/json";
import { core, london, talk, type Reply } from "./support/practiceTalk";

const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const guid = (index: number): string => `77777777-aaaa-4bbb-8ccc-0000000000${String(index).padStart(2, "0")}`;

function code(reply: Reply): readonly [number, string | undefined] {
  return [reply.status, textAt(reply.json, "error", "code")];
}

describe("what real tools ask of Resource Manager", () => {
  const { ask, cloud } = talk();
  const names = async (path: string): Promise<readonly (string | undefined)[]> =>
    listAt((await ask("GET", path)).json, "value").map((one) => textAt(one, "name"));

  it("takes the versions that tools send, each for its own type", async () => {
    const paths: readonly (readonly [string, string])[] = [
      // azure-cli 2.91.0, `az identity`
      [`${london}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`, "2025-05-31-preview"],
      // azure-cli 2.45.0, `az identity`; terraform-provider-azurerm, `azurerm_user_assigned_identity`
      [`${london}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`, "2022-01-31-preview"],
      [`${london}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`, "2023-01-31"],
      [`${london}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`, "2024-11-30"],
      // azure-cli 2.45.0, `az group`, `az account`; azurerm
      [`${core}/resourceGroups`, "2021-04-01"],
      [`${core}/resourceGroups`, "2023-07-01"],
      ["/subscriptions", "2019-11-01"],
      // @azure/arm-resourcesdeployments 2.0.0
      [`${london}/providers/Microsoft.Resources/deployments`, "2026-06-01"],
      ["/subscriptions", "2022-12-01"],
      // azure-cli 2.45.0, `az role`; azurerm
      [`${core}/providers/Microsoft.Authorization/roleAssignments`, "2020-04-01-preview"],
      [`${core}/providers/Microsoft.Authorization/roleAssignments`, "2022-04-01"],
      [`${core}/providers/Microsoft.Authorization/roleDefinitions`, "2018-01-01-preview"],
      [`${core}/providers/Microsoft.Authorization/roleDefinitions`, "2022-05-01-preview"],
      // @azure/arm-hybridcompute 3.0.0; azurerm; recordings of `az connectedmachine`
      [`${london}/providers/Microsoft.HybridCompute/machines`, "2021-05-20"],
      [`${london}/providers/Microsoft.HybridCompute/machines`, "2022-11-10"],
      [`${london}/providers/Microsoft.HybridCompute/machines`, "2024-11-10-preview"],
      // recordings of `az networkcloud virtualmachine console`
      [`${london}/providers/Microsoft.NetworkCloud/virtualMachines`, "2023-05-01-preview"],
      // terraform-provider-azurerm, `azurerm_custom_location`
      [`${london}/providers/Microsoft.ExtendedLocation/customLocations`, "2021-08-15"],
    ];
    for (const [path, version] of paths)
      assert.equal((await ask("GET", `${path}?api-version=${version}`)).status, 200, `${path} ${version}`);
    const wrong = await ask(
      "GET",
      `${london}/providers/Microsoft.NetworkCloud/virtualMachines?api-version=2024-11-30`,
    );
    assert.deepEqual(code(wrong), [400, "InvalidResourceType"]);
  });

  it("names each provider's types with their versions, newest first, and every type that it serves", async () => {
    const provider = (await ask("GET", `${core}/providers/Microsoft.NetworkCloud?api-version=2021-04-01`))
      .json;
    const types = new Map(
      listAt(provider, "resourceTypes").map((one) => [
        textAt(one, "resourceType"),
        listAt(one, "apiVersions"),
      ]),
    );
    assert.deepEqual(types.get("virtualMachines")?.slice(0, 3), [
      "2026-07-01",
      "2026-05-01-preview",
      "2026-01-01-preview",
    ]);
    for (const type of [
      "l2Networks",
      "trunkedNetworks",
      "racks",
      "virtualMachines/consoles",
      "locations/operationStatuses",
    ])
      assert.ok(types.has(type), type);
    const all = listAt((await ask("GET", `${core}/providers?api-version=2021-04-01`)).json, "value");
    for (const one of all)
      for (const type of listAt(one, "resourceTypes"))
        assert.ok(listAt(type, "apiVersions").length > 0, textAt(type, "resourceType"));
    assert.ok(all.some((one) => textAt(one, "namespace") === "Microsoft.GuestConfiguration"));
  });

  it("filters lists as az resource list and az group list ask, and refuses a filter that it does not know", async () => {
    const list = (filter: string): string =>
      `${core}/resources?api-version=2021-04-01&$filter=${encodeURIComponent(filter)}`;
    assert.deepEqual(await names(list("resourceGroup eq 'core-london' and name eq 'AMF01'")), [
      "amf01",
      "amf01",
    ]);
    assert.deepEqual(
      await names(list("name eq 'amf01' and resourceType eq 'Microsoft.HybridCompute/machines'")),
      ["amf01"],
    );
    assert.deepEqual(await names(list("tagname eq 'function' and tagvalue eq 'SMF'")), ["smf01"]);
    assert.deepEqual(await names(list("tagname eq 'SMF'")), []);
    assert.deepEqual(
      await names(list("substringof('mf0', name) and resourceType ne 'Microsoft.HybridCompute/machines'")),
      ["amf01", "smf01", "lmf01"],
    );
    for (const filter of ["name eq amf01", "colour eq 'red'", "name eq 'a' or name eq 'b'"])
      assert.deepEqual(code(await ask("GET", list(filter))), [400, "InvalidFilterInQueryString"], filter);
    await ask("PUT", `${core}/resourceGroups/tagged?api-version=2021-04-01`, {
      location: "uksouth",
      tags: { a: "b" },
    });
    const groups = `${core}/resourceGroups?api-version=2021-04-01&$filter=`;
    assert.deepEqual(await names(`${groups}tagName eq 'a' and tagValue eq 'b'`), ["tagged"]);
  });

  it("shows times and states in a list only when it is asked to", async () => {
    const list = `${core}/resources?api-version=2021-04-01&$filter=name eq 'amf01' and resourceType eq 'microsoft.networkcloud/virtualmachines'`;
    const [plain] = listAt((await ask("GET", list)).json, "value");
    const [more] = listAt((await ask("GET", `${list}&$expand=createdTime,provisioningState`)).json, "value");
    assert.equal(at(plain, "provisioningState"), undefined);
    assert.equal(textAt(more, "provisioningState"), "Succeeded");
    assert.match(textAt(more, "createdTime") ?? "", /^\d{4}-\d\d-\d\dT/);
    assert.equal(at(more, "changedTime"), undefined);
  });

  it("answers a HEAD with 204 for what is there and 404 for what is not, without a body", async () => {
    const there = await ask("HEAD", `${london}?api-version=2021-04-01`);
    assert.deepEqual([there.status, there.text], [204, ""]);
    const gone = await ask("HEAD", `${core}/resourcegroups/nope?api-version=2021-04-01`);
    assert.deepEqual([gone.status, gone.text], [404, ""]);
  });

  it("finds a resource behind an empty parent path, and a deployment's operations without /providers/", async () => {
    const machine = `${london}/providers/Microsoft.HybridCompute//machines/amf01?api-version=2025-06-01`;
    assert.equal((await ask("GET", machine)).status, 200);
    assert.equal((await ask("GET", `/subscriptions//resourceGroups?api-version=2021-04-01`)).status, 404);
    const operations = await ask("GET", `${london}/deployments/none/operations?api-version=2021-04-01`);
    assert.deepEqual([operations.status, operations.json], [200, { value: [] }]);
  });

  it("gives a role only to a principal that can be one, with a role and at a scope that are there", async () => {
    const role = `${core}/providers/Microsoft.Authorization/roleDefinitions/${reader}`;
    const user = cloud.user.objectId;
    const good = { roleDefinitionId: role, principalId: user, principalType: "User" };
    let index = 0;
    const assign = (properties: object, scope = london): Promise<Reply> =>
      ask(
        "PUT",
        `${scope}/providers/Microsoft.Authorization/roleAssignments/${guid(index++)}?api-version=2022-04-01`,
        { properties: { ...good, ...properties } },
      );
    const refusals: readonly (readonly [object, string])[] = [
      // az prints "None" for what a query does not find: `--assignee-object-id None`
      [{ principalId: "None" }, "InvalidPrincipalId"],
      [{ principalId: "my-identity" }, "InvalidPrincipalId"],
      [{ principalId: `/servicePrincipals/${user}` }, "InvalidPrincipalId"],
      [{ principalId: `${user} ` }, "InvalidPrincipalId"],
      [{ principalId: "" }, "InvalidPrincipalId"],
      [{ principalId: null }, "InvalidPrincipalId"],
      [{ principalId: 7 }, "BadRequestFormat"],
      [{ principalType: "ServicePrincipal" }, "UnmatchedPrincipalType"],
      [{ principalType: "Robot" }, "BadRequestFormat"],
      [{ principalType: null, principalId: guid(99) }, "PrincipalNotFound"],
      [{ roleDefinitionId: reader }, "BadRequestFormat"],
      [{ roleDefinitionId: "" }, "BadRequestFormat"],
      [{ roleDefinitionId: role.replace(reader, "Reader") }, "InvalidRoleDefinitionId"],
      [{ roleDefinitionId: role.replace(reader, guid(98)) }, "RoleDefinitionDoesNotExist"],
    ];
    for (const [properties, expected] of refusals)
      assert.deepEqual(code(await assign(properties)), [400, expected], JSON.stringify(properties));
    const scopes = [
      [core.replace(/1$/, "9"), "SubscriptionNotFound"],
      [`${core}/resourceGroups/nope`, "ResourceGroupNotFound"],
      [`${london}/providers/Microsoft.HybridCompute/machines/nope`, "ResourceNotFound"],
    ] as const;
    for (const [scope, expected] of scopes)
      assert.deepEqual(code(await assign({}, scope)), [404, expected], scope);
    const taken = await assign(
      { principalType: "user" },
      `${london}/providers/Microsoft.HybridCompute/machines/amf01`,
    );
    assert.deepEqual([taken.status, textAt(taken.json, "properties", "principalType")], [201, "User"]);
  });
});
