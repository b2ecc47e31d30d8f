import { say } from "../../l10n/sentence";
import type { Seen } from "../../enrollment/evidence/azureView";
import type { Finding, Judgement, Note } from "../finding";
import type { SeenProvider } from "./providers";
import type { PrerequisiteSubject } from "../subject";
import { compareVersions } from "./version";

/**
 * What managed identities of Nexus VMs and the relay need at least (Operator Nexus documentation, version prerequisites of VMs with
 * managed identities; release history of the `networkcloud` extension).
 */
export const minimum = {
  managementBundle: "2510.1",
  runtime: "4.7.0",
  apiVersion: "2025-07-01-preview",
  recommendedApiVersion: "2025-09-01",
  azureCli: "2.75.0",
  networkcloud: "4.0.0b1",
} as const;

/** What a Nexus cluster says of itself. */
export interface SeenCluster {
  readonly id: string;
  /** The runtime, `4.7.0`. */
  readonly clusterVersion: string | undefined;
}

/** Judges the versions that Azure shows, and those of the tools on this machine. */
export function judgeVersions(
  { tools }: PrerequisiteSubject,
  cluster: Seen<SeenCluster>,
  nexus: Seen<SeenProvider> | undefined,
): Judgement {
  const findings: Finding[] = [];
  const passed: Note[] = [];
  const open: Note[] = [
    {
      area: "versions",
      text: say`The management bundle must be ${minimum.managementBundle} or later. No API shows it: ask the cluster's operator.`,
    },
  ];
  const add = (part: Part): void => {
    if (part.kind === "finding") findings.push(part.finding);
    else (part.kind === "passed" ? passed : open).push({ area: "versions", text: part.text });
  };
  if (cluster.kind === "seen") add(runtime(cluster.value));
  else
    open.push({
      area: "versions",
      text: say`The cluster's runtime must be ${minimum.runtime} or later. It could not be checked.`,
    });
  if (nexus?.kind === "seen") add(api(nexus.value));
  if (tools?.azureCli !== undefined)
    add(tool("azure-cli", "Azure CLI", tools.azureCli, minimum.azureCli, "az upgrade"));
  if (tools?.networkcloud !== undefined) {
    const update = "az extension add --upgrade --name networkcloud";
    add(
      tool("networkcloud", say`The networkcloud extension`, tools.networkcloud, minimum.networkcloud, update),
    );
  } else if (tools?.azureCli !== undefined) {
    open.push({
      area: "versions",
      text: say`The networkcloud extension is not installed: az extension add --name networkcloud.`,
    });
  }
  return { findings, passed, open };
}

type Part =
  | { readonly kind: "finding"; readonly finding: Finding }
  | { readonly kind: "passed" | "open"; readonly text: string };

function runtime({ id, clusterVersion }: SeenCluster): Part {
  if (clusterVersion === undefined)
    return {
      kind: "open",
      text: say`The cluster does not report its runtime. It must be ${minimum.runtime} or later.`,
    };
  if (compareVersions(clusterVersion, minimum.runtime) >= 0)
    return { kind: "passed", text: say`The cluster's runtime is ${clusterVersion}.` };
  return problem(
    "nexus-runtime",
    "error",
    say`The cluster's runtime ${clusterVersion} is too old for VMs with managed identities.`,
    `clusterVersion: ${clusterVersion} (${id})`,
    say`Upgrade the cluster to runtime ${minimum.runtime} or later.`,
  );
}

function api({ apiVersions }: SeenProvider): Part {
  const offered = apiVersions["virtualmachines"] ?? [];
  if (offered.length === 0)
    return {
      kind: "open",
      text: say`Azure does not report which NetworkCloud API versions are available. ${minimum.recommendedApiVersion} is used.`,
    };
  if (offered.some((version) => version >= minimum.recommendedApiVersion))
    return {
      kind: "passed",
      text: say`NetworkCloud API ${minimum.recommendedApiVersion} or later is available.`,
    };
  const newest = [...offered].sort().at(-1) ?? "";
  return problem(
    "nexus-api",
    "error",
    say`The cloud's NetworkCloud API is too old for the requests of this extension.`,
    say`newest of virtualMachines: ${newest}`,
    say`Wait until the region has API ${minimum.recommendedApiVersion}.`,
  );
}

function tool(id: string, what: string, version: string, least: string, update: string): Part {
  if (compareVersions(version, least) >= 0)
    return { kind: "passed", text: say`${what} is version ${version}.` };
  return problem(
    `tool-${id}`,
    "warning",
    say`${what} ${version} on this machine is too old for the commands of the steps.`,
    `version: ${version}; at least ${least}`,
    say`To update it, run: ${update}`,
  );
}

function problem(
  id: string,
  severity: Finding["severity"],
  title: string,
  evidence: string,
  fix: string,
): Part {
  return { kind: "finding", finding: { id, area: "versions", severity, title, evidence, fix, actions: [] } };
}
