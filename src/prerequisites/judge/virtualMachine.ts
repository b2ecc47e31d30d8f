import { say } from "../../l10n/sentence";
import type { MachineSummary } from "../../arm/resources/arc/machine";
import { resourceKey, tryParseResourceId } from "../../arm/resources/resourceId";
import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import type { Seen } from "../../enrollment/evidence/azureView";
import type { Finding, Judgement, Note } from "../finding";
import type { PrerequisiteSubject } from "../subject";

/** What nothing in Azure shows before it has happened (Connected Machine agent prerequisites). */
const cautions: readonly Note[] = [
  {
    area: "vm",
    text: say`Clones and golden images: the agent must not be in an image or a backup that becomes a second machine. Two agents with one identity interfere with each other. Enroll each VM after it is created.`,
  },
  {
    area: "vm",
    text: say`Short-lived machines: Arc is designed for long-lived servers. It does not delete the Arc machine of a deleted VM, and the next VM with that name conflicts with it.`,
  },
];

/** Judges a VM that exists, and whether this is a machine for the agent at all. */
export function judgeVirtualMachine(
  subject: PrerequisiteSubject,
  vm: Seen<VirtualMachine>,
  machines: Seen<readonly MachineSummary[]>,
): Judgement {
  const findings = [
    ...azureOwn(subject),
    ...(vm.kind === "seen" ? existing(subject, vm.value) : []),
    ...clones(machines.kind === "seen" ? machines.value : []),
  ];
  const passed: Note[] =
    vm.kind === "seen" && findings.length === 0
      ? [{ area: "vm", text: say`${vm.value.name} has a managed identity and is ready.` }]
      : [];
  const open: Note[] =
    vm.kind === "hidden"
      ? [{ area: "vm", text: say`The VM could not be read: ${vm.error.causeText}` }, ...cautions]
      : [...cautions];
  return { findings, passed, open };
}

function found(
  id: string,
  severity: Finding["severity"],
  title: string,
  evidence: string,
  fix: string,
): Finding {
  return { id, area: "vm", severity, title, evidence, fix, actions: [] };
}

function azureOwn({ vmName = "" }: PrerequisiteSubject): Finding[] {
  const id = tryParseResourceId(vmName);
  if (id?.kind !== "resource" || id.provider.toLowerCase() !== "microsoft.compute") return [];
  return [
    found(
      "azure-vm",
      "error",
      say`This is an Azure VM. The Arc agent does not support Azure VMs.`,
      vmName,
      say`Manage it as an Azure VM. For tests only, an Azure VM can simulate a machine outside Azure.`,
    ),
  ];
}

function existing(subject: PrerequisiteSubject, vm: VirtualMachine): Finding[] {
  const findings: Finding[] = [];
  const { id, provisioningState, powerState, detailedStatus, detailedStatusMessage, identity } = vm;
  if (identity.kinds.length === 0) {
    findings.push(
      found(
        "vm-without-identity",
        "error",
        say`The VM was created without a managed identity, and an identity that is added later gives it no token.`,
        `identity: None (${id})`,
        say`Delete the VM and create it again with an identity.`,
      ),
    );
  }
  if (provisioningState === "Failed" || detailedStatus === "Error") {
    findings.push(
      found(
        "vm-failed",
        "error",
        say`The VM is in an error state.`,
        `${provisioningState ?? ""} ${detailedStatusMessage ?? ""}`.trim(),
        say`Restart the VM, or create it again.`,
      ),
    );
  }
  if (powerState === "Off") {
    findings.push({
      ...found("vm-off", "warning", say`The VM is powered off.`, `powerState: Off (${id})`, say`Start it.`),
      actions: [{ kind: "startVm", vmId: id }],
    });
  }
  return [...findings, ...otherNetwork(subject, vm)];
}

function otherNetwork(
  { networkId }: PrerequisiteSubject,
  { cloudServicesNetworkAttachment }: VirtualMachine,
): Finding[] {
  const own = cloudServicesNetworkAttachment?.attachedNetworkId;
  if (networkId === undefined || own === undefined || resourceKey(networkId) === resourceKey(own)) return [];
  return [
    found(
      "vm-other-network",
      "warning",
      say`The VM is attached to another cloud services network than the one that was checked.`,
      own,
      say`Check the VM's own network.`,
    ),
  ];
}

/** Machines with one vmId are one identity in two places. */
function clones(machines: readonly MachineSummary[]): Finding[] {
  const byVmId = new Map<string, string[]>();
  for (const { vmId, name } of machines) {
    if (vmId === undefined || vmId === "") continue;
    byVmId.set(vmId.toLowerCase(), [...(byVmId.get(vmId.toLowerCase()) ?? []), name]);
  }
  return [...byVmId].flatMap(([vmId, names]) =>
    names.length < 2
      ? []
      : [
          found(
            "machine-cloned",
            "warning",
            say`${names.join(" and ")} have the same vmId: one was cloned from the other.`,
            `vmId: ${vmId}`,
            say`Disconnect the clone, delete its Arc machine, and enroll it again.`,
          ),
        ],
  );
}
