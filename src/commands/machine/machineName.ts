import { targetRules } from "../../enrollment/target/targetRules";

/**
 * An Arc machine name made from a VM's: Azure takes 54 characters at most, where a VM name may have 64, and the ends must be
 * letters or digits (AZCM0102). Empty when nothing of the name can be used.
 */
export function proposeMachineName(vmName: string): string {
  const proposal = vmName
    .replace(/[^a-zA-Z0-9_.-]/g, "")
    .slice(0, 54)
    .replace(/^[^a-zA-Z0-9]+|[^a-zA-Z0-9]+$/g, "");
  return targetRules.arcMachineName.pattern.test(proposal) ? proposal : "";
}
