import { tryParseResourceId } from "../../arm/resources/resourceId";
import type { ArmClient } from "../../arm/client";
import {
  egressEndpointFor,
  type CloudServicesNetwork,
} from "../../arm/resources/networkCloud/cloudServicesNetwork";
import type { Enrollment } from "../../enrollment/record/record";
import type { TargetName } from "../../enrollment/target/targetRules";
import type { VirtualMachineInput } from "../../enrollment/target/virtualMachineInput";
import type { AzureValues } from "../../fleet/file/shape";
import type { Choice } from "../../protocol";
import type { Translate } from "../../l10n/translate";

/** What can be chosen from Azure. */
export type ChoiceKind = AzureValues;

/** A choice, and what else is known once it is taken. */
export interface Offer extends Choice {
  readonly implies?: {
    readonly target?: Readonly<Partial<Record<TargetName, string>>>;
    readonly vm?: Pick<VirtualMachineInput, "customLocation">;
  };
}

/** How the signed-in accounts reach Azure. */
export interface ChoiceSource {
  /** A client for what is in a subscription. Throws `ArmError`. */
  readonly clientFor: (resourceId: string) => Promise<ArmClient>;
  readonly subscriptions: (signal: AbortSignal) => Promise<readonly Offer[]>;
}

/** What the choices of a kind hang on; `undefined` while that is not chosen. */
export function choicesFrom(kind: ChoiceKind, { target }: Enrollment): string | undefined {
  if (kind === "subscriptions") return kind;
  const { subscriptionId, resourceGroup = "", vmName = "" } = target;
  if (subscriptionId === undefined) return undefined;
  if (kind === "identities") {
    return resourceGroup === "" ? undefined : [kind, subscriptionId, resourceGroup, vmName].join("|");
  }
  return [kind, subscriptionId].join("|");
}

/** Reads the choices of a kind. Throws `ArmError`, or an abort. */
export async function readChoices(
  kind: ChoiceKind,
  enrollment: Pick<Enrollment, "target">,
  source: ChoiceSource,
  t: Translate,
  signal: AbortSignal,
): Promise<readonly Offer[]> {
  if (kind === "subscriptions") return source.subscriptions(signal);
  const { subscriptionId = "", resourceGroup = "" } = enrollment.target;
  const client = await source.clientFor(`/subscriptions/${subscriptionId}`);
  const near = nearFirst(resourceGroup);
  switch (kind) {
    case "resourceGroups":
      return resourceGroups(client, subscriptionId, signal);
    case "identities":
      return near(await identities(client, enrollment, t, signal));
    case "cloudServicesNetworks":
      return near((await networksOut(client, subscriptionId, signal)).map((each) => wayOut(each, t)));
    case "customLocations":
      return customLocations(await networksOut(client, subscriptionId, signal));
    case "networks":
      return near(await networks(client, subscriptionId, t, signal));
    case "images":
      return images(client, subscriptionId, t, signal);
  }
}

async function resourceGroups(
  client: ArmClient,
  subscriptionId: string,
  signal: AbortSignal,
): Promise<Offer[]> {
  const [{ listAll }, { readObject, readString }, { apiVersions }] = await Promise.all([
    import("../../arm/http/pages"),
    import("../../arm/decode"),
    import("../../arm/versions"),
  ]);
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/resourcegroups`;
  const request = { method: "GET", path, apiVersion: apiVersions.resources, signal } as const;
  const groups = await listAll(client, request, (value) => {
    const group = readObject(value);
    return { name: readString(group["name"]) ?? "", location: readString(group["location"]) };
  });
  return groups.map(({ name, location }) => ({
    value: name,
    label: name,
    ...(location !== undefined && { detail: location, implies: { target: { location } } }),
  }));
}

/** The identities that are there, after one that the step would make. */
async function identities(
  client: ArmClient,
  { target }: Pick<Enrollment, "target">,
  t: Translate,
  signal: AbortSignal,
): Promise<Offer[]> {
  const { listUserAssignedIdentities } = await import("../../arm/resources/managedIdentity");
  const { subscriptionId = "", resourceGroup = "", vmName = "vm" } = target;
  const found = await listUserAssignedIdentities(client, { subscriptionId }, signal);
  const name = `id-${vmName}`;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  const isThere = found.some((identity) => identity.id.toLowerCase() === id.toLowerCase());
  const made = { value: id, label: t("New: {0}", name), detail: resourceGroup };
  const offers = found.map((identity) => offerOf(identity.id, identity.name));
  return isThere ? offers : [made, ...offers];
}

async function networksOut(
  client: ArmClient,
  subscriptionId: string,
  signal: AbortSignal,
): Promise<readonly CloudServicesNetwork[]> {
  const { listCloudServicesNetworks } = await import("../../arm/resources/networkCloud/cloudServicesNetwork");
  return listCloudServicesNetworks(client, { subscriptionId }, signal);
}

/** Hosts that the enrollment cannot do without (enrollment article; azcmagent network requirements). */
const neededHosts = [
  "management.azure.com",
  "login.microsoftonline.com",
  "his.arc.azure.com",
  "packages.microsoft.com",
] as const;

function wayOut(network: CloudServicesNetwork, t: Translate): Offer {
  const { id, name, extendedLocation, enabledEgressEndpoints, additionalEgressEndpoints } = network;
  const open = [...enabledEgressEndpoints, ...additionalEgressEndpoints];
  const missing = neededHosts.filter((host) => egressEndpointFor(open, host) === undefined);
  return {
    ...offerOf(id, name),
    ...(missing.length > 0 && { warning: t("Blocks {0}.", missing.join(", ")) }),
    ...(extendedLocation !== undefined && { implies: { vm: { customLocation: extendedLocation } } }),
  };
}

function customLocations(networks: readonly CloudServicesNetwork[]): Offer[] {
  const ids = new Set(networks.flatMap(({ extendedLocation }) => extendedLocation ?? []));
  return [...ids].map((id) => offerOf(id));
}

const networkTypes = ["l3Networks", "l2Networks", "trunkedNetworks"] as const;

async function networks(
  client: ArmClient,
  subscriptionId: string,
  t: Translate,
  signal: AbortSignal,
): Promise<Offer[]> {
  const [{ listAll }, { listPath }, { decodeResource }, { apiVersions }] = await Promise.all([
    import("../../arm/http/pages"),
    import("../../arm/resources/networkCloud/networkCloud"),
    import("../../arm/resources/resource"),
    import("../../arm/versions"),
  ]);
  const kinds = { l3Networks: t("L3"), l2Networks: t("L2"), trunkedNetworks: t("trunked") };
  const lists = await Promise.all(
    networkTypes.map(async (type) => {
      const path = listPath({ subscriptionId }, `Microsoft.NetworkCloud/${type}`);
      const request = { method: "GET", path, apiVersion: apiVersions.networkCloud, signal } as const;
      const found = await listAll(client, request, decodeResource);
      return found.map(({ id, name }) => ({
        ...offerOf(id, name),
        detail: `${kinds[type]} · ${groupOf(id)}`,
      }));
    }),
  );
  return lists.flat();
}

/** Images have no list of their own in Azure: those that the VMs of the subscription were made from. */
async function images(
  client: ArmClient,
  subscriptionId: string,
  t: Translate,
  signal: AbortSignal,
): Promise<Offer[]> {
  const { listVirtualMachines } = await import("../../arm/resources/networkCloud/networkCloud");
  const found = await listVirtualMachines(client, { subscriptionId }, signal);
  const users = new Map<string, string[]>();
  for (const { vmImage, name } of found) {
    if (vmImage === undefined) continue;
    const names = users.get(vmImage) ?? [];
    users.set(vmImage, [...names, name]);
  }
  return [...users].map(([image, names]) => ({
    value: image,
    label: image,
    detail: t("used by {0}", names.slice(0, 3).join(", ")),
  }));
}

function offerOf(id: string, name?: string): Offer {
  const parsed = tryParseResourceId(id);
  const label = name ?? (parsed?.kind === "resource" ? parsed.name : id);
  return { value: id, label, detail: groupOf(id) };
}

function groupOf(id: string): string {
  const parsed = tryParseResourceId(id);
  return parsed?.kind === "resource" ? (parsed.resourceGroup ?? "") : "";
}

/** What is in the chosen resource group comes first. */
function nearFirst(resourceGroup: string): (offers: readonly Offer[]) => readonly Offer[] {
  const far = ({ value }: Offer): number =>
    groupOf(value).toLowerCase() === resourceGroup.toLowerCase() ? 0 : 1;
  return (offers) => [...offers].sort((a, b) => far(a) - far(b));
}
