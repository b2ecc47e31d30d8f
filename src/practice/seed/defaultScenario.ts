import { textAt } from "../state/json";
import type { Identity } from "../authorization/token";
import type { World } from "../state/world";
import { addArcMachine, addUserIdentity, addVirtualMachine } from "./resourceFactories";
import { addGroup, addSubscription, defaultSubscription, grant } from "./baseline";
import { addSite } from "./site";

/** A small mobile core: one VM for every state that a newcomer should see. */
export function addDefaultScenario(world: World, user: Identity): void {
  const core = defaultSubscription;
  const edge = "11111111-aaaa-4bbb-8ccc-000000000002";
  // The second subscription is not ready for an enrollment yet: something for the prerequisite check to find.
  for (const [id, name, unregistered] of [
    [core, "Core network (practice)", []],
    [edge, "Edge sites (practice)", ["Microsoft.GuestConfiguration", "Microsoft.HybridConnectivity"]],
  ] as const) {
    addSubscription(world, { id, name, tenantId: user.tenantId, unregistered });
    grant(world, {
      principalId: user.objectId,
      principalType: "User",
      role: "Owner",
      scope: `/subscriptions/${id}`,
    });
  }
  plantLondon(world, user, core);
  plantLeeds(world, user, core);
  plantBristol(world, user, edge);
  addGroup(world, core, "empty-group");
  plantAzure(world, core);
}

/** Both ways through the enrollment, one VM a stage. */
function plantLondon(world: World, user: Identity, subscription: string): void {
  const site = addSite(world, { subscription, tenantId: user.tenantId, group: "core-london" });
  const identity = addUserIdentity(world, site, "id-core-enroll");
  for (const role of [
    "Contributor",
    "HybridCompute Machine ListAccessDetails Action In-Built Role",
    "Azure Connected Machine Resource Manager",
  ])
    grant(world, {
      principalId: textAt(identity.properties, "principalId") ?? "",
      principalType: "ServicePrincipal",
      role,
      scope: `/subscriptions/${subscription}/resourceGroups/core-london`,
    });
  const amf = addVirtualMachine(world, site, {
    name: "amf01",
    identity: { user: identity },
    tags: { function: "AMF" },
  });
  addArcMachine(world, site, { name: "amf01", status: "Connected", of: amf, relay: "Platform" });
  const smf = addVirtualMachine(world, site, {
    name: "smf01",
    identity: "both",
    both: identity,
    tags: { function: "SMF" },
  });
  addArcMachine(world, site, { name: "smf01", status: "Connected", of: smf, relay: "Public" });
  addVirtualMachine(world, site, { name: "upf01", tags: { function: "UPF" }, days: 1 });
  addVirtualMachine(world, site, { name: "upf02", identity: "none", tags: { function: "UPF" }, days: 1 });
  const nrf = addVirtualMachine(world, site, {
    name: "nrf01",
    identity: { user: identity },
    tags: { function: "NRF" },
    days: 2,
  });
  addArcMachine(world, site, { name: "nrf01", status: "AwaitingConnection", of: nrf, hours: 30 });
  const ausf = addVirtualMachine(world, site, {
    name: "ausf01",
    identity: { user: identity },
    tags: { function: "AUSF" },
    days: 2,
  });
  addArcMachine(world, site, {
    name: "ausf01",
    status: "AwaitingConnection",
    of: ausf,
    relay: "Platform",
    hours: 1,
  });
}

/** What goes wrong with VMs and machines that were fine. */
function plantLeeds(world: World, user: Identity, subscription: string): void {
  const site = addSite(world, { subscription, tenantId: user.tenantId, group: "core-leeds" });
  const udm = addVirtualMachine(world, site, { name: "udm01", tags: { function: "UDM" } });
  addArcMachine(world, site, { name: "udm01", status: "Disconnected", of: udm, relay: "Platform", hours: 9 });
  const pcf = addVirtualMachine(world, site, { name: "pcf01", tags: { function: "PCF" }, days: 120 });
  addArcMachine(world, site, {
    name: "pcf01",
    status: "Expired",
    of: pcf,
    relay: "Platform",
    hours: 24 * 60,
  });
  const nssf = addVirtualMachine(world, site, { name: "nssf01", tags: { function: "NSSF" } });
  addArcMachine(world, site, {
    name: "nssf01",
    status: "Error",
    of: nssf,
    hours: 5,
    properties: { errorDetails: [{ code: "AZCM0042", message: "The agent could not create its resource." }] },
  });
  const bsf = addVirtualMachine(world, site, {
    name: "bsf01",
    tags: { function: "BSF" },
    state: {
      powerState: "Off",
      detailedStatus: "Stopped",
      detailedStatusMessage: "Stopped - virtual machine is stopped.",
    },
  });
  addArcMachine(world, site, {
    name: "bsf01",
    status: "Disconnected",
    of: bsf,
    relay: "Platform",
    hours: 40,
  });
  addVirtualMachine(world, site, {
    name: "chf01",
    tags: { function: "CHF" },
    state: {
      provisioningState: "Failed",
      powerState: "Unknown",
      detailedStatus: "Error",
      detailedStatusMessage:
        "Error - the image practiceacr.azurecr.io/ubuntu:24.04 could not be pulled: unauthorized.",
    },
    days: 1,
  });
  addVirtualMachine(world, site, {
    name: "lmf01",
    tags: { function: "LMF" },
    state: { provisioningState: "Deleting", powerState: "Unknown", detailedStatus: "Terminating" },
  });
}

/** Another subscription, a closed network, a word that no list of states has, and servers that are no Nexus VMs. */
function plantBristol(world: World, user: Identity, subscription: string): void {
  const site = addSite(world, {
    subscription,
    tenantId: user.tenantId,
    group: "edge-bristol",
    egress: "none",
  });
  addVirtualMachine(world, site, { name: "sepp01", tags: { function: "SEPP" } });
  addVirtualMachine(world, site, {
    name: "nwdaf01",
    tags: { function: "NWDAF" },
    state: {
      provisioningState: "Reconciling",
      powerState: "Unknown",
      detailedStatus: "Hibernating",
      detailedStatusMessage: "Hibernating - a state newer than this list.",
    },
  });
  addVirtualMachine(world, site, {
    name: "nef01",
    tags: { function: "NEF" },
    state: {
      provisioningState: "Provisioning",
      powerState: "Unknown",
      detailedStatus: "Scheduling",
      detailedStatusMessage: "Scheduling - no machine has four free cores.",
    },
    days: 0,
  });
  addArcMachine(world, site, { name: "edge-gateway-01", status: "Connected", hours: 200 });
  addArcMachine(world, site, {
    name: "WIN-LEGACY",
    status: "Connected",
    hours: 900,
    properties: {
      osName: "windows",
      osType: "windows",
      osSku: "Windows Server 2019 Datacenter",
      osVersion: "10.0.17763.6659",
    },
  });
}

/** Azure's own VMs, which have identities too. */
function plantAzure(world: World, subscription: string): void {
  addGroup(world, subscription, "azure-vms");
  const provider = `/subscriptions/${subscription}/resourceGroups/azure-vms/providers/Microsoft.Compute`;
  const common = { location: "uksouth", tags: {} };
  world.store.put({
    ...common,
    id: `${provider}/virtualMachines/jumphost`,
    name: "jumphost",
    type: "Microsoft.Compute/virtualMachines",
    properties: {
      vmId: world.random.guid(),
      hardwareProfile: { vmSize: "Standard_B2s" },
      provisioningState: "Succeeded",
    },
  });
  world.store.put({
    ...common,
    id: `${provider}/virtualMachineScaleSets/build-agents`,
    name: "build-agents",
    type: "Microsoft.Compute/virtualMachineScaleSets",
    sku: { name: "Standard_D2s_v5", tier: "Standard", capacity: 2 },
    properties: { upgradePolicy: { mode: "Manual" }, provisioningState: "Succeeded" },
  });
}
