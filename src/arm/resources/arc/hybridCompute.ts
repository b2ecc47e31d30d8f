import type { ArmClient, ArmRequest } from "../../client";
import type { Json, OpenEnum } from "../../decode";
import { hybridComputeSdk } from "./hybridComputeSdk";
import { decodeMachine, type Machine } from "./machine";
import { listPath, resourcePath, type ListScope } from "../networkCloud/networkCloud";
import { decodePrivateLinkScope, type PrivateLinkScope } from "./privateLinkScope";
import { isOfType, parseResourceId, ResourceIdError, type ProviderResourceId } from "../resourceId";
import { undefinedIfNotFound } from "../../errors/armError";
import { apiVersions } from "../../versions";

const apiVersion = apiVersions.hybridCompute;

/** An Arc machine to be created before its agent, as the enrollment article does it. */
export interface NewMachine {
  readonly location: string;
  /** Base64 of the PKCS#1 DER public key. */
  readonly clientPublicKey: string;
  /** GUID. */
  readonly vmId: string;
  /** The article sends `osName`, which is read-only in every API version; `osType` is the field that Azure keeps. */
  readonly osType?: OpenEnum<"linux" | "windows">;
  readonly tags?: Readonly<Record<string, string>>;
  /** ARM ID of an Azure Arc private link scope. */
  readonly privateLinkScopeId?: string;
  /** ARM ID of the Operator Nexus cluster. */
  readonly parentClusterId?: string;
}

/** The body of the PUT that creates a machine. */
export function machineBody(machine: NewMachine): Json {
  return {
    location: machine.location,
    identity: { type: "SystemAssigned" },
    ...(machine.tags !== undefined && { tags: machine.tags }),
    properties: {
      clientPublicKey: machine.clientPublicKey,
      vmId: machine.vmId,
      ...(machine.osType !== undefined && { osType: machine.osType }),
      ...(machine.privateLinkScopeId !== undefined && {
        privateLinkScopeResourceId: machine.privateLinkScopeId,
      }),
      ...(machine.parentClusterId !== undefined && { parentClusterResourceId: machine.parentClusterId }),
    },
  };
}

/** Requests about Arc machines. Throw `ResourceIdError`. */
export const machineRequests = {
  list: (scope: ListScope): ArmRequest => ({
    method: "GET",
    path: listPath(scope, "Microsoft.HybridCompute/machines"),
    apiVersion,
  }),
  get: (id: string): ArmRequest => ({ method: "GET", path: resourcePath(id), apiVersion }),
  put: (id: string, machine: NewMachine): ArmRequest => ({
    method: "PUT",
    path: resourcePath(id),
    apiVersion,
    body: machineBody(machine),
  }),
  delete: (id: string): ArmRequest => ({ method: "DELETE", path: resourcePath(id), apiVersion }),
};

const machineType = "Microsoft.HybridCompute/machines";

interface MachineId extends ProviderResourceId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

function machineIdOf(text: string): MachineId {
  const id = parseResourceId(text);
  if (!isOfType(id, machineType) || id.subscriptionId === undefined || id.resourceGroup === undefined)
    throw new ResourceIdError(text, 0, `it is not a ${machineType}.`);
  return { ...id, subscriptionId: id.subscriptionId, resourceGroup: id.resourceGroup };
}

function abortable(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

async function collect<Item>(
  pages: AsyncIterable<unknown>,
  decode: (value: unknown) => Item,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of pages) items.push(decode(item));
  return items;
}

/** One machine, whole. Throws `ArmError` or `ResourceIdError`. */
export async function getMachine(client: ArmClient, id: string, signal?: AbortSignal): Promise<Machine> {
  const { subscriptionId, resourceGroup, name } = machineIdOf(id);
  const { machines } = await hybridComputeSdk(client, subscriptionId);
  return decodeMachine(await machines.get(resourceGroup, name, abortable(signal)));
}

/** All machines of a subscription or resource group. Throws `ArmError`. */
export async function listMachines(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<Machine[]> {
  const { machines } = await hybridComputeSdk(client, scope.subscriptionId);
  const pages =
    scope.resourceGroup === undefined
      ? machines.listBySubscription(abortable(signal))
      : machines.listByResourceGroup(scope.resourceGroup, abortable(signal));
  return collect(pages, decodeMachine);
}

/** Deletes a machine; one that is not there counts as deleted. Throws `ArmError` or `ResourceIdError`. */
export async function deleteMachine(client: ArmClient, id: string, signal?: AbortSignal): Promise<void> {
  const { subscriptionId, resourceGroup, name } = machineIdOf(id);
  const { machines } = await hybridComputeSdk(client, subscriptionId);
  await undefinedIfNotFound(machines.delete(resourceGroup, name, abortable(signal)));
}

/** The Azure Arc private link scopes of a subscription or resource group. Throws `ArmError`. */
export async function listPrivateLinkScopes(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<PrivateLinkScope[]> {
  const { privateLinkScopes } = await hybridComputeSdk(client, scope.subscriptionId);
  const pages =
    scope.resourceGroup === undefined
      ? privateLinkScopes.list(abortable(signal))
      : privateLinkScopes.listByResourceGroup(scope.resourceGroup, abortable(signal));
  return collect(pages, decodePrivateLinkScope);
}
