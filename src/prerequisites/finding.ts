/** `error`: the enrollment cannot succeed. `warning`: it may not, or part of it. `information`: worth knowing. */
export const severities = ["error", "warning", "information"] as const;
export type Severity = (typeof severities)[number];

/** What a finding is about; the sections of the report, in its order. */
export const areas = ["providers", "rights", "network", "names", "versions", "system", "vm"] as const;
export type Area = (typeof areas)[number];

/** One thing that is not as it must be. */
export interface Finding {
  /** Stable, kebab-case; one id and subject stand for one finding. */
  readonly id: string;
  readonly area: Area;
  readonly severity: Severity;
  /** One sentence. */
  readonly title: string;
  /** What was seen, in Azure's own names. */
  readonly evidence: string;
  /** What the user can do. */
  readonly fix: string;
  /** What can be done from here, each after a question. */
  readonly actions: readonly PrerequisiteAction[];
}

/** One thing that is as it must be, or that could not be looked at. */
export interface Note {
  readonly area: Area;
  readonly text: string;
}

/** What an area has to say. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly passed: readonly Note[];
  /** What could not be seen, and what only a person can check. */
  readonly open: readonly Note[];
}

/** A host with its port, as an egress endpoint has it. */
export interface EgressLine {
  readonly domainName: string;
  readonly port: number;
}

/** What the product can do about a finding. */
export type PrerequisiteAction =
  | { readonly kind: "registerProvider"; readonly subscriptionId: string; readonly namespace: string }
  | { readonly kind: "addEgress"; readonly networkId: string; readonly lines: readonly EgressLine[] }
  | { readonly kind: "enableDefaultEgress"; readonly networkId: string }
  | { readonly kind: "deleteMachine"; readonly machineId: string; readonly status: string }
  | { readonly kind: "startVm"; readonly vmId: string }
  | { readonly kind: "chooseNames" };

export const nothing: Judgement = { findings: [], passed: [], open: [] };

/** All judgements as one. */
export function together(judgements: readonly Judgement[]): Judgement {
  return {
    findings: judgements.flatMap(({ findings }) => findings),
    passed: judgements.flatMap(({ passed }) => passed),
    open: judgements.flatMap(({ open }) => open),
  };
}
