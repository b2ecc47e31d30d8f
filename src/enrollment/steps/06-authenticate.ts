import { reported } from "../evidence/reported";
import type { VmStep } from "./step";

export const authenticate: VmStep = {
  number: 6,
  title: "Sign in with the identity",
  why: "The VM authenticates with its managed identity and gets a token from the metadata service. Do this step before the agent is installed: afterward, az asks the agent instead and fails.",
  runsOn: "vm",
  inputs: ["identity", "userAssignedIdentityId"],
  needs: () => [2, 4, 5],
  pitfalls: [
    {
      symptom: "unrecognized arguments: --msi-resource-id",
      cause:
        "The flag in Microsoft's article does not exist, and --username does not accept an identity since Azure CLI 2.73.",
      fix: "Use az login --identity --allow-no-subscriptions --resource-id ID (or --client-id).",
    },
    {
      symptom: "Failed to log in with system-assigned managed identity",
      cause: "The VM was created without the identity, or the agent is already installed.",
      fix: "Create the VM again with the identity, or uninstall azcmagent, sign in, and then install it.",
    },
    {
      symptom: "az login works, but reports no subscription",
      cause: "The identity has no role yet.",
      fix: "Pass --allow-no-subscriptions and assign the roles (step 2).",
    },
  ],
  check: (context) => reported(6, context),
};
