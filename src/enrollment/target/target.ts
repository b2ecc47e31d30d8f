import { customCloud, knownClouds, type Cloud } from "../../arm/cloud";
import { say } from "../../l10n/sentence";
import { targetNames, targetRules, type TargetName } from "./targetRules";

export type { TargetName } from "./targetRules";

/** In which cloud the enrollment happens; a custom cloud brings its endpoints (URLs) and its token audience. */
export type TargetCloud =
  | { readonly cloud: keyof typeof knownClouds }
  | {
      readonly cloud: "custom";
      readonly resourceManager: string;
      readonly authority: string;
      readonly audience: string;
    };

/** The managed identity that the VM was created with. */
export type TargetIdentity =
  | { readonly identity: "system" }
  | { readonly identity: "user"; readonly userAssignedIdentityId: string; readonly clientId?: string };

/**
 * What one enrollment is about: flat, as it stands in a record and as `nexus-arc script --set name=value` gives it.
 * Only `readTarget` makes one, so its values keep `targetRules`.
 */
export type EnrollmentTarget = TargetCloud &
  TargetIdentity & {
    readonly tenantId: string;
    /** Holds the VM, and the Arc machine beside it. */
    readonly subscriptionId: string;
    readonly resourceGroup: string;
    /** Region of the Arc machine, for example `eastus`. */
    readonly location: string;
    readonly vmName: string;
    readonly arcMachineName: string;
    /** Who creates the Arc machine and assigns the relay (steps 7 and 8), and so who makes the key pair. */
    readonly creator: "vm" | "workstation";
    /** What the VM's script uses to speak to Azure. */
    readonly flavour: "az" | "curl";
  };

/** A value that is missing or breaks its rule. */
export interface TargetProblem {
  readonly name: TargetName;
  /** One sentence for the user; carries no control character of the value. */
  readonly message: string;
}

export type TargetReading =
  | { readonly ok: true; readonly target: EnrollmentTarget }
  | { readonly ok: false; readonly problems: readonly TargetProblem[] };

/** Text by name, before it is checked. An empty text counts as absent. */
export type TargetInput = Readonly<Partial<Record<TargetName, string>>>;

/** Clouds by every name in lower case: ours, and Azure's own, as `az cloud list` prints them. */
const cloudNames: ReadonlyMap<string, string> = new Map([
  ...["public", "china", "custom", "practice"].map((name) => [name, name] as const),
  ["usgovernment", "usGovernment"],
  ["azurecloud", "public"],
  ["azureusgovernment", "usGovernment"],
  ["azurechinacloud", "china"],
]);

/** Checks what the user gave and derives what can be derived. Never throws; every problem is listed, in the order of the names. */
export function readTarget(input: TargetInput): TargetReading {
  const values = derive(input);
  const problems: TargetProblem[] = [];
  const get = (name: TargetName): string => {
    const value = values[name] ?? "";
    const problem = judge(name, value);
    if (problem !== undefined) problems.push({ name, message: problem });
    return value;
  };
  const target: EnrollmentTarget = {
    ...readCloud(get),
    tenantId: get("tenantId"),
    subscriptionId: get("subscriptionId"),
    resourceGroup: get("resourceGroup"),
    location: get("location"),
    vmName: get("vmName"),
    arcMachineName: get("arcMachineName"),
    ...readIdentity(get, values),
    creator: get("creator") === "workstation" ? "workstation" : "vm",
    flavour: get("flavour") === "curl" ? "curl" : "az",
  };
  return problems.length === 0 ? { ok: true, target } : { ok: false, problems };
}

/** The rule that `value` breaks, as a sentence; undefined when it keeps it. Forms use it for one field at a time. */
export function judge(name: TargetName, value: string): string | undefined {
  if (value === "") return say`${name} is missing: it must ${targetRules[name].words}.`;
  return targetRules[name].pattern.test(value)
    ? undefined
    : `${name} ${display(value)} must ${targetRules[name].words}.`;
}

/** Resource ID of the VM. */
export function vmId(target: EnrollmentTarget): string {
  return `${groupId(target)}/providers/Microsoft.NetworkCloud/virtualMachines/${target.vmName}`;
}

/** Resource ID of the Arc machine. */
export function machineId(target: EnrollmentTarget): string {
  return `${groupId(target)}/providers/Microsoft.HybridCompute/machines/${target.arcMachineName}`;
}

/** The endpoints of the target's cloud. */
export function cloudOf(target: EnrollmentTarget): Cloud {
  return target.cloud === "custom" ? customCloud(target) : knownClouds[target.cloud];
}

function isKnownCloud(name: string): name is keyof typeof knownClouds {
  return Object.hasOwn(knownClouds, name);
}

/** Resource ID of the group that holds both. */
export function groupId(target: EnrollmentTarget): string {
  return `/subscriptions/${target.subscriptionId}/resourceGroups/${target.resourceGroup}`;
}

function derive(input: TargetInput): Partial<Record<TargetName, string>> {
  const values: Partial<Record<TargetName, string>> = {};
  for (const name of targetNames) {
    const value = input[name] ?? "";
    if (value !== "") values[name] = value;
  }
  const { cloud = "public" } = values;
  values.cloud = cloudNames.get(cloud.toLowerCase()) ?? cloud;
  values.identity ??= values.userAssignedIdentityId === undefined ? "system" : "user";
  if (values.vmName !== undefined) values.arcMachineName ??= values.vmName;
  if (values.location !== undefined) values.location = values.location.replaceAll(" ", "").toLowerCase();
  if (values.resourceManager !== undefined) values.audience ??= values.resourceManager;
  values.creator ??= "vm";
  values.flavour ??= "az";
  return values;
}

function readCloud(get: (name: TargetName) => string): TargetCloud {
  const cloud = get("cloud");
  if (cloud === "custom") {
    const [resourceManager, authority, audience] = [
      get("resourceManager"),
      get("authority"),
      get("audience"),
    ].map((url) => url.replace(/\/+$/, ""));
    return {
      cloud,
      resourceManager: resourceManager ?? "",
      authority: authority ?? "",
      audience: audience ?? "",
    };
  }
  return { cloud: isKnownCloud(cloud) ? cloud : "public" };
}

function readIdentity(
  get: (name: TargetName) => string,
  values: Partial<Record<TargetName, string>>,
): TargetIdentity {
  if (get("identity") !== "user") return { identity: "system" };
  return {
    identity: "user",
    userAssignedIdentityId: get("userAssignedIdentityId"),
    ...(values.clientId === undefined ? {} : { clientId: get("clientId") }),
  };
}

/** A value as it can stand in a message: quoted, on one line, not too long. */
function display(value: string): string {
  const text = JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
  return text.replaceAll(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
