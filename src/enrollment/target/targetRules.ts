/** One rule for one value: what it must look like, in words that can stand after "must". */
export interface TargetRule {
  readonly pattern: RegExp;
  readonly words: string;
}

const guid: TargetRule = {
  pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  words: "be a GUID such as 00000000-0000-0000-0000-000000000000",
};

/** As the settings of a custom cloud are: http only to this very machine. */
const httpsUrl: TargetRule = {
  pattern:
    /^(https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http:\/\/(localhost|127(\.[0-9]{1,3}){3}))(:[0-9]{1,5})?(\/[A-Za-z0-9._~/-]*)?$/i,
  words: "be an https URL without a query",
};

const choice = (...values: readonly string[]): TargetRule => ({
  pattern: new RegExp(`^(${values.join("|")})$`),
  words: `be one of ${values.join(", ")}`,
});

/**
 * What each value of an enrollment must look like.
 * Sources: Microsoft.NetworkCloud 2025-09-01 (VM name), Microsoft.HybridCompute 2025-02-19-preview (machine name: at most 54 of
 * letters, digits, `-`, `_`, `.`), the Resource Manager naming rules (resource group), AZCM0102 (a machine name ends in a letter or digit).
 * A leading `-` is refused everywhere: az and azcmagent would read it as an option.
 */
export const targetRules = {
  cloud: choice("public", "usGovernment", "china", "custom", "practice"),
  resourceManager: httpsUrl,
  authority: httpsUrl,
  audience: httpsUrl,
  tenantId: guid,
  subscriptionId: guid,
  resourceGroup: {
    pattern: /^[\p{L}\p{N}_(.][\p{L}\p{N}_().-]{0,88}[\p{L}\p{N}_()-]$|^[\p{L}\p{N}_()]$/u,
    words:
      "be 1 to 90 letters, digits, '_', '-', '.', '(', or ')', not start with '-' (a command would read an option), and not end with '.'",
  },
  location: {
    pattern: /^[a-z0-9]{2,60}$/,
    words: "be a region's short name such as eastus: lowercase letters and digits only",
  },
  vmName: {
    pattern: /^[a-zA-Z0-9]{2,64}$/,
    words: "be 2 to 64 letters and digits: Operator Nexus does not allow hyphens in a VM name",
  },
  arcMachineName: {
    pattern: /^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,52}[a-zA-Z0-9])?$/,
    words:
      "be 1 to 54 letters, digits, '-', '_', or '.', and start and end with a letter or digit. If the VM's name is longer, set arcMachineName",
  },
  identity: choice("system", "user"),
  userAssignedIdentityId: {
    pattern:
      /^\/subscriptions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourcegroups\/([\p{L}\p{N}_(.][\p{L}\p{N}_().-]{0,88}[\p{L}\p{N}_()-]|[\p{L}\p{N}_()])\/providers\/microsoft\.managedidentity\/userassignedidentities\/[a-z0-9][a-z0-9_-]{2,127}$/iu,
    words:
      "be a resource ID /subscriptions/…/resourceGroups/…/providers/Microsoft.ManagedIdentity/userAssignedIdentities/…",
  },
  clientId: guid,
  creator: choice("vm", "workstation"),
  flavour: choice("az", "curl"),
} as const satisfies Readonly<Record<string, TargetRule>>;

export type TargetName = keyof typeof targetRules;
export const targetNames = Object.keys(targetRules).filter((name): name is TargetName => name in targetRules);
