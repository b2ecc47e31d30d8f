/** Which operation of the product a recorded request is, and how the product would send it. */
import type { ArmRequest } from "../../../src/arm/client";
import { authorizationRequests } from "../../../src/arm/resources/authorization/authorization";
import { cloudServicesNetworkRequests } from "../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import { readObject, readString, readStringMap } from "../../../src/arm/decode";
import { machineRequests, type NewMachine } from "../../../src/arm/resources/arc/hybridCompute";
import { endpointRequests } from "../../../src/arm/resources/arc/hybridConnectivity";
import { identityRequests } from "../../../src/arm/resources/managedIdentity";
import { virtualMachineRequests, type ListScope } from "../../../src/arm/resources/networkCloud/networkCloud";
import type { NewRoleAssignment } from "../../../src/arm/resources/authorization/authorization";
import { networkChangeOf, newVirtualMachineOf, virtualMachineChangeOf } from "./recordedInputs";
import { pathOf, type Recording } from "./recordings";

interface Rule {
  readonly method: string;
  /** Matched against the decoded path; groups: what the builder needs. */
  readonly pattern: RegExp;
  readonly build: (parts: readonly string[], sent: unknown) => ArmRequest;
}

const group = "/subscriptions/[^/]+/resourceGroups/[^/]+";
const list = "^/subscriptions/([^/]+)(?:/resourceGroups/([^/]+))?";

function item(type: string): string {
  return `^(${group}/providers/${type}/[^/]+)`;
}

function scopeOf([, subscriptionId = "", resourceGroup]: readonly string[]): ListScope {
  return { subscriptionId, ...(resourceGroup !== undefined && { resourceGroup }) };
}

function rule(method: string, pattern: string, build: (id: string, sent: unknown) => ArmRequest): Rule {
  return { method, pattern: new RegExp(`${pattern}$`, "i"), build: ([, id = ""], sent) => build(id, sent) };
}

function listRule(type: string, build: (scope: ListScope) => ArmRequest): Rule {
  return {
    method: "GET",
    pattern: new RegExp(`${list}/providers/${type}$`, "i"),
    build: (parts) => build(scopeOf(parts)),
  };
}

function machineOf(sent: unknown): NewMachine {
  const body = readObject(sent);
  const properties = readObject(body["properties"]);
  const osType = readString(properties["osType"] ?? properties["osName"]);
  return {
    location: readString(body["location"]) ?? "",
    clientPublicKey: readString(properties["clientPublicKey"]) ?? "",
    vmId: readString(properties["vmId"]) ?? "",
    ...(osType !== undefined && { osType }),
    ...(body["tags"] !== undefined && { tags: readStringMap(body["tags"]) }),
  };
}

function assignmentOf(scope: string, sent: unknown): NewRoleAssignment {
  const properties = readObject(readObject(sent)["properties"]);
  return {
    scope,
    roleDefinitionId: readString(properties["roleDefinitionId"]) ?? "",
    principalId: readString(properties["principalId"]) ?? "",
    principalType: "ServicePrincipal",
  };
}

const vm = item("Microsoft\\.NetworkCloud/virtualMachines");
const csn = item("Microsoft\\.NetworkCloud/cloudServicesNetworks");
const machine = item("Microsoft\\.HybridCompute/machines");
const uami = item("Microsoft\\.ManagedIdentity/userAssignedIdentities");
const endpoint = `${machine}/providers/Microsoft\\.HybridConnectivity/endpoints/default`;

const text = (value: unknown): string => readString(value) ?? "";

const rules: readonly Rule[] = [
  listRule("Microsoft\\.NetworkCloud/virtualMachines", virtualMachineRequests.list),
  rule("GET", vm, virtualMachineRequests.get),
  rule("PUT", vm, (id, sent) => virtualMachineRequests.create(id, newVirtualMachineOf(sent))),
  rule("PATCH", vm, (id, sent) => virtualMachineRequests.update(id, virtualMachineChangeOf(sent))),
  rule("DELETE", vm, virtualMachineRequests.delete),
  rule("POST", `${vm}/assignRelay`, (id, sent) => {
    const body = readObject(sent);
    const relay = { machineId: text(body["machineId"]), relayType: text(body["relayType"]) };
    return virtualMachineRequests.assignRelay(id, relay);
  }),
  rule("POST", `${vm}/start`, virtualMachineRequests.start),
  rule("POST", `${vm}/restart`, virtualMachineRequests.restart),
  rule("POST", `${vm}/reimage`, virtualMachineRequests.reimage),
  rule("POST", `${vm}/powerOff`, (id, sent) =>
    virtualMachineRequests.powerOff(id, readObject(sent)["skipShutdown"] === "True"),
  ),
  listRule("Microsoft\\.NetworkCloud/cloudServicesNetworks", cloudServicesNetworkRequests.list),
  rule("GET", csn, cloudServicesNetworkRequests.get),
  rule("PUT", csn, (id, sent) => {
    const body = readObject(sent);
    return cloudServicesNetworkRequests.create(id, {
      location: text(body["location"]),
      customLocation: text(readObject(body["extendedLocation"])["name"]),
      enableDefaultEgressEndpoints: true,
      additionalEgressEndpoints: [],
      ...networkChangeOf(sent),
    });
  }),
  rule("PATCH", csn, (id, sent) => cloudServicesNetworkRequests.update(id, networkChangeOf(sent))),
  listRule("Microsoft\\.HybridCompute/machines", machineRequests.list),
  rule("GET", machine, machineRequests.get),
  rule("PUT", machine, (id, sent) => machineRequests.put(id, machineOf(sent))),
  rule("DELETE", machine, machineRequests.delete),
  rule("GET", endpoint, endpointRequests.get),
  rule("PUT", endpoint, endpointRequests.put),
  listRule("Microsoft\\.ManagedIdentity/userAssignedIdentities", identityRequests.list),
  rule("GET", uami, identityRequests.get),
  rule("DELETE", uami, identityRequests.delete),
  rule("PUT", uami, (id, sent) => {
    const body = readObject(sent);
    const tags = body["tags"] === undefined ? {} : { tags: readStringMap(body["tags"]) };
    return identityRequests.put(id, { location: text(body["location"]), ...tags });
  }),
  rule("PUT", "^(.*)/providers/Microsoft\\.Authorization/roleAssignments/[^/]+", (scope, sent) =>
    authorizationRequests.putRoleAssignment(assignmentOf(scope, sent)),
  ),
];

/** The product's request for what was recorded; `undefined` when the product has no such operation. */
export function productRequest(recording: Recording): ArmRequest | undefined {
  const path = pathOf(recording);
  for (const { method, pattern, build } of rules) {
    const parts = method === recording.method ? pattern.exec(path) : null;
    if (parts !== null) return build(parts, recording.sent);
  }
  return undefined;
}
