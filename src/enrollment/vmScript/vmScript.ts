import { cloudOf, type EnrollmentTarget } from "../target/target";
import { connectAgent, installAgent, readAgent } from "./parts/agent";
import { attempts } from "./shell/attempts";
import { azureCliTools, curlTools } from "./parts/azureCli";
import { bash, Bash, joinBash } from "./shell/bash";
import { asCloudConfig } from "./parts/cloudConfig";
import { armAnswers, armByAz, armByCurl, http } from "./shell/http";
import { askToken, authenticateByAz, authenticateByCurl } from "./parts/identity";
import { journal, lifecycle } from "./shell/journal";
import { json } from "./shell/json";
import { createMachine, receiveKey } from "./parts/machine";
import { defaultOptions, type VmScriptOptions } from "./parts/options";
import { packages } from "./shell/packages";
import { proxyStep } from "./parts/proxy";
import { relayByAz, relayByCurl } from "./parts/relay";
import { settings } from "./parts/settings";
import { cloudCommands, loginCommand } from "./parts/signIn";
import type { Enrollment } from "../record/record";

export type { VmScriptOptions } from "./parts/options";

/**
 * The VM's part of an enrollment as one bash script: steps 4 to 6, 9 and 10, and 7 and 8 when the VM creates the machine.
 *
 * It runs as root under cloud-init (no HOME, no terminal) or over SSH, on Debian, Ubuntu, the RHEL family and Azure Linux. It may be
 * run again at any time. It writes `/var/lib/nexus-arc/report.json` (schema `nexus-arc/vm-report`, version 1; read by `report.ts`),
 * exits 0 when the VM is connected and else 1 after naming the step and the cause. It never prints a secret; a key made on the VM is
 * never in a file.
 */
export function vmScript(target: EnrollmentTarget, options: Partial<VmScriptOptions> = {}): string {
  const full: VmScriptOptions = { ...defaultOptions, ...options };
  const pieces = [
    head(target, full.vmId),
    settings(target, cloudOf(target), full),
    ...stepsOf(target, full),
    main(target),
  ];
  const script = `${joinBash(pieces).text}\n`;
  return full.format === "bash" ? script : asCloudConfig(script);
}

function stepsOf(target: EnrollmentTarget, options: VmScriptOptions): readonly Bash[] {
  const cloud = cloudOf(target);
  const byAz = target.flavour === "az";
  const onVm = target.creator === "vm";
  const cloudFlag =
    cloud.azcmagentName === undefined || cloud.azcmagentName === "AzureCloud"
      ? bash``
      : bash`    --cloud ${cloud.azcmagentName} \
`;
  return [
    journal,
    json,
    attempts,
    http,
    proxyStep(options.proxy, options.noProxy),
    ...(onVm ? [armAnswers, byAz ? armByAz : armByCurl] : []),
    packages,
    readAgent,
    lifecycle,
    ...(onVm ? [] : [receiveKey]),
    byAz ? azureCliTools : curlTools,
    askToken,
    byAz ? authenticateByAz(cloudCommands(cloud), loginCommand(target)) : authenticateByCurl,
    ...(onVm ? [createMachine, byAz ? relayByAz : relayByCurl] : []),
    installAgent,
    connectAgent(options.proxy, cloudFlag),
  ];
}

function head(target: EnrollmentTarget, vmId: string | undefined): Bash {
  return new Bash(`#!/usr/bin/env bash
${markerLine(target, vmId)}
#
# ${intents[target.creator]}
# Log: standard output. Report: /var/lib/nexus-arc/report.json. Run it again at any time: it goes on where it stopped.
if [ -z "\${BASH_VERSION:-}" ]; then exec bash "$0" "$@"; fi # started by sh
{ set +x; } 2>/dev/null # a trace would show the key
set +o posix
set -Eeuo pipefail
umask 077
export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/azcmagent/bin\${PATH:+:$PATH}"
export HOME="\${HOME:-/root}" LC_ALL=C DEBIAN_FRONTEND=noninteractive
`);
}

const intents = {
  vm: "Connects this Operator Nexus VM to Azure Arc: steps 4 to 10 of the enrollment, with the proxy (5) first.",
  workstation:
    "Connects this Operator Nexus VM to the Arc machine that was created for it: steps 4, 5, 6, 9 and 10 of the enrollment.",
} as const;

function main(target: EnrollmentTarget): Bash {
  return target.creator === "vm"
    ? bash`
main() {
  begin
  finish_if_connected
  step 5 configure_proxy
  step 4 install_tools
  step 6 authenticate
  step 7 create_machine
  step 8 assign_relay
  step 9 install_agent
  step 10 connect_agent
  finish
}

main`
    : bash`
main() {
  begin
  finish_if_connected
  receive_key
  step 5 configure_proxy
  step 4 install_tools
  step 6 authenticate
  step 9 install_agent
  step 10 connect_agent
  finish
}

main`;
}

/**
 * The user data that an enrollment's VM is created with, as base64: the VM's script in the hands-free mode; `undefined` in
 * the guided mode, where the script is run later over SSH.
 */
export function firstBootUserData(enrollment: Enrollment, target: EnrollmentTarget): string | undefined {
  if (target.creator === "workstation") return undefined;
  return Buffer.from(vmScript(target, { vmId: enrollment.arcVmId })).toString("base64");
}

/** Starts the one line of a script that says which enrollment it is; JSON follows. */
export const markerPrefix = "# nexus-arc: enrollment ";

/**
 * The marker line, without a line end: `{"version":1,…}` with the target's values and the Arc machine's `vmId` where it is chosen. It lets the practice cloud, the lint rules and the
 * extension recognize a script that this project wrote. It holds no secret.
 */
function markerLine(target: EnrollmentTarget, arcVmId: string | undefined): string {
  return `${markerPrefix}${JSON.stringify({ version: 1, ...target, arcVmId })}`;
}
