import { reported } from "../evidence/reported";
import type { VmStep } from "./step";

export const installAzureCli: VmStep = {
  number: 4,
  title: "Install Azure CLI",
  why: "The VM signs in and calls Azure with az and its networkcloud extension. The plain curl variant of the script needs no Azure CLI and skips this step.",
  runsOn: "vm",
  inputs: ["flavour"],
  needs: () => [3],
  pitfalls: [
    {
      symptom: "The download stops responding or times out",
      cause: "The proxy variables are not set yet, or the cloud services network blocks the package host.",
      fix: "Set the proxy first (step 5), and add packages.microsoft.com and the distribution's mirrors to the egress endpoints. Mirrors are not in the default list.",
    },
    {
      symptom: "unrecognized arguments: --resource-id, or no command assign-relay",
      cause: "Azure CLI is earlier than 2.75, or the networkcloud extension is earlier than 4.0.0.",
      fix: "Install a newer version of Azure CLI, then run az extension add --upgrade --name networkcloud.",
    },
  ],
  check: (context) => reported(4, context),
};
