/** Texts that the rules' examples are made of, so that each example is a whole script and shows one fault only. */

/** How every enrolling script starts: stop at the first failure, and take the proxy of the Cloud Services Network. */
export const opening = `#!/bin/bash
set -euo pipefail
export HTTPS_PROXY=http://169.254.0.11:3128 https_proxy=http://169.254.0.11:3128
export HTTP_PROXY=http://169.254.0.11:3128 http_proxy=http://169.254.0.11:3128
export NO_PROXY=localhost,127.0.0.1,::1,169.254.169.254
export no_proxy=localhost,127.0.0.1,::1,169.254.169.254`;

export const login = "az login --identity --allow-no-subscriptions";

export const installAgent = `curl -fsSL -o /tmp/install_azcmagent.sh https://aka.ms/azcmagent
bash /tmp/install_azcmagent.sh`;

export const agentProxy = "azcmagent config set proxy.url http://169.254.0.11:3128";

export const createMachine = `az rest --method PUT --uri "https://management.azure.com$ARC_MACHINE_ID?api-version=2025-06-01" \\
  --body '{ "location": "eastus", "identity": { "type": "SystemAssigned" },
    "properties": { "clientPublicKey": "'"$PUBLIC_B64"'", "vmId": "'"$ARC_MACHINE_VMID"'" } }'`;

export const extension = "az extension add --name networkcloud --yes";

export const assignRelay =
  'az networkcloud virtualmachine assign-relay -g "$RESOURCE_GROUP" -n "$VM_NAME" --machine-id "$ARC_MACHINE_ID"';

export const connectFlags = {
  "--subscription-id": '"$SUBSCRIPTION_ID"',
  "--resource-group": '"$RESOURCE_GROUP"',
  "--resource-name": '"$ARC_MACHINE_NAME"',
  "--location": '"$LOCATION"',
  "--tenant-id": '"$TENANT_ID"',
  "--vmid": '"$ARC_MACHINE_VMID"',
  "--private-key": '"$PRIVATE_B64"',
} as const;

export type ConnectFlag = keyof typeof connectFlags;

/** `azcmagent connect existing` with its options, but for `without` and with `changed` values. */
export function connect(without?: ConnectFlag, changed: Partial<Record<ConnectFlag, string>> = {}): string {
  const lines = Object.entries({ ...connectFlags, ...changed })
    .filter(([flag]) => flag !== without)
    .map(([flag, value]) => `  ${flag} ${value}`);
  return ["azcmagent connect existing", ...lines].join(" \\\n");
}

/** A script of these lines, ended by a line break. */
export function script(...lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

/** A script of these lines behind the usual opening. */
export function enrollment(...lines: readonly string[]): string {
  return script(opening, ...lines);
}
