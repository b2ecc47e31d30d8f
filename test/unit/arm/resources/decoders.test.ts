import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeActivityEvent } from "../../../../src/arm/operations/activityLog";
import {
  decodeRoleAssignment,
  decodeRoleDefinition,
} from "../../../../src/arm/resources/authorization/authorization";
import {
  decodeCloudServicesNetwork,
  egressEndpointFor,
} from "../../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import { readBoolean, readNumber } from "../../../../src/arm/decode";
import {
  decodeEndpoint,
  decodeRelayInfo,
  decodeServiceConfiguration,
} from "../../../../src/arm/resources/arc/hybridConnectivity";
import { decodeMachine } from "../../../../src/arm/resources/arc/machine";
import { decodeUserAssignedIdentity } from "../../../../src/arm/resources/managedIdentity";
import {
  followOf,
  readLocation,
  readResourceState,
  readStatus,
} from "../../../../src/arm/operations/operationAnswer";
import { readOperationRecord } from "../../../../src/arm/operations/operationRecord";
import { decodePrivateLinkScope } from "../../../../src/arm/resources/arc/privateLinkScope";
import {
  decodeIdentity,
  identityBody,
  restoreIdentity,
} from "../../../../src/arm/resources/resourceIdentity";
import { decodeResourceProvider } from "../../../../src/arm/resources/resourceProviders";
import { decodeSubscription, decodeTenant } from "../../../../src/arm/inventory/subscriptions";
import { uuidV5 } from "../../../../src/arm/resources/uuid";
import { decodeVirtualMachine } from "../../../../src/arm/resources/networkCloud/virtualMachine";

const answer = (body: unknown) => ({ status: 200, headers: {}, body });

const decoders: Readonly<Record<string, (value: unknown) => unknown>> = {
  decodeVirtualMachine,
  decodeMachine,
  decodeCloudServicesNetwork,
  decodeEndpoint,
  decodeRelayInfo,
  decodeServiceConfiguration,
  decodeUserAssignedIdentity,
  decodeRoleAssignment,
  decodeRoleDefinition,
  decodePrivateLinkScope,
  decodeResourceProvider,
  decodeSubscription: (value) => decodeSubscription(value),
  decodeTenant,
  decodeActivityEvent,
  restoreIdentity,
  readOperationRecord,
  readStatus: (value) => readStatus(answer(value)),
  readLocation: (value) => readLocation(answer(value)),
  readResourceState: (value) => readResourceState(answer(value)),
  followOf: (value) => followOf(answer(value)),
};

/** JSON with the field names that matter, and any values in them. */
const odd = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom(null, true, 0, -1, "", "x", [], {}),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...[
          "id",
          "name",
          "type",
          "properties",
          "identity",
          "status",
          "value",
          "endpoints",
          "osDisk",
          "relay",
        ],
        ...[
          "userAssignedIdentities",
          "storageProfile",
          "networkAttachments",
          "tags",
          "permissions",
          "error",
          "phase",
        ],
      ),
      tie("value"),
      { maxKeys: 6 },
    ),
  ),
})).value;

describe("decoding at the edge", () => {
  for (const [name, decode] of Object.entries(decoders)) {
    it(`${name} crashes on nothing`, () => {
      fc.assert(
        fc.property(odd, (value) => void decode(value)),
        { numRuns: 300 },
      );
      for (const value of [undefined, null, 5, "x", [], true]) decode(value);
    });
  }

  it("keeps an enum value that nobody knew, and reads missing fields and wrong types as missing", () => {
    const vm = decodeVirtualMachine({
      id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.NetworkCloud/virtualMachines/vm1",
      properties: { powerState: "Hibernated", detailedStatus: 7, cpuCores: "4", networkAttachments: "none" },
    });
    assert.equal(vm.powerState, "Hibernated");
    assert.equal(vm.detailedStatus, undefined);
    assert.equal(vm.cpuCores, 4);
    assert.deepEqual(vm.networkAttachments, []);
    assert.deepEqual([vm.name, vm.subscriptionId, vm.resourceGroup], ["vm1", "s", "g"]);
  });

  it("shows the further fields of an endpoint as they came, and keeps no relay secret", () => {
    const endpoint = decodeEndpoint({
      properties: { type: "default", endpointType: "PrivateRelay", status: "Connected", deep: { a: [1] } },
    });
    assert.equal(endpoint.endpointType, "default");
    assert.deepEqual(endpoint.furtherProperties, {
      endpointType: "PrivateRelay",
      status: "Connected",
      deep: { a: [1] },
    });
    const relay = decodeRelayInfo({
      relay: { namespaceName: "ns", accessKey: "CANARY", serviceConfigurationToken: "CANARY", expiresOn: 5 },
    });
    assert.equal(relay.namespaceName, "ns");
    assert.doesNotMatch(JSON.stringify(relay), /CANARY/);
  });

  it("reads identities as the service writes them and writes them as the API has them", () => {
    const identity = decodeIdentity({
      type: "SystemAssigned, UserAssigned",
      principalId: "p",
      userAssignedIdentities: { "/subscriptions/s/resourcegroups/x": { clientId: "c", principalId: "q" } },
    });
    assert.deepEqual(identity.kinds, ["SystemAssigned", "UserAssigned"]);
    assert.deepEqual(identity.userAssigned[0]?.clientId, "c");
    assert.deepEqual(decodeIdentity({ type: "None" }).kinds, []);
    const request = { systemAssigned: true, userAssigned: ["/a"] };
    assert.equal(identityBody(request)["type"], "SystemAssigned,UserAssigned");
    assert.deepEqual(identityBody({ systemAssigned: false, userAssigned: [] }), { type: "None" });
  });

  it("reads numbers and booleans as ARM writes them", () => {
    assert.deepEqual(["4", 4, "4.5", "", "x", null, NaN].map(readNumber), [
      4,
      4,
      4.5,
      ...Array<undefined>(4),
    ]);
    assert.deepEqual(["True", "False", true, "yes", 1].map(readBoolean), [
      true,
      false,
      true,
      undefined,
      undefined,
    ]);
  });
});

describe("egress endpoints", () => {
  const endpoint = (domainName: string, port?: number) => ({ category: "x", domainName, port });

  it("match exact names, suffixes with a dot and regular expressions", () => {
    const list = [
      endpoint("aka.ms", 443),
      endpoint(".his.arc.azure.com", 443),
      endpoint("^azgn[a-z]+\\.servicebus\\.windows\\.net$", 443),
      endpoint("^(", 443),
    ];
    const found = (host: string, port?: number) => egressEndpointFor(list, host, port)?.domainName;
    assert.equal(found("AKA.ms"), "aka.ms");
    assert.equal(found("eastus.his.arc.azure.com"), ".his.arc.azure.com");
    assert.equal(found("his.arc.azure.com"), ".his.arc.azure.com");
    assert.equal(found("azgnrelay.servicebus.windows.net"), list[2]?.domainName);
    assert.equal(found("evilhis.arc.azure.com"), undefined);
    assert.equal(found("aka.ms.example.org"), undefined);
    assert.equal(found("aka.ms", 80), undefined);
  });
});

describe("names from content", () => {
  it("are version 5 UUIDs: the example of RFC 9562, appendix A.4", () => {
    assert.equal(
      uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
  });
});
