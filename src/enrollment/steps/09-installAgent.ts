import { reported } from "../evidence/reported";
import type { VmStep } from "./step";

export const installAgent: VmStep = {
  number: 9,
  title: "Install azcmagent",
  why: "The Connected Machine agent connects the VM to Azure Arc. Install it after the last sign-in, because it changes how az gets its token.",
  runsOn: "vm",
  inputs: [],
  needs: () => [6, 8],
  pitfalls: [
    {
      symptom: "az login --identity fails from now on",
      cause: "When /opt/azcmagent/bin/himds exists, az requests its token from the agent.",
      fix: "Complete everything that needs az before this step. To sign in again, uninstall the agent.",
    },
    {
      symptom: "AZCM0146 or a timeout at packages.microsoft.com",
      cause: "The cloud services network blocks the package host, or the proxy is not set for this shell.",
      fix: "Add packages.microsoft.com, download.microsoft.com and the distribution's mirrors to the egress endpoints.",
    },
    {
      symptom: "AZCM0145: the package manager is locked",
      cause: "The updates of the first boot hold the lock.",
      fix: "Wait. The VM's script does so automatically.",
    },
    {
      symptom: "journalctl -u azcmagent shows nothing",
      cause: "The troubleshooting page names the wrong unit.",
      fix: "The unit is himdsd: journalctl -u himdsd. Logs are in /var/opt/azcmagent/log.",
    },
  ],
  check: (context) => reported(9, context),
};
