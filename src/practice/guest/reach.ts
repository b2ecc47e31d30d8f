import { listAt, textAt } from "../state/json";
import { lets } from "../networkCloud/egress";
import type { World } from "../state/world";

/** The first of `hosts` that the VM's cloud services network does not allow; undefined when all get through. */
export function blockedHost(
  world: World,
  virtualMachine: string,
  hosts: readonly string[],
): string | undefined {
  const machine = world.store.get(virtualMachine);
  const network = world.store.get(
    textAt(machine?.properties, "cloudServicesNetworkAttachment", "attachedNetworkId") ?? "",
  );
  const rules = listAt(network?.properties, "enabledEgressEndpoints")
    .flatMap((entry) => listAt(entry, "endpoints"))
    .map((endpoint) => textAt(endpoint, "domainName") ?? "");
  return hosts.find((host) => !rules.some((rule) => lets(rule, host)));
}

/** What each step of the VM's part must reach (network requirements of the agent; sign-in). */
export const hostsOf = {
  azureCli: ["aka.ms", "packages.microsoft.com"],
  signIn: ["login.microsoftonline.com"],
  resourceManager: ["management.azure.com"],
  agent: ["aka.ms", "packages.microsoft.com"],
  arc: ["gbl.his.arc.azure.com"],
} as const;
