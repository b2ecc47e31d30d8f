import type { JsonObject } from "../state/json";
import type { Random } from "../state/random";
import { timestamp } from "../state/world";

const agentConfiguration: JsonObject = {
  incomingConnectionsPorts: [],
  extensionsAllowList: [],
  extensionsBlockList: [],
  proxyUrl: "http://169.254.0.11:3128",
  proxyBypass: [],
  extensionsEnabled: "true",
  guestConfigurationEnabled: "true",
  configMode: "full",
};

/** What a connected agent reports about a Linux VM on Operator Nexus (HybridCompute machine, read-only properties). */
export function agentReport(input: {
  readonly name: string;
  readonly vmUuid: string;
  readonly address: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly changedAt: number;
}): JsonObject {
  return {
    status: "Connected",
    lastStatusChange: timestamp(input.changedAt),
    agentVersion: "1.58.03178.844",
    vmUuid: input.vmUuid,
    osName: "linux",
    osType: "linux",
    osVersion: "6.8.0-51-generic",
    osSku: "Ubuntu 24.04.1 LTS",
    osEdition: "",
    displayName: input.name,
    machineFqdn: input.name,
    dnsFqdn: input.name,
    adFqdn: input.name,
    domainName: "",
    errorDetails: [],
    agentConfiguration,
    detectedProperties: {
      cloudprovider: "N/A",
      coreCount: String(input.cores),
      logicalCoreCount: String(input.cores),
      manufacturer: "KubeVirt",
      model: "None",
      processorCount: "1",
      processorNames: "Intel(R) Xeon(R) Gold 6338N CPU @ 2.20GHz",
      totalPhysicalMemoryInBytes: String(input.memoryGB * 1_073_741_824),
      totalPhysicalMemoryInGigabytes: String(input.memoryGB),
    },
    networkProfile: {
      networkInterfaces: [
        {
          ipAddresses: [
            { address: input.address, ipAddressVersion: "IPv4", subnet: { addressPrefix: "24" } },
          ],
        },
      ],
    },
  };
}

/** Digits of a modulus that all made-up keys share; their first ones differ. */
const filler = "9e3779b97f4a7c15f39cc0605cedc834".repeat(16).slice(0, 478);

/**
 * A public key of the right shape (base64 of PKCS#1 DER, 2048 bits) whose private key nobody has.
 * Making real pairs for ten thousand machines would take minutes.
 */
export function shapedPublicKey(random: Random): string {
  const modulus = `c${random.hex(32)}${filler}1`;
  return Buffer.from(`3082010a0282010100${modulus}0203010001`, "hex").toString("base64");
}
