import type { ArmClient, ArmRequest } from "../client";
import { readObject, readString, type Json } from "../decode";
import { listPath, resourcePath, type ListScope } from "./networkCloud/networkCloud";
import { listAll, withSignal } from "../http/pages";
import { decodeSummary, type ResourceSummary } from "./resourceSummary";
import { apiVersions } from "../versions";

/** Azure's own VMs and scale sets: those that this product looks at for their managed identities only. */
export const computeTypes = {
  virtualMachine: "Microsoft.Compute/virtualMachines",
  scaleSet: "Microsoft.Compute/virtualMachineScaleSets",
} as const;
export type ComputeKind = keyof typeof computeTypes;

export interface ComputeResource extends ResourceSummary {
  readonly kind: ComputeKind;
  readonly provisioningState: string | undefined;
  /** Of a scale set: instances of `Manual` ones must be brought up to date manually. */
  readonly upgradeMode: string | undefined;
}

const apiVersion = apiVersions.compute;

/** Requests about Azure VMs and scale sets. Throw `ResourceIdError`. */
export const computeRequests = {
  list: (scope: ListScope, kind: ComputeKind): ArmRequest => ({
    method: "GET",
    path: listPath(scope, computeTypes[kind]),
    apiVersion,
  }),
  get: (id: string): ArmRequest => ({ method: "GET", path: resourcePath(id), apiVersion }),
  /** Changes the identities and nothing else. */
  patchIdentity: (id: string, identity: Json): ArmRequest => ({
    method: "PATCH",
    path: resourcePath(id),
    apiVersion,
    body: { identity },
  }),
};

export function decodeComputeResource(value: unknown): ComputeResource {
  const { summary, fields } = decodeSummary(value);
  return {
    ...summary,
    kind: /\/virtualMachineScaleSets\//i.test(summary.id) ? "scaleSet" : "virtualMachine",
    provisioningState: readString(fields["provisioningState"]),
    upgradeMode: readString(readObject(fields["upgradePolicy"])["mode"]),
  };
}

/** One Azure VM or scale set. Throws `ArmError` or `ResourceIdError`. */
export async function getComputeResource(
  client: ArmClient,
  id: string,
  signal?: AbortSignal,
): Promise<ComputeResource> {
  return decodeComputeResource((await client.send(withSignal(computeRequests.get(id), signal))).body);
}

/** The Azure VMs and scale sets of a subscription or resource group. Throws `ArmError`. */
export async function listComputeResources(
  client: ArmClient,
  scope: ListScope,
  signal?: AbortSignal,
): Promise<ComputeResource[]> {
  const kinds: readonly ComputeKind[] = ["virtualMachine", "scaleSet"];
  const lists = await Promise.all(
    kinds.map((kind) =>
      listAll(client, withSignal(computeRequests.list(scope, kind), signal), decodeComputeResource),
    ),
  );
  return lists.flat();
}
