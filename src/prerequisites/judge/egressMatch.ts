import {
  egressEndpointFor,
  type EgressEndpoint,
} from "../../arm/resources/networkCloud/cloudServicesNetwork";
import type { EgressNeed } from "./egressNeeds";

/** How a need stands with what a network allow. */
export type EgressVerdict =
  | { readonly kind: "open"; readonly by: string }
  /** The host is there, but for another port. */
  | { readonly kind: "otherPort"; readonly by: string; readonly port: number }
  | { readonly kind: "closed" };

/**
 * Whether a network lets a need out. A single host is matched by the rule of the network (exact name, suffix with a leading dot, `^…$`).
 * A need of all hosts below a suffix is met by that suffix, by one above it, or by an expression that takes any name below it.
 */
export function egressVerdict(endpoints: readonly EgressEndpoint[], need: EgressNeed): EgressVerdict {
  const open = find(endpoints, need);
  if (open !== undefined) return { kind: "open", by: open.domainName };
  const elsewhere = find(
    endpoints.map((endpoint) => ({ ...endpoint, port: need.port })),
    need,
  );
  if (elsewhere === undefined) return { kind: "closed" };
  const port = endpoints.find(({ domainName }) => domainName === elsewhere.domainName)?.port;
  return { kind: "otherPort", by: elsewhere.domainName, port: port ?? need.port };
}

function find(endpoints: readonly EgressEndpoint[], { host, port }: EgressNeed): EgressEndpoint | undefined {
  if (!host.startsWith(".")) return egressEndpointFor(endpoints, host, port);
  return endpoints.find((endpoint) =>
    probes.every((probe) => egressEndpointFor([endpoint], `${probe}${host}`, port) !== undefined),
  );
}

/** Names that no list has by chance: only a rule for all names takes every one of them. */
const probes = ["nexus-arc-probe", "q7x2", "a.b-c.nexus-arc-probe"];
