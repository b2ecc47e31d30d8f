import type { Cloud } from "../arm/cloud";
import type { AgentFeature } from "./judge/egressNeeds";
import type { OperatingSystem } from "./judge/operatingSystem";

/** What the check is about. The more is given, the more is looked at. */
export interface PrerequisiteSubject {
  readonly cloud: Cloud;
  readonly subscriptionId: string;
  /** Where the VM and the Arc machine are, or are to be. */
  readonly resourceGroup?: string;
  /** ARM ID of the cloud services network. */
  readonly networkId?: string;
  /** Of a VM that exists, or that is to be made. */
  readonly vmName?: string;
  /** The VM's name when absent. */
  readonly arcMachineName?: string;
  /** Whose rights do steps 7 and 8: the VM's identity (`handsFree`) or the signed-in user (`guided`). */
  readonly way: "handsFree" | "guided";
  readonly identity: "system" | "user";
  readonly features: readonly AgentFeature[];
  /** Of the VM, where it is known. */
  readonly system?: OperatingSystem;
  /** Of the machine from which the steps are run, where they were asked. */
  readonly tools?: ToolVersions;
}

/** Versions as `az version` prints them. */
export interface ToolVersions {
  readonly azureCli?: string;
  readonly networkcloud?: string;
}

/** The Arc machine's name: its own, or the VM's. */
export function machineNameOf({ arcMachineName, vmName }: PrerequisiteSubject): string | undefined {
  return arcMachineName ?? vmName;
}

/** ARM ID of the group, or of the subscription where no group was chosen. */
export function scopeOf({ subscriptionId, resourceGroup }: PrerequisiteSubject): string {
  const subscription = `/subscriptions/${subscriptionId}`;
  return resourceGroup === undefined ? subscription : `${subscription}/resourceGroups/${resourceGroup}`;
}
