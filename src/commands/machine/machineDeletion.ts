import type { MachineSummary } from "../../arm/machine";

/** What stands in the question before an Arc machine resource is deleted: what it does, and what it does not. */
export function deletionDetail(machine: Pick<MachineSummary, "name" | "status">): string {
  const agentLives = machine.status?.toLowerCase() !== "awaitingconnection";
  return [
    `Deleted in Azure: the machine resource ${machine.name}, its extensions' records, its endpoint and its system-assigned identity.`,
    "Not touched: the Nexus VM, its own managed identities, and everything inside it.",
    "Role assignments of the machine's identity stay behind, as assignments of an unknown principal.",
    agentLives
      ? "The agent goes on running on the VM, and from then on reports an error. To disconnect it as well, run sudo azcmagent disconnect on the VM first: that deletes the resource too. Once the resource is gone, sudo azcmagent disconnect --force-local-only cleans the VM up."
      : "No agent has connected to it. The private key that was made for it is of no use afterwards.",
  ].join("\n\n");
}

/** What disconnects agent and resource together, on the VM. */
export const disconnectCommand = "sudo azcmagent disconnect";
