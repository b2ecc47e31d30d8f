import type { Cloud } from "../../../arm/cloud";
import type { EnrollmentTarget } from "../../target/target";
import { bash, type Bash } from "../shell/bash";

/**
 * `az login` with the VM's identity. Flags as of Azure CLI 2.75: `--resource-id` (since 2.69) takes the place of the former
 * `--username`; the article's `--msi-resource-id` is no flag of any version.
 */
export function loginCommand(target: EnrollmentTarget): Bash {
  return target.identity === "system"
    ? bash`az login --identity --allow-no-subscriptions`
    : bash`az login --identity --allow-no-subscriptions --resource-id ${target.userAssignedIdentityId}`;
}

/** Tells Azure CLI which cloud it is in, where that is not the public one. */
export function cloudCommands(cloud: Cloud): Bash {
  if (cloud.azName === "AzureCloud" && cloud.name === "public") return bash``;
  if (cloud.azName !== undefined && cloud.name !== "practice") {
    return bash`  retry 60 quietly 'az cloud set' az cloud set --name ${cloud.azName}
`;
  }
  return bash`  retry 60 quietly 'az cloud register' az cloud register --name NexusArc --endpoint-resource-manager ${cloud.resourceManager} \
    --endpoint-active-directory ${cloud.authority} --endpoint-active-directory-resource-id ${cloud.imdsResource} \
    --endpoint-active-directory-graph-resource-id ${cloud.imdsResource}
  retry 60 quietly 'az cloud set' az cloud set --name NexusArc
`;
}
