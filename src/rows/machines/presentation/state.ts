import type { MachineSummary } from "../../../arm/resources/arc/machine";
import type { VirtualMachineSummary } from "../../../arm/resources/networkCloud/virtualMachine";
import { say } from "../../../l10n/sentence";
import type { Translate } from "../../../l10n/translate";
import type { MachineRow } from "../../../session/listing/machine";

/** The states of a row, in the order in which the tree lists them: what needs a person first. */
export const rowStates = [
  "failed",
  "disconnected",
  "expired",
  "awaiting",
  "notInArc",
  "provisioning",
  "deleting",
  "stopped",
  "connected",
  "unknown",
] as const;
export type RowState = (typeof rowStates)[number];

/** A codicon and the theme color that carries the state. The state is also said in words, never by color alone. */
export interface StateLook {
  readonly icon: string;
  readonly color?: string;
}

const looks: Readonly<Record<RowState, StateLook>> = {
  failed: { icon: "error", color: "problemsErrorIcon.foreground" },
  disconnected: { icon: "debug-disconnect", color: "problemsWarningIcon.foreground" },
  expired: { icon: "warning", color: "problemsWarningIcon.foreground" },
  awaiting: { icon: "vm-connect", color: "charts.yellow" },
  notInArc: { icon: "vm-running", color: "charts.blue" },
  provisioning: { icon: "sync", color: "charts.blue" },
  deleting: { icon: "trash", color: "disabledForeground" },
  stopped: { icon: "vm-outline", color: "disabledForeground" },
  connected: { icon: "vm-active", color: "testing.iconPassed" },
  unknown: { icon: "question" },
};

export function lookOf(state: RowState): StateLook {
  return looks[state];
}

/** The state of a row: the VM's trouble first, then the Arc machine's word, then whether the VM runs. */
export function stateOf(row: MachineRow): RowState {
  if (row.kind === "arc") return arcState(row.arc);
  const vm = vmState(row.vm);
  if (vm !== "running" && vm !== "unknown") return vm;
  if (row.arc !== undefined) return arcState(row.arc);
  return vm === "running" ? "notInArc" : "unknown";
}

type VmState = "failed" | "provisioning" | "deleting" | "stopped" | "running" | "unknown";

/** `Deleting` is no value of the API's enum, yet it is what recorded traffic shows beside `Terminating`. */
function vmState(vm: VirtualMachineSummary): VmState {
  const provisioning = vm.provisioningState?.toLowerCase();
  const detailed = vm.detailedStatus?.toLowerCase();
  if (provisioning === "deleting" || detailed === "terminating") return "deleting";
  if (provisioning === "failed" || provisioning === "canceled" || detailed === "error") return "failed";
  if (provisioning === "accepted" || provisioning === "provisioning") return "provisioning";
  if (detailed === "provisioning" || detailed === "scheduling") return "provisioning";
  if (vm.powerState?.toLowerCase() === "off" || detailed === "stopped") return "stopped";
  if (detailed === "running" || (detailed === undefined && vm.powerState?.toLowerCase() === "on"))
    return "running";
  return "unknown";
}

function arcState(arc: MachineSummary): RowState {
  switch (arc.status?.toLowerCase() ?? "") {
    case "connected":
      return "connected";
    case "disconnected":
      return "disconnected";
    case "error":
      return "failed";
    case "awaitingconnection":
      return "awaiting";
    case "expired":
      return "expired";
    default:
      return "unknown";
  }
}

/** The VM in one word, Azure's own where the API's enum does not know it. */
export function vmWord(vm: VirtualMachineSummary): string {
  switch (vmState(vm)) {
    case "deleting":
      return say`Deleting`;
    case "failed":
      return vm.provisioningState?.toLowerCase() === "canceled" ? say`Canceled` : say`Failed`;
    case "provisioning":
      return vm.provisioningState?.toLowerCase() === "accepted" ? say`Accepted` : say`Provisioning`;
    case "stopped":
      return say`Stopped`;
    case "running":
      return say`Running`;
    case "unknown":
      return vm.detailedStatus ?? vm.provisioningState ?? vm.powerState ?? say`Unknown`;
  }
}

/** The Arc machine in one word, Azure's own for a status that is new. */
export function arcWord(arc: MachineSummary): string {
  if (arc.status?.toLowerCase() === "awaitingconnection") return say`Awaiting connection`;
  return arc.status ?? say`Unknown`;
}

/** A row in words, for the description and for screen readers: `Running · Connected`. */
export function describeState(row: MachineRow, t: Translate): string {
  if (row.kind === "arc") return t(arcWord(row.arc));
  return `${t(vmWord(row.vm))} · ${t(row.arc === undefined ? say`not in Arc` : arcWord(row.arc))}`;
}

const groupLabels: Readonly<Record<RowState, string>> = {
  failed: say`Failed`,
  disconnected: say`Disconnected`,
  expired: say`Expired`,
  awaiting: say`Awaiting connection`,
  notInArc: say`Running, not in Arc`,
  provisioning: say`Provisioning`,
  deleting: say`Deleting`,
  stopped: say`Stopped`,
  connected: say`Connected`,
  unknown: say`Unknown`,
};

export function labelOfState(state: RowState): string {
  return groupLabels[state];
}
