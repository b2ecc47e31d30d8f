import type { Handler, Kind } from "../engine/kind";
import { accepted, startOperation } from "../engine/operations";
import type { Effect } from "../engine/operationStore";
import { existing } from "../engine/tracked";
import { isList, isObject, textAt, without, type Json, type JsonObject } from "../state/json";
import { Refusal } from "../engine/refusal";
import { fabricKind, missing, providerHub, required, type FabricType } from "./fabricKind";

/** The rest of Microsoft.NetworkCloud around VMs: clusters and their parts, consoles, volumes. Properties after the 2025-09-01 description. */

const usualName = /^([a-zA-Z0-9][a-zA-Z0-9-_]{0,28}[a-zA-Z0-9])$/;

/** `needs`: required properties; the rest has the fabric's usual courses. */
function platformType(
  types: readonly string[],
  needs: readonly string[],
  more: Partial<FabricType> & Pick<FabricType, "complete">,
): FabricType {
  return {
    types,
    namePattern: usualName,
    create: { accepted: 5, total: 60 },
    update: { accepted: 3, total: 10 },
    remove: { accepted: 3, total: 30 },
    emptyError: false,
    hasIdentity: false,
    check: (body) => {
      const properties = body["properties"];
      return isObject(properties) ? required(properties, "properties", needs) : [missing("properties")];
    },
    conceal: (properties) => hidePasswords(properties),
    ...more,
  };
}

/** Passwords are never returned, however deep they stand. */
function hidePasswords(properties: JsonObject): JsonObject {
  const open = Object.entries(without(properties, "password")).map(
    ([key, value]) => [key, value === undefined ? undefined : hideIn(value)] as const,
  );
  return Object.fromEntries(open);
}

function hideIn(value: Json): Json {
  if (isList(value)) return value.map(hideIn);
  return isObject(value) ? hidePasswords(value) : value;
}

export const clusters: Kind = fabricKind(
  platformType(
    ["clusters"],
    ["aggregatorOrSingleRackDefinition", "clusterType", "clusterVersion", "networkFabricId"],
    {
      hasIdentity: true,
      actions: {
        deploy: clusterAction({ kind: "clusterDeployed" }),
        updateVersion: clusterAction({ kind: "nothing" }),
        continueUpdateVersion: clusterAction({ kind: "nothing" }),
        scanRuntime: clusterAction({ kind: "nothing" }),
      },
      complete: (_world, cluster) => ({
        availableUpgradeVersions: [],
        clusterConnectionStatus: "Undefined",
        clusterManagerConnectionStatus: "Connected",
        clusterManagerId: managerOf(textAt(cluster.extendedLocation, "name") ?? "", cluster.id),
        detailedStatus: "PendingDeployment",
        detailedStatusMessage: "Cluster is pending deployment.",
        manualActionCount: 0,
        workloadResourceIds: [],
        ...cluster.properties,
      }),
    },
  ),
);

function clusterAction(effect: Effect): Handler {
  return (call, world) => {
    const cluster = existing(call, world, { namespace: "Microsoft.NetworkCloud", types: ["clusters"] });
    const operation = startOperation(call, world, {
      location: cluster.location ?? "",
      course: { accepted: 10, total: 120 },
      effect,
    });
    const answer = accepted(call, world, operation);
    return { ...answer, headers: { ...answer.headers, ...providerHub, etag: `"${cluster.etag ?? ""}"` } };
  };
}

/** The cluster manager behind a custom location: by convention of the practice cloud, in the cluster's own group. */
function managerOf(place: string, cluster: string): string {
  const name =
    place
      .split("/")
      .at(-1)
      ?.replace(/-(cl-cm|cstm-loc|cl)$/, "") ?? "manager";
  return `${cluster.replace(/\/clusters\/[^/]+$/i, "")}/clusterManagers/${name}-cm`;
}

export const clusterManagers: Kind = fabricKind(
  platformType(["clusterManagers"], ["fabricControllerId"], {
    hasIdentity: true,
    check: (body) =>
      isObject(body["properties"])
        ? required(body["properties"], "properties", ["fabricControllerId"])
        : [missing("properties")],
    complete: (_world, manager) => ({
      clusterVersions: [],
      detailedStatus: "Available",
      detailedStatusMessage: "Cluster manager is available.",
      ...manager.properties,
    }),
  }),
);

export const racks: Kind = fabricKind(
  platformType(["racks"], ["availabilityZone", "rackLocation", "rackSerialNumber", "rackSkuId"], {
    complete: () => ({ detailedStatus: "Available", detailedStatusMessage: "Rack is available." }),
  }),
);

export const bareMetalMachines: Kind = fabricKind(
  platformType(["bareMetalMachines"], ["machineName", "machineSkuId", "rackId", "rackSlot", "serialNumber"], {
    namePattern: /^([a-zA-Z0-9][a-zA-Z0-9]{0,62}[a-zA-Z0-9])$/,
    complete: () => ({
      associatedResourceIds: [],
      cordonStatus: "Uncordoned",
      detailedStatus: "Provisioned",
      detailedStatusMessage: "The OS is provisioned to the machine.",
      powerState: "On",
      readyState: "True",
    }),
  }),
);

export const storageAppliances: Kind = fabricKind(
  platformType(["storageAppliances"], ["rackId", "rackSlot", "serialNumber", "storageApplianceSkuId"], {
    complete: () => ({
      detailedStatus: "Available",
      detailedStatusMessage: "Storage appliance is available.",
    }),
  }),
);

export const volumes: Kind = fabricKind(
  platformType(["volumes"], ["sizeMiB"], {
    namePattern: /^([a-zA-Z0-9][a-zA-Z0-9-_]{0,62}[a-zA-Z0-9])$/,
    update: "atOnce",
    complete: (world, volume) => ({
      attachedTo: [],
      detailedStatus: "Active",
      detailedStatusMessage: "Volume is active.",
      serialNumber: world.random.hex(16),
      ...volume.properties,
    }),
  }),
);

const users = ["azureGroupId", "expiration", "privilegeLevel", "userList"];

function keySet(name: string): Kind {
  return fabricKind(
    platformType(["clusters", name], users, {
      complete: () => ({
        detailedStatus: "AllActive",
        detailedStatusMessage: "All users are active.",
        userListStatus: [],
      }),
    }),
  );
}

export const bareMetalMachineKeySets: Kind = keySet("bareMetalMachineKeySets");
export const bmcKeySets: Kind = keySet("bmcKeySets");

export const metricsConfigurations: Kind = fabricKind(
  platformType(["clusters", "metricsConfigurations"], ["collectionInterval"], {
    namePattern: /^default$/,
    complete: () => ({
      detailedStatus: "Applied",
      detailedStatusMessage: "Metrics configuration is applied.",
      disabledMetrics: [],
    }),
  }),
);

export const consoles: Kind = fabricKind(
  platformType(["virtualMachines", "consoles"], ["enabled", "sshPublicKey"], {
    namePattern: /^default$/,
    admit: (call, world) => {
      const parent = call.id.slice(0, call.id.lastIndexOf("/consoles/"));
      if (world.store.get(parent) !== undefined) return;
      throw new Refusal(
        404,
        "ParentResourceNotFound",
        `Failed to perform 'write' on resource(s) of type 'virtualMachines/consoles', because the parent resource '${parent}' could not be found.`,
      );
    },
    complete: (world, console) => ({
      detailedStatus: "Ready",
      detailedStatusMessage: "Console is ready for use.",
      privateLinkServiceId: `${hostedGroup(textAt(console.extendedLocation, "name") ?? "")}/providers/Microsoft.Network/privateLinkServices/${console.id.split("/").at(-3) ?? ""}-pls`,
      virtualMachineAccessId: world.random.guid(),
      ...console.properties,
    }),
  }),
);

function hostedGroup(place: string): string {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(place)?.[0] ?? "";
}
