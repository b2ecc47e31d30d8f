import { say } from "../../l10n/sentence";
import type { CloudServicesNetwork } from "../../arm/resources/networkCloud/cloudServicesNetwork";
import type { Seen } from "../../enrollment/evidence/azureView";
import { egressVerdict } from "./egressMatch";
import { egressNeeds, type EgressNeed } from "./egressNeeds";
import type { EgressLine, Finding, Judgement } from "../finding";
import type { PrerequisiteSubject } from "../subject";

/** Judges whether the cloud services network lets the VM reach what it must. */
export function judgeNetwork(subject: PrerequisiteSubject, seen: Seen<CloudServicesNetwork>): Judgement {
  switch (seen.kind) {
    case "notAsked":
      return { findings: [], passed: [], open: [] };
    case "hidden":
      return openOnly(say`The cloud services network could not be read: ${seen.error.causeText}`);
    case "absent":
      return {
        findings: [
          {
            id: "network-absent",
            area: "network",
            severity: "error",
            title: say`The cloud services network does not exist.`,
            evidence: subject.networkId ?? "",
            fix: say`Choose another network, or create this one with enableDefaultEgressEndpoints.`,
            actions: [],
          },
        ],
        passed: [],
        open: [],
      };
    case "seen":
      return judge(subject, seen.value);
  }
}

function openOnly(text: string): Judgement {
  return { findings: [], passed: [], open: [{ area: "network", text }] };
}

function judge(subject: PrerequisiteSubject, network: CloudServicesNetwork): Judgement {
  const needs = egressNeeds(subject.cloud, subject.features, subject.system);
  const endpoints = [...network.enabledEgressEndpoints, ...network.additionalEgressEndpoints];
  const verdicts = needs.map((need) => ({ need, verdict: egressVerdict(endpoints, need) }));
  const missing = verdicts.filter(({ verdict }) => verdict.kind !== "open");
  const passed = verdicts.flatMap(({ need, verdict }) =>
    verdict.kind === "open"
      ? [
          {
            area: "network" as const,
            text: say`${show(need.host)} is allowed (rule ${verdict.by}): ${need.why}.`,
          },
        ]
      : [],
  );
  return {
    findings: [
      ...standing(network),
      ...(network.enableDefaultEgressEndpoints === false ? [defaultsOff(network)] : []),
      ...(["error", "warning"] as const).flatMap((severity) =>
        closed(
          network,
          severity,
          missing.filter(({ need }) => need.severity === severity),
        ),
      ),
    ],
    passed,
    open: [],
  };
}

function standing({ id, provisioningState, detailedStatusMessage }: CloudServicesNetwork): Finding[] {
  if (provisioningState === "Succeeded" || provisioningState === undefined) return [];
  return [
    {
      id: "network-state",
      area: "network",
      severity: "warning",
      title: say`The cloud services network is not in a final state: ${provisioningState}.`,
      evidence: `${id}: ${detailedStatusMessage ?? say`no message`}`,
      fix: say`Wait until it is Succeeded, or fix it, and check again.`,
      actions: [],
    },
  ];
}

function defaultsOff({ id }: CloudServicesNetwork): Finding {
  return {
    id: "egress-defaults-off",
    area: "network",
    severity: "information",
    title: say`The default egress endpoints are turned off: you must list every host that a VM needs.`,
    evidence: `enableDefaultEgressEndpoints: False (${id})`,
    fix: say`Turn them on, or keep the list of additionalEgressEndpoints complete yourself.`,
    actions: [{ kind: "enableDefaultEgress", networkId: id }],
  };
}

interface Missing {
  readonly need: EgressNeed;
  readonly verdict: ReturnType<typeof egressVerdict>;
}

/** One finding for all hosts of a severity: they are added together. */
function closed(
  { id }: CloudServicesNetwork,
  severity: "error" | "warning",
  missing: readonly Missing[],
): Finding[] {
  if (missing.length === 0) return [];
  const lines: EgressLine[] = missing.map(({ need }) => ({ domainName: need.host, port: need.port }));
  const words = missing.length === 1 ? say`1 host` : say`${missing.length} hosts`;
  return [
    {
      id: severity === "error" ? "egress-missing" : "egress-optional-missing",
      area: "network",
      severity,
      title:
        severity === "error"
          ? say`The cloud services network blocks ${words} that the enrollment needs.`
          : say`The cloud services network blocks ${words} that the agent or the VM needs later.`,
      evidence: missing.map(evidenceOf).join("; "),
      fix: say`Add to additionalEgressEndpoints: ${lines.map(({ domainName, port }) => `${domainName}:${port}`).join(", ")}`,
      actions: [{ kind: "addEgress", networkId: id, lines }],
    },
  ];
}

function evidenceOf({ need, verdict }: Missing): string {
  const why = `${show(need.host)}: ${need.why}`;
  return verdict.kind === "otherPort"
    ? say`${why} (listed as ${verdict.by}, but for port ${verdict.port} only)`
    : why;
}

function show(host: string): string {
  return host.startsWith(".") ? `*${host}` : host;
}
