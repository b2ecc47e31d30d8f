import { reported } from "../reported";
import type { VmStep } from "./step";

export const authenticate: VmStep = {
  number: 6,
  title: "Sign in with the identity",
  why: "The VM proves who it is with its managed identity and gets a token from the metadata service. It must happen before the agent is installed: afterwards az asks the agent instead and fails.",
  runsOn: "vm",
  inputs: ["identity", "userAssignedIdentityId"],
  needs: () => [2, 4, 5],
  pitfalls: [
    {
      symptom: "unrecognized arguments: --msi-resource-id",
      cause: "The article's flag does not exist, and --username takes no identity since Azure CLI 2.73.",
      fix: "Use az login --identity --allow-no-subscriptions --resource-id ID (or --client-id).",
    },
    {
      symptom: "Failed to log in with system-assigned managed identity",
      cause: "The VM was created without the identity, or the agent is installed already.",
      fix: "Recreate the VM with the identity; uninstall azcmagent and sign in before it is installed.",
    },
    {
      symptom: "az login works, but reports no subscription",
      cause: "The identity has no role yet.",
      fix: "Pass --allow-no-subscriptions and assign the roles (step 2).",
    },
  ],
  check: (context) => reported(6, context),
};
