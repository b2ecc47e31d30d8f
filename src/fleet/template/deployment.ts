import { createHash } from "node:crypto";
import type { Json } from "../../arm/decode";
import type { Fleet, FleetRegistry, FleetVm } from "../fleet";

/** What a deployment is for. They run in this order, those of one phase side by side. */
export const phases = ["ground", "roles", "vms"] as const;
export type Phase = (typeof phases)[number];

/** One resource of a template. Members other than these are the body of its PUT. */
export interface TemplateResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly [member: string]: unknown;
}

/** One deployment to a resource group. */
export interface FleetDeployment {
  /** From the fleet's name and the content: the same content has the same name. */
  readonly name: string;
  readonly phase: Phase;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** The VMs that it makes; empty in the first two phases. */
  readonly vms: readonly FleetVm[];
  /** ARM template. Holds no secret. */
  readonly template: Json;
  /** Base64 user data by the VM's name; goes into the secure parameter `userData`, and nowhere else. */
  readonly userData: Readonly<Record<string, string>>;
  /** Its password goes into the secure parameter `registryPassword`. */
  readonly registry: FleetRegistry | undefined;
  readonly bicep: string;
  /** How many resources it deploys, and how large it is with its loops spelled out. */
  readonly resources: number;
  readonly bytes: number;
}

export const templateSchema =
  "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

/** `edge-vms-0123456789ab`. */
export function deploymentName(fleet: Pick<Fleet, "name">, phase: Phase, content: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  return `${fleet.name}-${phase}-${hash.slice(0, 12)}`;
}

/** The value of the request's `parameters`. Secret. */
export function parametersOf(
  { userData, registry }: Pick<FleetDeployment, "userData" | "registry">,
  password: string,
): Json {
  return {
    ...(Object.keys(userData).length > 0 && { userData: { value: userData } }),
    ...(registry !== undefined && { registryPassword: { value: password } }),
  };
}
