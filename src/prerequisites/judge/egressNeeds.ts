import { say } from "../../l10n/sentence";
import { egressHosts, type Cloud } from "../../arm/cloud";
import { distributionOf, type OperatingSystem } from "./operatingSystem";

/** What the agent is to do once it is connected; each wants hosts of its own. */
export const agentFeatures = [
  "extensions",
  "ssh",
  "windowsAdminCenter",
  "sql",
  "updates",
  "monitor",
] as const;
export type AgentFeature = (typeof agentFeatures)[number];

/** A host that the VM must reach. A leading dot means hosts below, in a number that nobody lists. */
export interface EgressNeed {
  readonly host: string;
  readonly port: number;
  readonly why: string;
  /** What fails without it. */
  readonly severity: "error" | "warning";
}

/** Suffixes that differ between the clouds, for the features of Arc. */
interface FeatureHosts {
  readonly storage: string;
  readonly monitor: readonly string[];
  readonly sql?: string;
  readonly windowsAdminCenter?: string;
}

/**
 * Hosts of features. Sources: learn.microsoft.com, "Connected Machine agent network requirements" (one tab for each cloud) and
 * "Azure Monitor endpoints"; where a cloud lacks a feature, it has no host here.
 */
const featureHosts: Readonly<Record<"public" | "usGovernment" | "china", FeatureHosts>> = {
  public: {
    storage: ".blob.core.windows.net",
    monitor: [".ods.opinsights.azure.com", ".handler.control.monitor.azure.com", ".ingest.monitor.azure.com"],
    sql: ".arcdataservices.com",
    windowsAdminCenter: ".waconazure.com",
  },
  usGovernment: {
    storage: ".blob.core.usgovcloudapi.net",
    monitor: [".ods.opinsights.azure.us", ".handler.control.monitor.azure.us"],
  },
  china: {
    storage: ".blob.core.chinacloudapi.cn",
    monitor: [".ods.opinsights.azure.cn", ".handler.control.monitor.azure.cn"],
  },
};

/** Only Windows takes its package from here. */
const windowsOnly = "download.microsoft.com";

/**
 * What a VM must reach over TLS to be enrolled, and for the chosen features. Without features, what the enrollment itself needs;
 * hosts that the agent wants for its features are warnings then.
 */
export function egressNeeds(
  cloud: Cloud,
  features: readonly AgentFeature[],
  system?: OperatingSystem,
): readonly EgressNeed[] {
  const windows = system?.family === "windows";
  const later = laterHosts(cloud, features);
  const own = egressHosts(cloud).flatMap(({ host, why }): EgressNeed[] =>
    host === windowsOnly && !windows
      ? []
      : [{ host, port: 443, why, severity: later.has(host) ? "warning" : "error" }],
  );
  return [...own, ...featureNeeds(cloud, features), ...mirrors(system)];
}

/** Hosts that a machine can be connected without, unless a feature that needs them was chosen. */
function laterHosts({ hosts }: Cloud, features: readonly AgentFeature[]): ReadonlySet<string> {
  const wants = (...some: readonly AgentFeature[]): boolean =>
    some.some((feature) => features.includes(feature));
  return new Set([
    ...(wants("extensions", "updates", "monitor", "sql") ? [] : [`.${hosts.guestConfiguration}`]),
    ...(wants("ssh", "windowsAdminCenter") ? [] : [`.${hosts.serviceBus}`]),
  ]);
}

function featureNeeds(cloud: Cloud, features: readonly AgentFeature[]): EgressNeed[] {
  const hosts = featureHosts[cloud.name === "usGovernment" || cloud.name === "china" ? cloud.name : "public"];
  const need = (host: string, why: string): EgressNeed => ({ host, port: 443, why, severity: "error" });
  const wants = (feature: AgentFeature): boolean => features.includes(feature);
  return [
    ...((["extensions", "updates", "monitor", "sql"] as const).some(wants)
      ? [need(hosts.storage, say`downloads of extensions`)]
      : []),
    ...(wants("monitor") ? hosts.monitor.map((host) => need(host, "Azure Monitor agent")) : []),
    ...(wants("sql") && hosts.sql !== undefined ? [need(hosts.sql, "SQL Server enabled by Azure Arc")] : []),
    ...(wants("windowsAdminCenter") && hosts.windowsAdminCenter !== undefined
      ? [need(hosts.windowsAdminCenter, "Windows Admin Center")]
      : []),
  ];
}

/** The distribution's own package mirrors: they are in no default list, and apt or dnf fails without them. */
function mirrors(system: OperatingSystem | undefined): EgressNeed[] {
  const mirror = system === undefined ? undefined : distributionOf(system)?.mirror;
  return mirror === undefined
    ? []
    : [{ host: mirror, port: 443, why: say`packages of the distribution`, severity: "warning" }];
}
