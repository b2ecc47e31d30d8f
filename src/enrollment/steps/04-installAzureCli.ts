import { reported } from "../reported";
import type { VmStep } from "./step";

export const installAzureCli: VmStep = {
  number: 4,
  title: "Install Azure CLI",
  why: "The VM signs in and speaks to Azure with az and its networkcloud extension. The plain curl flavour of the script needs no Azure CLI and skips this step.",
  runsOn: "vm",
  inputs: ["flavour"],
  needs: () => [3],
  pitfalls: [
    {
      symptom: "The download hangs or ends in a timeout",
      cause:
        "The proxy variables are not set yet, or the cloud services network does not let the package host through.",
      fix: "Set the proxy first (step 5), and add packages.microsoft.com and the distribution's mirrors to the egress endpoints: mirrors are not in the default list.",
    },
    {
      symptom: "unrecognized arguments: --resource-id, or no command assign-relay",
      cause: "Azure CLI is older than 2.75, or the networkcloud extension older than 4.0.0.",
      fix: "Install a newer Azure CLI, then az extension add --upgrade --name networkcloud.",
    },
  ],
  check: (context) => reported(4, context),
};
