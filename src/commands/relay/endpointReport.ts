import type { Endpoint, RelayInfo, ServiceConfiguration } from "../../arm/resources/arc/hybridConnectivity";
import type { PlatformRelay } from "../../arm/resources/networkCloud/relayEvidence";
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

/** The findings as Markdown. */
export function endpointReport(findings: EndpointFindings): string {
  const { machineName, machineId, readAt, apiVersion, endpoint } = findings;
  const blocks = [
    `# Endpoint of ${plainMarkdown(machineName)}`,
    `Read at ${readAt} from Microsoft.HybridConnectivity, API version ${apiVersion}.`,
    list([["Arc machine", machineId]]),
    "## Which relay is used?",
    ...relayBlocks(findings.relay),
    relayProof,
    ...(endpoint === undefined ? absent : present(endpoint)),
    ...serviceBlocks(findings),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

const absent = [
  "## Endpoint",
  "It does not exist yet. Azure creates it when a relay is assigned, or at the first SSH connection to the machine. Until then, this is expected.",
];

function present(endpoint: Endpoint): string[] {
  const { furtherProperties } = endpoint;
  const further = Object.keys(furtherProperties).length > 0;
  return [
    "## Endpoint",
    list([
      ["Provisioning state", endpoint.provisioningState],
      ["Type", endpoint.endpointType],
      ["Resource", endpoint.id],
      ["Resource type", endpoint.type],
      ["Target resource (properties.resourceId)", valueOf(endpoint, "resourceId")],
    ]),
    further ? "### Further fields, as returned" : "Azure returned no further fields.",
    further ? json(furtherProperties) : "",
    "### Full response",
    json(endpoint.raw),
  ];
}

function valueOf({ raw }: Endpoint, name: string): string | undefined {
  const { properties } = raw;
  if (typeof properties !== "object" || properties === null) return undefined;
  const value: unknown = Object.entries(properties).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}

function serviceBlocks({ endpoint, services, trouble }: EndpointFindings): string[] {
  if (endpoint === undefined) return [];
  if (services === undefined)
    return [
      "## Service configurations",
      `Could not be read: ${plainMarkdown(trouble ?? "no cause reported")}`,
    ];
  if (services.length === 0)
    return ["## Service configurations", "None: neither SSH nor Windows Admin Center is allowed."];
  return [
    "## Service configurations",
    services
      .map(
        ({ name, serviceName, port, provisioningState }) =>
          `- ${plainMarkdown(serviceName ?? name)}: port ${port === undefined ? "not shown" : String(port)}, ${plainMarkdown(provisioningState ?? "no state")}`,
      )
      .join("\n"),
  ];
}

function relayBlocks(relay: RelayFindings | undefined): string[] {
  if (relay === undefined)
    return [
      "For more, read the relay credentials: they name the relay namespace. Run _Nexus Arc: Read Relay Credentials_. Their secrets are never shown.",
    ];
  const { info, platform } = relay;
  return [
    `**${plainMarkdown(relayVerdict(info, platform))}**`,
    "This comparison is an inference. Microsoft's documentation does not define it as a test.",
    list([
      ["Namespace", info.namespaceName],
      ["Namespace suffix", info.namespaceNameSuffix],
      ["Hybrid connection", info.hybridConnectionName],
      ["Access key", "not shown, not stored"],
      [
        "Valid until",
        info.expiresOn === undefined ? undefined : new Date(info.expiresOn * 1000).toISOString(),
      ],
    ]),
  ];
}

/** What the namespaces say together. */
export function relayVerdict({ namespaceName }: RelayInfo, platform: PlatformRelay | undefined): string {
  if (namespaceName === undefined) return "The credentials name no namespace, so no comparison is possible.";
  if (platform === undefined)
    return `The namespace is ${namespaceName}. The Nexus VM of this machine is not known, so no comparison is possible.`;
  switch (platform.kind) {
    case "known":
      return platform.namespaceName.toLowerCase() === namespaceName.toLowerCase()
        ? `The namespace ${namespaceName} belongs to the cluster manager, which indicates the Private Relay.`
        : `The namespace ${namespaceName} does not belong to the cluster manager (${platform.namespaceName}), which indicates the public relay.`;
    case "none":
      return `The namespace is ${namespaceName}. The cluster manager reports no relay namespace, so no comparison is possible.`;
    case "hidden":
      return `The namespace is ${namespaceName}. The cluster manager could not be read: ${platform.error.causeText}`;
  }
}

function list(entries: readonly (readonly [string, string | undefined])[]): string {
  return entries.map(([name, value]) => `- ${name}: ${plainMarkdown(value ?? "not returned")}`).join("\n");
}

function json(value: unknown): string {
  return ["```json", JSON.stringify(maskSecrets(value), undefined, 2), "```"].join("\n");
}
