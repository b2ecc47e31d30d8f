/** Which VM is to be assigned to which machine, over which relay, as one command tells another. */
export interface RelayRequest {
  readonly kind: "relayRequest";
  /** ARM ids. */
  readonly vmId: string;
  readonly machineId: string;
  readonly relayType: "Platform" | "Public";
}

/** A command can be given anything. */
export function isRelayRequest(value: unknown): value is RelayRequest {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind !== "relayRequest" || !("vmId" in value) || typeof value.vmId !== "string") return false;
  if (!("machineId" in value) || typeof value.machineId !== "string") return false;
  return "relayType" in value && (value.relayType === "Platform" || value.relayType === "Public");
}

/** What the user has confirmed in a review, by the object itself: an argument that somebody makes up is none of them. */
const confirmed = new WeakSet<RelayRequest>();

/** Notes that a wish only takes back what was reviewed. */
export function confirm(request: RelayRequest): RelayRequest {
  confirmed.add(request);
  return request;
}

/** Whether a wish needs no review: it comes from `confirm`, not from a caller outside. */
export function isConfirmed(value: unknown): value is RelayRequest {
  return isRelayRequest(value) && confirmed.has(value);
}
