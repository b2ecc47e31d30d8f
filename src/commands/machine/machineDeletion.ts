import type { Translate } from "../../l10n/translate";
import type { MachineSummary } from "../../arm/resources/arc/machine";

/** What stands in the question before an Arc machine resource is deleted: what it does, and what it does not. */
export function deletionDetail(machine: Pick<MachineSummary, "name" | "status">, t: Translate): string {
  const agentLives = machine.status?.toLowerCase() !== "awaitingconnection";
  return [
    t(
      "Deleted in Azure: the machine resource {0}, the records of its extensions, its endpoint, and its system-assigned identity.",
      machine.name,
    ),
    t("Not changed: the Nexus VM, its own managed identities, and everything inside it."),
    t("Role assignments of the machine's identity remain as orphaned assignments (unknown principal)."),
    agentLives
      ? t(
          "The agent continues to run on the VM and reports an error. To disconnect it as well, first run sudo azcmagent disconnect on the VM, which also deletes the resource. After the resource is deleted, run sudo azcmagent disconnect --force-local-only to clean up the VM.",
        )
      : t("No agent has connected to it. Its private key cannot be used afterward."),
  ].join("\n\n");
}

/** What disconnects agent and resource together, on the VM. */
export const disconnectCommand = "sudo azcmagent disconnect";
