import type { Endpoint, RelayInfo, ServiceConfiguration } from "../../arm/resources/arc/hybridConnectivity";
import type { PlatformRelay } from "../../arm/resources/networkCloud/relayEvidence";
import { say } from "../../l10n/sentence";
import { inEnglish, type Translate } from "../../l10n/translate";
import { plainMarkdown } from "../../markdown";
import { maskSecrets } from "../../arm/resources/mask";
import { relayProof } from "./relayWords";

/** What Azure showed of one machine's connectivity endpoint. */
export interface EndpointFindings {
  readonly machineId: string;
  readonly machineName: string;
  /** ISO 8601. */
  readonly readAt: string;
  readonly apiVersion: string;
  /** `undefined`: there is none yet. */
  readonly endpoint: Endpoint | undefined;
  /** `undefined`: they could not be read, and `trouble` says why. */
  readonly services: readonly ServiceConfiguration[] | undefined;
  readonly trouble?: string;
  readonly relay?: RelayFindings;
}

/** What the relay credentials and the platform show. Holds no credential. */
export interface RelayFindings {
  readonly info: RelayInfo;
  /** `undefined`: no VM of this machine is known. */
  readonly platform: PlatformRelay | undefined;
}

/** The findings as Markdown, in the language of `t`. */
export function endpointReport(findings: EndpointFindings, t: Translate = inEnglish): string {
  const { machineName, machineId, readAt, apiVersion, endpoint } = findings;
  const blocks = [
    `# ${t("Endpoint of {0}", plainMarkdown(machineName))}`,
    t("Read at {0} from Microsoft.HybridConnectivity, API version {1}.", readAt, apiVersion),
    list([[say`Arc machine`, machineId]], t),
    `## ${t("Which relay is used?")}`,
    ...relayBlocks(findings.relay, t),
    t(relayProof),
    ...(endpoint === undefined ? absent(t) : present(endpoint, t)),
    ...serviceBlocks(findings, t),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function absent(t: Translate): string[] {
  return [
    `## ${t("Endpoint")}`,
    t(
      "It does not exist yet. Azure creates it when a relay is assigned, or at the first SSH connection to the machine. Until then, this is expected.",
    ),
  ];
}

function present(endpoint: Endpoint, t: Translate): string[] {
  const { furtherProperties } = endpoint;
  const further = Object.keys(furtherProperties).length > 0;
  return [
    `## ${t("Endpoint")}`,
    list(
      [
        [say`Provisioning state`, endpoint.provisioningState],
        [say`Type`, endpoint.endpointType],
        [say`Resource`, endpoint.id],
        [say`Resource type`, endpoint.type],
        [say`Target resource (properties.resourceId)`, valueOf(endpoint, "resourceId")],
      ],
      t,
    ),
    further ? `### ${t("Further fields, as returned")}` : t("Azure returned no further fields."),
    further ? json(furtherProperties) : "",
    `### ${t("Full response")}`,
    json(endpoint.raw),
  ];
}

function valueOf({ raw }: Endpoint, name: string): string | undefined {
  const { properties } = raw;
  if (typeof properties !== "object" || properties === null) return undefined;
  const value: unknown = Object.entries(properties).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}

function serviceBlocks({ endpoint, services, trouble }: EndpointFindings, t: Translate): string[] {
  if (endpoint === undefined) return [];
  const title = `## ${t("Service configurations")}`;
  if (services === undefined)
    return [title, t("Could not be read: {0}", plainMarkdown(t(trouble ?? say`no cause reported`)))];
  if (services.length === 0) return [title, t("None: neither SSH nor Windows Admin Center is allowed.")];
  return [
    title,
    services
      .map(
        ({ name, serviceName, port, provisioningState }) =>
          `- ${t("{0}: port {1}, {2}", plainMarkdown(serviceName ?? name), port ?? t("not shown"), plainMarkdown(provisioningState ?? t("no state")))}`,
      )
      .join("\n"),
  ];
}

function relayBlocks(relay: RelayFindings | undefined, t: Translate): string[] {
  if (relay === undefined)
    return [
      t(
        "For more, read the relay credentials: they name the relay namespace. Run _Nexus Arc: Read Relay Credentials_. Their secrets are never shown.",
      ),
    ];
  const { info, platform } = relay;
  return [
    `**${plainMarkdown(t(relayVerdict(info, platform)))}**`,
    t("This comparison is an inference. Microsoft's documentation does not define it as a test."),
    list(
      [
        [say`Namespace`, info.namespaceName],
        [say`Namespace suffix`, info.namespaceNameSuffix],
        [say`Hybrid connection`, info.hybridConnectionName],
        [say`Access key`, t("not shown, not stored")],
        [
          say`Valid until`,
          info.expiresOn === undefined ? undefined : new Date(info.expiresOn * 1000).toISOString(),
        ],
      ],
      t,
    ),
  ];
}

/** What the namespaces say together. */
export function relayVerdict({ namespaceName }: RelayInfo, platform: PlatformRelay | undefined): string {
  if (namespaceName === undefined)
    return say`The credentials name no namespace, so no comparison is possible.`;
  if (platform === undefined)
    return say`The namespace is ${namespaceName}. The Nexus VM of this machine is not known, so no comparison is possible.`;
  switch (platform.kind) {
    case "known":
      return platform.namespaceName.toLowerCase() === namespaceName.toLowerCase()
        ? say`The namespace ${namespaceName} belongs to the cluster manager, which indicates the Private Relay.`
        : say`The namespace ${namespaceName} does not belong to the cluster manager (${platform.namespaceName}), which indicates the public relay.`;
    case "none":
      return say`The namespace is ${namespaceName}. The cluster manager reports no relay namespace, so no comparison is possible.`;
    case "hidden":
      return say`The namespace is ${namespaceName}. The cluster manager could not be read: ${platform.error.causeText}`;
  }
}

function list(entries: readonly (readonly [string, string | undefined])[], t: Translate): string {
  return entries
    .map(([name, value]) => `- ${t(name)}: ${plainMarkdown(value ?? t("not returned"))}`)
    .join("\n");
}

function json(value: unknown): string {
  return ["```json", JSON.stringify(maskSecrets(value), undefined, 2), "```"].join("\n");
}
