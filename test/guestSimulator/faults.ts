/** What goes wrong in the simulator's world. Counted ones pass by themselves; the others stay until they are taken away. */
export interface Faults {
  /** Token requests that the metadata service answers with this status first. */
  imds: { times: number; status: number };
  /** The metadata service does not answer at all. */
  imdsDown: boolean;
  /** Requests to Resource Manager that are refused before the roles take effect. */
  rolesLate: number;
  /** How often each download answers 503 first. */
  downloads503: number;
  /** Relay assignments that meet another operation first. */
  relayBusy: number;
  /** Relay assignments that do not find the machine first, which was made a moment ago. */
  relayUnknown: number;
  /** How often the relay's operation moves to a new address, where the old one is then unknown. */
  relayMoves: number;
  /** A page of the proxy stands in the place of what was asked for. */
  page: "nowhere" | "installer" | "resource manager";
  /** How the relay is refused for good. */
  relay: "granted" | "refused" | "fails";
  /** Connections of the agent that fail with AZCM0062 first. */
  agent0062: number;
}

export function noFaults(): Faults {
  return {
    imds: { times: 0, status: 429 },
    imdsDown: false,
    rolesLate: 0,
    downloads503: 0,
    relayBusy: 0,
    relayUnknown: 0,
    relayMoves: 0,
    page: "nowhere",
    relay: "granted",
    agent0062: 0,
  };
}

/** The faults that pass: a good script survives each of them, and any two together. */
export const transientFaults = {
  "IMDS 429": (faults: Faults) => {
    faults.imds = { times: 2, status: 429 };
  },
  "role not yet propagated": (faults: Faults) => {
    faults.rolesLate = 3;
  },
  "downloads 503 twice": (faults: Faults) => {
    faults.downloads503 = 2;
  },
  "relay 409": (faults: Faults) => {
    faults.relayBusy = 1;
  },
  "agent error 0062 once": (faults: Faults) => {
    faults.agent0062 = 1;
  },
} satisfies Record<string, (faults: Faults) => void>;
