import { reported } from "../reported";
import type { VmStep } from "./step";

export const installAgent: VmStep = {
  number: 9,
  title: "Install azcmagent",
  why: "The Connected Machine agent connects the VM to Azure Arc. It is installed after the last sign-in, because it takes over the way in which az gets its token.",
  runsOn: "vm",
  inputs: [],
  needs: () => [6, 8],
  pitfalls: [
    {
      symptom: "az login --identity fails from now on",
      cause: "With /opt/azcmagent/bin/himds on the disk, az asks the agent for its token.",
      fix: "Do all that needs az before this step. Uninstall the agent to sign in again.",
    },
    {
      symptom: "AZCM0146 or a timeout at packages.microsoft.com",
      cause:
        "The cloud services network does not let the package host through, or the proxy is not set for this shell.",
      fix: "Add packages.microsoft.com, download.microsoft.com and the distribution's mirrors to the egress endpoints.",
    },
    {
      symptom: "AZCM0145: the package manager is locked",
      cause: "The first boot's own updates hold the lock.",
      fix: "Wait; the VM's script does.",
    },
    {
      symptom: "journalctl -u azcmagent shows nothing",
      cause: "The troubleshooting page names a wrong unit.",
      fix: "The unit is himdsd: journalctl -u himdsd. Logs stand in /var/opt/azcmagent/log.",
    },
  ],
  check: (context) => reported(9, context),
};
