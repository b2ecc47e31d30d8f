import { setMaxListeners } from "node:events";
import { listPermissions } from "../arm/resources/authorization/authorization";
import type { ArmClient } from "../arm/client";
import {
  getCloudServicesNetwork,
  type CloudServicesNetwork,
} from "../arm/resources/networkCloud/cloudServicesNetwork";
import { readObject, readObjects, readString, readStrings } from "../arm/decode";
import { getMachine } from "../arm/resources/arc/hybridCompute";
import { decodeMachineSummary, type Machine, type MachineSummary } from "../arm/resources/arc/machine";
import { getVirtualMachine, listPath, resourcePath } from "../arm/resources/networkCloud/networkCloud";
import { listAll } from "../arm/http/pages";
import type { PermissionSet } from "../arm/resources/authorization/permissions";
import { decodeResourceProvider, resourceProviderRequests } from "../arm/resources/resourceProviders";
import { apiVersions } from "../arm/versions";
import type { VirtualMachine } from "../arm/resources/networkCloud/virtualMachine";
import { look, type Seen } from "../enrollment/evidence/azureView";
import { judge } from "../enrollment/target/target";
import type { SeenCluster } from "./judge/nexusVersions";
import { wantedProviders, type SeenProvider } from "./judge/providers";
import { machineNameOf, scopeOf, type PrerequisiteSubject } from "./subject";

/** All that Azure shows about a subject at one time. */
export interface AzureFacts {
  /** ISO 8601. */
  readonly at: string;
  /** In the order of `wantedProviders`. */
  readonly providers: readonly Seen<SeenProvider>[];
  /** What the signed-in user may do on the group, or on the subscription. */
  readonly rights: Seen<readonly PermissionSet[]>;
  readonly subscriptionRights: Seen<readonly PermissionSet[]>;
  readonly network: Seen<CloudServicesNetwork>;
  readonly cluster: Seen<SeenCluster>;
  readonly vm: Seen<VirtualMachine>;
  /** The Arc machine of the name. */
  readonly machine: Seen<Machine>;
  /** Every Arc machine of the group. */
  readonly machines: Seen<readonly MachineSummary[]>;
}

const notAsked = { kind: "notAsked" } as const;

/** Asks Azure about everything that the subject names. What cannot be seen hides nothing else; only an abort is thrown. */
export async function gatherFacts(
  client: ArmClient,
  subject: PrerequisiteSubject,
  now: () => Date,
  signal?: AbortSignal,
): Promise<AzureFacts> {
  // Many things are asked at once, and each request listens: without this Node warns of a leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  const subscription = `/subscriptions/${subject.subscriptionId}`;
  const scope = scopeOf(subject);
  const { networkId, vmName, resourceGroup } = subject;
  const named = (name: string | undefined, rule: "vmName" | "arcMachineName"): name is string =>
    name !== undefined && resourceGroup !== undefined && judge(rule, name) === undefined;
  const arcName = machineNameOf(subject);
  const groupRights = look(() => listPermissions(client, scope, signal));
  const [providers, rights, subscriptionRights, network, vm, machine, machines] = await Promise.all([
    Promise.all(
      wantedProviders(subject.features).map(({ namespace }) =>
        look(() => readProvider(client, subject.subscriptionId, namespace, signal)),
      ),
    ),
    groupRights,
    resourceGroup === undefined ? groupRights : look(() => listPermissions(client, subscription, signal)),
    networkId === undefined ? notAsked : look(() => getCloudServicesNetwork(client, networkId, signal)),
    named(vmName, "vmName")
      ? look(() =>
          getVirtualMachine(
            client,
            `${scope}/providers/Microsoft.NetworkCloud/virtualMachines/${vmName}`,
            signal,
          ),
        )
      : notAsked,
    named(arcName, "arcMachineName")
      ? look(() =>
          getMachine(client, `${scope}/providers/Microsoft.HybridCompute/machines/${arcName}`, signal),
        )
      : notAsked,
    resourceGroup === undefined
      ? notAsked
      : look(() => readMachines(client, subject.subscriptionId, resourceGroup, signal)),
  ]);
  const clusterId =
    (network.kind === "seen" ? network.value.clusterId : undefined) ??
    (vm.kind === "seen" ? vm.value.clusterId : undefined);
  const cluster =
    clusterId === undefined ? notAsked : await look(() => readCluster(client, clusterId, signal));
  return {
    at: now().toISOString(),
    providers,
    rights,
    subscriptionRights,
    network,
    cluster,
    vm,
    machine,
    machines,
  };
}

async function readProvider(
  client: ArmClient,
  subscriptionId: string,
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<SeenProvider> {
  const request = resourceProviderRequests.get(subscriptionId, namespace);
  const { body } = await client.send({ ...request, ...(signal !== undefined && { signal }) });
  const provider = decodeResourceProvider(body);
  const types = readObjects(readObject(body)["resourceTypes"]).map(
    (type) =>
      [(readString(type["resourceType"]) ?? "").toLowerCase(), readStrings(type["apiVersions"])] as const,
  );
  return {
    namespace,
    state: provider.registrationState ?? "unknown",
    apiVersions: Object.fromEntries(types),
  };
}

function readMachines(
  client: ArmClient,
  subscriptionId: string,
  resourceGroup: string,
  signal: AbortSignal | undefined,
): Promise<MachineSummary[]> {
  const path = listPath({ subscriptionId, resourceGroup }, "Microsoft.HybridCompute/machines");
  const request = { method: "GET", path, apiVersion: apiVersions.hybridCompute } as const;
  return listAll(client, { ...request, ...(signal !== undefined && { signal }) }, decodeMachineSummary);
}

async function readCluster(
  client: ArmClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<SeenCluster> {
  const request = { method: "GET", path: resourcePath(id), apiVersion: apiVersions.networkCloud } as const;
  const { body } = await client.send({ ...request, ...(signal !== undefined && { signal }) });
  const properties = readObject(readObject(body)["properties"]);
  return { id, clusterVersion: readString(properties["clusterVersion"]) };
}
