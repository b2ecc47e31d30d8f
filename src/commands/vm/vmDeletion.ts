import { nameOfId } from "../../arm/resources/resource";
import type { MachineSummary } from "../../arm/resources/arc/machine";
import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import type { Translate } from "../../l10n/translate";

/** What stands in the question before a VM is deleted: what is deleted with it, and what stays. */
export function vmDeletionDetail(
  vm: Pick<VirtualMachine, "name" | "identity" | "volumeAttachments">,
  arc: Pick<MachineSummary, "name"> | undefined,
  t: Translate,
): string {
  const identities = vm.identity.userAssigned.map(({ id }) => nameOfId(id));
  const volumes = vm.volumeAttachments.map(nameOfId);
  return [
    t("Deleted: the VM, its OS disk with everything on it, its console, and its network attachments."),
    ...(vm.identity.kinds.includes("SystemAssigned")
      ? [
          t(
            "Deleted: its system-assigned identity. Role assignments of that identity remain (unknown principal).",
          ),
        ]
      : []),
    ...(arc === undefined
      ? []
      : [
          t(
            "Not deleted: the Arc machine {0}. It becomes Disconnected. Delete it with “Disconnect or Delete Arc Machine…” before you create a VM with this name again.",
            arc.name,
          ),
        ]),
    ...(identities.length === 0
      ? []
      : [t("Not deleted: the identity {0} and its role assignments.", identities.join(", "))]),
    ...(volumes.length === 0 ? [] : [t("Not deleted: the volumes {0}.", volumes.join(", "))]),
    t("Not deleted: networks, images, and the enrollment in this extension."),
  ].join("\n\n");
}
