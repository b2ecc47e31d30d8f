import type { ArmClient } from "../arm/client";
import {
  getCloudServicesNetwork,
  type CloudServicesNetwork,
  type CloudServicesNetworkChange,
  type EgressGroup,
} from "../arm/resources/networkCloud/cloudServicesNetwork";
import type { EgressLine, PrerequisiteAction } from "./finding";

export type EgressAction = Extract<PrerequisiteAction, { kind: "addEgress" | "enableDefaultEgress" }>;

/** A change of a network's egress, and the lines that it brings, for showing it before it is sent. */
export interface EgressChange {
  readonly change: CloudServicesNetworkChange;
  readonly added: readonly EgressLine[];
}

/** Reads the network as it is now, and works out what to send: Azure replaces the whole list, so the old lines go with it. Throws `ArmError`. */
export async function readEgressChange(
  client: ArmClient,
  action: EgressAction,
  signal?: AbortSignal,
): Promise<EgressChange> {
  return egressChange(await getCloudServicesNetwork(client, action.networkId, signal), action);
}

/** Pure: the change that an action makes to a network as it is. */
export function egressChange(network: CloudServicesNetwork, action: EgressAction): EgressChange {
  if (action.kind === "enableDefaultEgress")
    return { change: { enableDefaultEgressEndpoints: true }, added: [] };
  const has = ({ domainName, port }: EgressLine): boolean =>
    network.additionalEgressEndpoints.some(
      (endpoint) => endpoint.domainName.toLowerCase() === domainName.toLowerCase() && endpoint.port === port,
    );
  const added = action.lines.filter((line) => !has(line));
  return { change: { additionalEgressEndpoints: [...groupsOf(network), ...groupOf(added)] }, added };
}

/** The endpoints as Azure takes them: by category. */
function groupsOf({ additionalEgressEndpoints }: CloudServicesNetwork): EgressGroup[] {
  const groups = new Map<string, EgressGroup["endpoints"][number][]>();
  for (const { category = "additional", domainName, port } of additionalEgressEndpoints) {
    const own = groups.get(category) ?? [];
    own.push({ domainName, ...(port !== undefined && { port }) });
    groups.set(category, own);
  }
  return [...groups].map(([category, endpoints]) => ({ category, endpoints }));
}

function groupOf(lines: readonly EgressLine[]): EgressGroup[] {
  return lines.length === 0 ? [] : [{ category: "azure-arc", endpoints: lines }];
}
