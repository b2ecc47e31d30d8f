import type { ArmClient, ArmRequest } from "../../client";
import type { OpenEnum } from "../../decode";
import { listAll, withSignal } from "../../http/pages";
import { parseResourceId, urlPath } from "../resourceId";
import { apiVersions } from "../../versions";
import { decodeVirtualMachine, type VirtualMachine } from "./virtualMachine";
import {
  virtualMachineBody,
  virtualMachinePatchBody,
  type NewVirtualMachine,
  type VirtualMachineChange,
} from "./virtualMachineBody";

/** A subscription, or one of its resource groups. */
export interface ListScope {
  readonly subscriptionId: string;
  readonly resourceGroup?: string;
}

/** The path of a listing of `type` (`Microsoft.NetworkCloud/virtualMachines`). */
export function listPath(scope: ListScope, type: string): string {
  const group =
    scope.resourceGroup === undefined ? "" : `/resourceGroups/${encodeURIComponent(scope.resourceGroup)}`;
  return `/subscriptions/${encodeURIComponent(scope.subscriptionId)}${group}/providers/${type}`;
}

/** The path of a resource. Throws `ResourceIdError` for a text that is no ARM id, so that none reaches a URL. */
export function resourcePath(id: string, action?: string): string {
  const path = urlPath(parseResourceId(id));
  return action === undefined ? path : `${path}/${action}`;
}

/** `Platform` is the Private Relay; `Public` is the way back. */
export type RelayType = OpenEnum<"Platform" | "Public">;

export interface RelayAssignment {
  /** ARM ID of the Arc machine. */
  readonly machineId: string;
  readonly relayType: RelayType;
}

const apiVersion = apiVersions.networkCloud;

/** Requests about Operator Nexus VMs, as `az networkcloud virtualmachine` 4.0.0 sends them. Throw `ResourceIdError`. */
export const virtualMachineRequests = {
  list: (scope: ListScope): ArmRequest => ({
    method: "GET",
    path: listPath(scope, "Microsoft.NetworkCloud/virtualMachines"),
    apiVersion,
  }),
  get: (id: string): ArmRequest => ({ method: "GET", path: resourcePath(id), apiVersion }),
  create: (id: string, vm: NewVirtualMachine): ArmRequest => ({
    method: "PUT",
    path: resourcePath(id),
    apiVersion,
    body: virtualMachineBody(vm),
  }),
  update: (id: string, change: VirtualMachineChange): ArmRequest => ({
    method: "PATCH",
    path: resourcePath(id),
    apiVersion,
    body: virtualMachinePatchBody(change),
  }),
  delete: (id: string): ArmRequest => ({ method: "DELETE", path: resourcePath(id), apiVersion }),
  assignRelay: (id: string, relay: RelayAssignment): ArmRequest => ({
    method: "POST",
    path: resourcePath(id, "assignRelay"),
    apiVersion,
    body: { machineId: relay.machineId, relayType: relay.relayType },
  }),
  start: (id: string): ArmRequest => ({ method: "POST", path: resourcePath(id, "start"), apiVersion }),
  /** `skipShutdown`: cut the power at once instead of asking the guest to shut down. */
  powerOff: (id: string, skipShutdown = false): ArmRequest => ({
    method: "POST",
    path: resourcePath(id, "powerOff"),
    apiVersion,
    body: { skipShutdown: skipShutdown ? "True" : "False" },
  }),
  restart: (id: string): ArmRequest => ({ method: "POST", path: resourcePath(id, "restart"), apiVersion }),
  reimage: (id: string): ArmRequest => ({ method: "POST", path: resourcePath(id, "reimage"), apiVersion }),
};

/** One VM, whole. Throws `ArmError`. */
export async function getVirtualMachine(
  client: ArmClient,
  id: string,
  signal?: AbortSignal,
): Promise<VirtualMachine> {
  return decodeVirtualMachine((await client.send(withSignal(virtualMachineRequests.get(id), signal))).body);
}

/** All VMs of a subscription or resource group. Throws `ArmError`. */
export function listVirtualMachines(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<VirtualMachine[]> {
  return listAll(client, withSignal(virtualMachineRequests.list(scope), signal), decodeVirtualMachine);
}
