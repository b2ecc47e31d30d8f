import { stepNumbers } from "../../enrollment/steps/stepNumber";
import { stepOf } from "../../enrollment/steps";
import type { VmStatus } from "../../fleet/status/status";
import { stateWord, vmStates, type VmState } from "../../fleet/status/vmState";
import type { FleetStep } from "../../fleet/status/steps";
import { say } from "../../l10n/sentence";
import type { Translate } from "../../l10n/translate";
import type { Presentation } from "../machines/presentation/presentation";
import type { StateLook } from "../machines/presentation/state";
import { vmOf, vmsIn, type FleetRow } from "../../session/fleet/fleetRow";
import type { FleetNode } from "./nodes";
import { retryOf } from "./rows";

const passed = "testing.iconPassed";
const failed = "problemsErrorIcon.foreground";
const warned = "problemsWarningIcon.foreground";

const stateLooks: Readonly<Record<VmState, StateLook>> = {
  connected: { icon: "pass-filled", color: passed },
  disconnected: { icon: "debug-disconnect", color: warned },
  connecting: { icon: "vm-connect", color: "charts.yellow" },
  booting: { icon: "vm-running", color: "charts.blue" },
  creating: { icon: "loading~spin" },
  off: { icon: "vm-outline" },
  stuck: { icon: "watch", color: warned },
  failed: { icon: "error", color: failed },
  missing: { icon: "circle-large-outline" },
};

const stepLooks: Readonly<Record<FleetStep, StateLook>> = {
  done: { icon: "pass-filled", color: passed },
  inferred: { icon: "pass", color: passed },
  notDone: { icon: "circle-large-outline" },
  unknown: { icon: "question" },
};

const stepWords: Readonly<Record<FleetStep, string>> = {
  done: say`Done · confirmed in Azure`,
  inferred: say`Done · confirmed by a later step`,
  notDone: say`Not done`,
  unknown: say`Not reported by Azure`,
};

/** How a row looks. One whose content is gone is an empty line until the next repaint. */
export function presentFleetNode(node: FleetNode, row: FleetRow, t: Translate): Presentation {
  switch (node.kind) {
    case "fleet":
      return presentFleet(row, t);
    case "group":
      return presentGroup(node, row, t);
    case "vm":
      return presentVm(node, row, vmOf(row, node.vmId), t);
    case "step": {
      const state = vmOf(row, node.vmId)?.steps[node.step] ?? "unknown";
      return leaf(
        `${node.step}  ${t(stepOf(node.step).title)}`,
        t(stepWords[state]),
        stepLooks[state],
        "fleetStep",
      );
    }
    case "difference": {
      const found = vmOf(row, node.vmId)?.differences.find(({ path }) => path === node.path);
      const text = found === undefined ? "" : t("{0} in Azure, {1} in the file", found.inAzure, found.inFile);
      return leaf(node.path, text, { icon: "diff", color: warned }, "fleetDifference");
    }
    case "strangers": {
      const count = row.status?.unmanagedVms.length ?? row.tagged.length;
      const label = row.file === undefined ? t("VMs with its tag") : t("In Azure, not in the file");
      return { ...leaf(label, String(count), { icon: "tag" }, "fleetGroup"), opens: "closed" };
    }
    case "stranger":
      return leaf(node.name, node.state, { icon: "vm" }, "fleetStranger");
    case "note":
      return leaf(
        t(node.text),
        undefined,
        node.isError ? { icon: "error", color: failed } : { icon: "ellipsis" },
        "fleetNote",
      );
  }
}

function leaf(
  label: string,
  description: string | undefined,
  look: StateLook,
  context: string,
): Presentation {
  const spoken = description === undefined ? label : `${label}, ${description}`;
  return { label, look, spoken, context, opens: "no", ...(description !== undefined && { description }) };
}

function presentFleet(row: FleetRow, t: Translate): Presentation {
  const { name, file, deploying } = row;
  const description = describe(row, t);
  const words = [
    "fleet",
    file === undefined ? "tagOnly" : "file",
    deploying === undefined ? "idle" : "deploying",
  ];
  return {
    label: name,
    description,
    look: lookOf(row),
    spoken: t("{0}, fleet, {1}", name, description),
    context: words.join(" "),
    opens: "closed",
  };
}

/** `997 of 1000 Connected · 3 Failed`, or what is being done. */
function describe(row: FleetRow, t: Translate): string {
  const { fleet, file, status, mistake, failure, looking, deploying, tagged } = row;
  if (mistake !== undefined) return t("the file has an error");
  if (deploying !== undefined) return deploying === "" ? t("deploying…") : t("deploying · {0}", deploying);
  if (file === undefined) return t("{0} VMs · no file in this workspace", tagged.length);
  if (status === undefined) {
    if (looking) return t("checking…");
    if (failure !== undefined) return t(failure.causeText);
    return t("{0} VMs · not checked yet", fleet?.vms.length ?? 0);
  }
  const others = vmStates.flatMap((state) =>
    state === "connected" || status.counts[state] === undefined
      ? []
      : [`${status.counts[state]} ${inSentence(t(stateWord(state)))}`],
  );
  return [t("{0} of {1} Connected", status.counts.connected ?? 0, status.vms.length), ...others].join(" · ");
}

function inSentence(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

function lookOf({ file, status, mistake, failure, looking, deploying }: FleetRow): StateLook {
  if (looking || deploying !== undefined) return { icon: "loading~spin" };
  if (mistake !== undefined || failure !== undefined) return { icon: "error", color: failed };
  if (file === undefined) return { icon: "tag" };
  if (status === undefined) return { icon: "question" };
  if (status.counts.connected === status.vms.length) return { icon: "pass-filled", color: passed };
  return status.causes.length > 0
    ? { icon: "warning", color: warned }
    : { icon: "server", color: "charts.blue" };
}

function presentGroup(
  node: Extract<FleetNode, { kind: "group" }>,
  row: FleetRow,
  t: Translate,
): Presentation {
  const { group } = node;
  const count = String(vmsIn(row, group).length);
  const retry = retryOf(node, row).length > 0 ? " retry" : "";
  switch (group.by) {
    case "state": {
      const state = vmStates.find((known) => known === group.name) ?? "missing";
      return {
        ...leaf(t(stateWord(state)), count, stateLooks[state], `fleetGroup${retry}`),
        opens: "closed",
      };
    }
    case "cause": {
      const text = row.status?.causes.find(({ cause }) => cause.key === group.name)?.cause.text ?? "";
      return {
        ...leaf(t(text), count, { icon: "flame", color: failed }, `fleetGroup fleetCause${retry}`),
        opens: "closed",
      };
    }
    case "different":
      return {
        ...leaf(t("Differs from the file"), count, { icon: "diff", color: warned }, "fleetGroup"),
        opens: "closed",
      };
  }
}

function presentVm(node: FleetNode, row: FleetRow, entry: VmStatus | undefined, t: Translate): Presentation {
  if (entry === undefined) return leaf("", undefined, { icon: "blank" }, "fleetVm");
  const done = stepNumbers.filter((step) => {
    const state = entry.steps[step];
    return state === "done" || state === "inferred";
  }).length;
  const { vmName, resourceGroup } = entry.vm.target;
  const words = ["fleetVm", entry.state === "missing" ? "gone" : "there"];
  if (retryOf(node, row).length > 0) words.push("retry");
  const description = `${done}/${stepNumbers.length} · ${t(stateWord(entry.state))} · ${resourceGroup}`;
  return {
    ...leaf(vmName, description, stateLooks[entry.state], words.join(" ")),
    opens: "closed",
  };
}

/** What a row's hover says; undefined where its label says all. */
export function fleetTooltip(node: FleetNode, row: FleetRow, t: Translate): string | undefined {
  if (node.kind === "vm") return t(vmOf(row, node.vmId)?.cause?.text ?? "");
  if (node.kind === "fleet")
    return row.status === undefined ? row.file : `${row.file ?? ""}\n${row.status.at}`;
  if (node.kind === "group" && node.group.by === "cause")
    return t(row.status?.causes.find(({ cause }) => cause.key === node.group.name)?.cause.text ?? "");
  return node.kind === "stranger" ? node.vmId : undefined;
}
