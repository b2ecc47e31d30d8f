/** Every body that the product sends, for 1,000 inputs each, against ARM's own descriptions. */
import assert from "node:assert/strict";
import type { ValidateFunction } from "ajv";
import fc from "fast-check";
import {
  authorizationRequests,
  roleAssignmentName,
} from "../../../src/arm/resources/authorization/authorization";
import type { ArmRequest } from "../../../src/arm/client";
import { cloudServicesNetworkRequests } from "../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import { readObject } from "../../../src/arm/decode";
import { machineRequests } from "../../../src/arm/resources/arc/hybridCompute";
import { endpointId, endpointRequests } from "../../../src/arm/resources/arc/hybridConnectivity";
import { identityRequests } from "../../../src/arm/resources/managedIdentity";
import { virtualMachineRequests } from "../../../src/arm/resources/networkCloud/networkCloud";
import { apiVersions } from "../../../src/arm/versions";
import { operationSchema, resourceSchema } from "./armSchemas";
import {
  identityId,
  idOf,
  identityRequest,
  machineId,
  networkChange,
  newIdentity,
  newMachine,
  newNetwork,
  newVirtualMachine,
  relayAssignment,
  roleAssignment,
  virtualMachineChange,
  virtualMachineId,
} from "./requests";

const runs = { numRuns: 1000 };

function lastName(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
}

function accepts(validate: ValidateFunction, value: unknown): void {
  const good = validate(value);
  assert.ok(good, `${JSON.stringify(validate.errors?.slice(0, 4), null, 2)}\n${JSON.stringify(value)}`);
}

/** The body of a PUT as the resource of a template that it would be. */
function asResource(request: ArmRequest, type: string): unknown {
  return { name: lastName(request.path), type, apiVersion: request.apiVersion, ...readObject(request.body) };
}

interface PutCase<RequestCase> {
  readonly what: string;
  readonly namespace: string;
  readonly apiVersion: string;
  readonly resource: string;
  readonly ids: fc.Arbitrary<string>;
  readonly wishes: fc.Arbitrary<RequestCase>;
  readonly request: (id: string, wish: RequestCase) => ArmRequest;
}

function checkPut<RequestCase>(put: PutCase<RequestCase>): void {
  it(`${put.what} is what ${put.namespace} ${put.apiVersion} takes`, () => {
    const validate = resourceSchema(put.apiVersion, put.namespace, put.resource);
    fc.assert(
      fc.property(put.ids, put.wishes, (id, wish) => {
        const request = put.request(id, wish);
        assert.equal(request.method, "PUT");
        accepts(validate, asResource(request, `${put.namespace}/${put.resource.replace("_", "/")}`));
      }),
      runs,
    );
  }).timeout(300_000);
}

const vms = {
  what: "the body that makes a VM",
  namespace: "Microsoft.NetworkCloud",
  resource: "virtualMachines",
  ids: virtualMachineId,
  wishes: newVirtualMachine,
};
const networkIds = idOf(
  "Microsoft.NetworkCloud/cloudServicesNetworks",
  fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,28}[a-zA-Z0-9]$/),
);
const machines = {
  what: "the body that makes an Arc machine",
  namespace: "Microsoft.HybridCompute",
  resource: "machines",
  ids: machineId,
  wishes: newMachine,
  request: machineRequests.put,
};

describe("request bodies against ARM's schemas", () => {
  const createVm = (id: string, vm: Parameters<typeof virtualMachineRequests.create>[1]): ArmRequest =>
    virtualMachineRequests.create(id, vm);
  checkPut({ ...vms, apiVersion: apiVersions.networkCloud, request: createVm });
  checkPut({
    ...vms,
    apiVersion: "2026-07-01",
    request: (id, vm) => ({ ...createVm(id, vm), apiVersion: "2026-07-01" }),
  });
  checkPut({
    what: "the body that makes a cloud services network",
    namespace: "Microsoft.NetworkCloud",
    apiVersion: apiVersions.networkCloud,
    resource: "cloudServicesNetworks",
    ids: networkIds,
    wishes: newNetwork,
    request: cloudServicesNetworkRequests.create,
  });
  checkPut({ ...machines, apiVersion: apiVersions.hybridCompute });
  checkPut({
    ...machines,
    apiVersion: "2025-06-01",
    request: (id, machine) => ({ ...machineRequests.put(id, machine), apiVersion: "2025-06-01" }),
  });
  checkPut({
    what: "the body that makes an endpoint",
    namespace: "Microsoft.HybridConnectivity",
    apiVersion: apiVersions.hybridConnectivity,
    resource: "endpoints",
    ids: machineId,
    wishes: fc.constant(undefined),
    request: (id) => endpointRequests.put(id),
  });
  checkPut({
    what: "the body that makes a service configuration",
    namespace: "Microsoft.HybridConnectivity",
    apiVersion: apiVersions.hybridConnectivity,
    resource: "endpoints_serviceConfigurations",
    ids: machineId,
    wishes: fc.tuple(fc.constantFrom("SSH" as const, "WAC" as const), fc.integer({ min: 1, max: 65_535 })),
    request: (id, [service, port]) => endpointRequests.putServiceConfiguration(id, service, port),
  });
  checkPut({
    what: "the body that makes a user-assigned identity",
    namespace: "Microsoft.ManagedIdentity",
    apiVersion: apiVersions.managedIdentity,
    resource: "userAssignedIdentities",
    ids: identityId,
    wishes: newIdentity,
    request: identityRequests.put,
  });
  checkPut({
    what: "the body that gives a role",
    namespace: "Microsoft.Authorization",
    apiVersion: apiVersions.authorization,
    resource: "roleAssignments",
    ids: fc.constant(""),
    wishes: roleAssignment,
    request: (_id, wish) => authorizationRequests.putRoleAssignment(wish),
  });
});

describe("request bodies against ARM's operation models", () => {
  const check = <RequestCase>(
    what: string,
    [file, method]: readonly [string, string],
    wishes: fc.Arbitrary<RequestCase>,
    request: (wish: RequestCase) => ArmRequest,
  ): void => {
    it(`${what} is what the operation takes`, () => {
      const validate = operationSchema(file, method);
      const property = fc.property(wishes, (wish) => {
        const { method: sent, body } = request(wish);
        assert.equal(sent, method);
        accepts(validate, body);
      });
      fc.assert(property, runs);
    }).timeout(300_000);
  };
  const vmFile = "microsoft.networkcloud_virtualmachines_X";
  const id =
    "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.NetworkCloud/virtualMachines/vm1";

  check("the body of assignRelay", [`${vmFile}_assignrelay`, "POST"], relayAssignment, (wish) =>
    virtualMachineRequests.assignRelay(id, wish),
  );
  check("the body of powerOff", [`${vmFile}_poweroff`, "POST"], fc.boolean(), (skip) =>
    virtualMachineRequests.powerOff(id, skip),
  );
  check("the body that changes a VM", [vmFile, "PATCH"], virtualMachineChange, (change) =>
    virtualMachineRequests.update(id, change),
  );
  check("the body that changes a VM's identity", [vmFile, "PATCH"], identityRequest, (identity) =>
    virtualMachineRequests.update(id, { identity }),
  );
  check(
    "the body that changes a cloud services network",
    ["microsoft.networkcloud_cloudservicesnetworks_X", "PATCH"],
    networkChange,
    (change) => cloudServicesNetworkRequests.update(id, change),
  );
});

describe("paths", () => {
  it("keep every id whole", () => {
    fc.assert(
      fc.property(machineId, (id) => {
        assert.equal(decodeURIComponent(machineRequests.get(id).path), id);
        assert.ok(endpointId(id).startsWith(id));
      }),
      runs,
    );
  });

  it("name the same role assignment the same, in every spelling, and others otherwise", () => {
    fc.assert(
      fc.property(roleAssignment, fc.uuid(), (wish, other) => {
        const name = roleAssignmentName(wish);
        const spelt = {
          ...wish,
          scope: wish.scope.toUpperCase(),
          principalId: wish.principalId.toUpperCase(),
        };
        assert.match(name, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.equal(roleAssignmentName(spelt), name);
        assert.notEqual(roleAssignmentName({ ...wish, principalId: other }), name);
      }),
      runs,
    );
  });
});
