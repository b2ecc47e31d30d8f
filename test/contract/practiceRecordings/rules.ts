import { isObject, objectAt, textAt, type Json } from "../../../src/practice/state/json";
import { operationOf, type Exchange, type Scenario } from "./recording";
import type { ShapeRules } from "./shape";

/** Scenarios whose answers the practice cloud was built after: every member must be there, and no other. */
const studied = new Set([
  "test_virtualmachine_scenario1",
  "test_cloudservicesnetwork_scenario1",
  "test_l3network_scenario1",
]);

/** Read-only or deprecated in the description of 2025-09-01: the fabric gives them as it runs, release by release. */
const reportedByFabric = new Set([
  "actionStates",
  "allocatedSizeMiB",
  "associatedResourceIds",
  "attachedTo",
  "availabilityZone",
  "availableUpgradeVersions",
  "bareMetalMachineId",
  "clusterCapacity",
  "clusterConnectionStatus",
  "clusterExtendedLocation",
  "clusterId",
  "clusterManagerConnectionStatus",
  "clusterManagerId",
  "clusterVersions",
  "detailedStatusMessage",
  "enabledEgressEndpoints",
  "hybridAksClustersAssociatedIds",
  "hybridAksExtendedLocation",
  "interfaceName",
  "isolateEmulatorThread",
  "isolationScope",
  "managerExtendedLocation",
  "manualActionCount",
  "privateLinkServiceId",
  "storageStatus",
  "supportExpiryDate",
  "virtioInterface",
  "virtualMachineAccessId",
  "virtualMachinesAssociatedIds",
  "volumes",
  "workloadResourceIds",
  "workloadResourceStates",
]);

const exactInOperation = /^(status|resourceId)$/;
const exactInResource =
  /^(value\[\]\.)?(id|name|type|location|kind|identity\.type|properties\.(provisioningState|powerState|detailedStatus))$/;

/** Where one exchange may differ, and why. */
export function rulesFor(scenario: Scenario, exchange: Exchange): ShapeRules {
  const known = studied.has(scenario.name);
  const settling = textAt(exchange.responseBody, "properties", "provisioningState") !== "Succeeded";
  const asked = new Set(askedFor(scenario, exchange.url.pathname));
  const polled = operationOf(exchange.url.href) !== undefined;
  return {
    isExact: (path) => (polled ? exactInOperation : exactInResource).test(path),
    mayMiss: (path) => {
      // Operation statuses: all but the status is optional, and recorded ones leave out the end of deletions and give empty errors.
      if (polled)
        return path === "endTime" || path === "error" || path === "percentComplete" || path === "operations";
      // Resource Manager fills identities in at some moment before the end.
      if (
        settling &&
        /^identity\.(principalId|tenantId|userAssignedIdentities\[\]\.(principalId|clientId))$/.test(path)
      )
        return true;
      if (known) return false;
      const [top, name] = path.replace(/^value\[\]\./, "").split(".");
      if (top === "systemData" || top === "etag") return true;
      return (
        top === "properties" &&
        name !== undefined &&
        !asked.has(name) &&
        (reportedByFabric.has(name) || settling)
      );
    },
  };
}

/** The properties that requests of the scenario set on a resource. */
function askedFor(scenario: Scenario, pathname: string): readonly string[] {
  return scenario.exchanges
    .filter(({ method, url }) => method !== "GET" && url.pathname.toLowerCase() === pathname.toLowerCase())
    .flatMap(({ requestBody }) => namesIn(requestBody));
}

function namesIn(body: Json | undefined): readonly string[] {
  return isObject(body) ? Object.keys(objectAt(body, "properties")) : [];
}
