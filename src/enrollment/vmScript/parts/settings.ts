import type { Cloud } from "../../../arm/cloud";
import { machineId, vmId, type EnrollmentTarget } from "../../target/target";
import { bash, joinBash, type Bash } from "../shell/bash";
import type { VmScriptOptions } from "./options";

/** NetworkCloud with assignRelay, stable; HybridCompute as the enrollment article has it; IMDS as its documentation has it. */
const apiVersions = { networkCloud: "2025-09-01", hybridCompute: "2025-02-19-preview", imds: "2018-02-01" };

const titles = bash`
readonly TITLES=(
  [4]='Install Azure CLI'
  [5]='Configure proxy'
  [6]='Authenticate with managed identity'
  [7]='Create Arc machine resource'
  [8]='Assign traffic to Private Relay'
  [9]='Install azcmagent'
  [10]='Connect to existing Arc machine'
)`;

/** Every value of the enrollment, each through the quoting function; only what the script's flavour and creator use. */
export function settings(target: EnrollmentTarget, cloud: Cloud, options: VmScriptOptions): Bash {
  const onVm = target.creator === "vm";
  return joinBash([
    bash`
readonly TENANT_ID=${target.tenantId}
readonly SUBSCRIPTION_ID=${target.subscriptionId}
readonly RESOURCE_GROUP=${target.resourceGroup}
readonly LOCATION=${target.location}
readonly MACHINE_NAME=${target.arcMachineName}
readonly MACHINE_ID=${machineId(target)}
readonly RESOURCE_MANAGER=${cloud.resourceManager}
readonly TOKEN_URL=${tokenUrl(target, cloud)}
readonly IDENTITY_WORDS=${identityWords(target)}
readonly PROXY_URL=${options.proxy}
readonly AGENT_INSTALLER=${`https://gbl.${cloud.hosts.his}/azcmagent-linux`}
readonly HIMDS=/opt/azcmagent/bin/himds`,
    onVm ? machineSettings(target, cloud) : bash``,
    onVm && target.flavour === "az"
      ? bash`readonly VM_NAME=${target.vmName}
readonly AUDIENCE=${cloud.imdsResource}`
      : bash``,
    keySettings(target, options),
    titles,
    variables(target, options),
  ]);
}

function machineSettings(target: EnrollmentTarget, cloud: Cloud): Bash {
  const machineUrl = `${cloud.resourceManager}${encodeId(machineId(target))}?api-version=${apiVersions.hybridCompute}`;
  const relayUrl = `${cloud.resourceManager}${encodeId(vmId(target))}/assignRelay?api-version=${apiVersions.networkCloud}`;
  return target.flavour === "curl"
    ? bash`readonly MACHINE_URL=${machineUrl}
readonly RELAY_URL=${relayUrl}`
    : bash`readonly MACHINE_URL=${machineUrl}`;
}

/** The one-time key. It stands in the script only when the user asked for that. */
function keySettings(target: EnrollmentTarget, options: VmScriptOptions): Bash {
  if (target.creator === "vm") {
    return bash`PRIVATE_B64='' PUBLIC_B64=''
ARC_MACHINE_VMID=${options.vmId ?? ""}`;
  }
  const key =
    options.privateKey === undefined
      ? bash`PRIVATE_B64=\${PRIVATE_B64:-} PUBLIC_B64=''`
      : bash`PRIVATE_B64=${options.privateKey} PUBLIC_B64=''`;
  const vmGuid =
    options.vmId === undefined
      ? bash`ARC_MACHINE_VMID=\${ARC_MACHINE_VMID:-}`
      : bash`ARC_MACHINE_VMID=${options.vmId}`;
  return bash`${key}
${vmGuid}`;
}

function variables(target: EnrollmentTarget, options: VmScriptOptions): Bash {
  const elsewhere = target.creator === "vm" ? "pending" : "elsewhere";
  return bash`
readonly STATE_DIR=/var/lib/nexus-arc
readonly STATE=$STATE_DIR/state REPORT=$STATE_DIR/report.json
# Seconds that may be lost in failed attempts and pauses before the run ends with a report.
readonly GIVE_UP_AFTER=\${NEXUS_ARC_GIVE_UP_AFTER:-${options.giveUpAfterSeconds}}
STEP=5 RESULT=running REPORTING=0 WAITED=0 WORK='' TOKEN='' NOTE=''
CODE='' CAUSE='' NEXT='' RETRY_AFTER=0
AGENT_STATUS='' AGENT_RESOURCE='' AGENT_REMOVED=no
STEP_STATE=([4]=pending [5]=pending [6]=pending [7]=${elsewhere} [8]=${elsewhere} [9]=pending [10]=pending)
STEP_TIME=() STEP_NOTE=() STARTED_AT=''`;
}

function tokenUrl(target: EnrollmentTarget, cloud: Cloud): string {
  const query = new URLSearchParams({ "api-version": apiVersions.imds, resource: cloud.imdsResource });
  if (target.identity === "user") query.set("msi_res_id", target.userAssignedIdentityId);
  return `http://169.254.169.254/metadata/identity/oauth2/token?${query.toString()}`;
}

function identityWords(target: EnrollmentTarget): string {
  return target.identity === "system"
    ? "the VM's system-assigned identity"
    : `the user-assigned identity ${target.userAssignedIdentityId.replace(/^.*\//, "")}`;
}

function encodeId(id: string): string {
  return id.split("/").map(encodeURIComponent).join("/");
}
