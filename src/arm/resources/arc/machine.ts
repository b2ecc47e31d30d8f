import { readObject, readObjects, readString, type OpenEnum } from "../../decode";
import { decodeResource, type ArmResource } from "../resource";
import { decodeSummary, type ResourceSummary } from "../resourceSummary";

/**
 * HybridCompute 2025-02-19-preview. `AwaitingConnection` is a machine that was created in advance and is not connected yet;
 * `Expired` is in the documentation only.
 */
export type MachineStatus = OpenEnum<
  "AwaitingConnection" | "Connected" | "Disconnected" | "Error" | "Expired"
>;

/** What a list shows of an Arc machine. Holds no secret, so it can be stored. */
export interface MachineSummary extends ResourceSummary {
  readonly status: MachineStatus | undefined;
  /** ISO 8601. */
  readonly lastStatusChange: string | undefined;
  readonly agentVersion: string | undefined;
  /** The distribution's or Windows' name; read-only in the API. */
  readonly osName: string | undefined;
  /** `linux` or `windows`. */
  readonly osType: string | undefined;
  /** The GUID chosen at enrollment. */
  readonly vmId: string | undefined;
  readonly machineFqdn: string | undefined;
  /** The host name inside the VM. */
  readonly computerName: string | undefined;
  readonly provisioningState: string | undefined;
}

/** Decodes an ARM resource, or a Resource Graph row whose properties are columns. */
export function decodeMachineSummary(value: unknown): MachineSummary {
  const { summary, fields } = decodeSummary(value);
  return {
    ...summary,
    status: readString(fields["status"]),
    lastStatusChange: readString(fields["lastStatusChange"]),
    agentVersion: readString(fields["agentVersion"]),
    osName: readString(fields["osName"]),
    osType: readString(fields["osType"]),
    vmId: readString(fields["vmId"]),
    machineFqdn: readString(fields["machineFqdn"]),
    computerName:
      readString(fields["computerName"]) ?? readString(readObject(fields["osProfile"])["computerName"]),
    provisioningState: readString(fields["provisioningState"]),
  };
}

export interface MachineErrorDetail {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** An Arc machine, opened. */
export interface Machine extends MachineSummary, ArmResource {
  /** Base64 of the PKCS#1 DER public key that it was created with. */
  readonly clientPublicKey: string | undefined;
  readonly displayName: string | undefined;
  readonly osVersion: string | undefined;
  readonly osSku: string | undefined;
  readonly domainName: string | undefined;
  readonly dnsFqdn: string | undefined;
  readonly privateLinkScopeResourceId: string | undefined;
  readonly parentClusterResourceId: string | undefined;
  readonly errorDetails: readonly MachineErrorDetail[];
}

export function decodeMachine(value: unknown): Machine {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    ...decodeMachineSummary(value),
    clientPublicKey: readString(properties["clientPublicKey"]),
    displayName: readString(properties["displayName"]),
    osVersion: readString(properties["osVersion"]),
    osSku: readString(properties["osSku"]),
    domainName: readString(properties["domainName"]),
    dnsFqdn: readString(properties["dnsFqdn"]),
    privateLinkScopeResourceId: readString(properties["privateLinkScopeResourceId"]),
    parentClusterResourceId: readString(properties["parentClusterResourceId"]),
    errorDetails: readObjects(properties["errorDetails"]).map((detail) => ({
      code: readString(detail["code"]),
      message: readString(detail["message"]),
    })),
  };
}
