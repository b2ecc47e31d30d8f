import { textAt } from "../state/json";
import type { Resource } from "../state/resource";
import type { World } from "../state/world";

export const clusterType = "microsoft.networkcloud/clusters";

/** The cluster behind an extended location (its custom location); undefined when there is none. */
export function clusterAt(world: World, resource: Resource): Resource | undefined {
  const place = textAt(resource.extendedLocation, "name")?.toLowerCase();
  for (const cluster of world.store.list(clusterType))
    if (textAt(cluster.properties, "clusterExtendedLocation", "name")?.toLowerCase() === place)
      return cluster;
  return undefined;
}

/** A bare-metal machine of the cluster, chosen by the VM's name. */
export function hostFor(resource: Resource): string {
  const place = textAt(resource.extendedLocation, "name") ?? "";
  const group = /\/resourceGroups\/([^/]+)/i.exec(place)?.[1] ?? "";
  const subscription = /\/subscriptions\/([^/]+)/i.exec(place)?.[1] ?? "";
  const rack = 1 + (sum(resource.name) % 2);
  const compute = 1 + (sum(resource.name) % 8);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.NetworkCloud/bareMetalMachines/rack${String(rack)}compute0${String(compute)}`;
}

export function sum(text: string): number {
  let total = 0;
  for (const character of text) total += character.codePointAt(0) ?? 0;
  return total;
}

/** A locally administered MAC address, as the fabric gives. */
export function macAddress(world: World): string {
  const digits = world.random.hex(6);
  return `02:00:00:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`;
}
