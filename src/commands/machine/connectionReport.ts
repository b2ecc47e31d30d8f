import type { Machine } from "../../arm/resources/arc/machine";
import { arcWord } from "../../rows/machines/state";

/** One line of what is known about a machine's connection. */
export interface ConnectionLine {
  readonly label: string;
  readonly detail: string;
  /** Codicon. */
  readonly icon: string;
}

export interface ConnectionReport {
  readonly title: string;
  readonly lines: readonly ConnectionLine[];
}

/** Times from the agent's documentation: heartbeat 5 minutes, Disconnected after 15 to 30, Expired after 45 days. */
const meanings: Readonly<Record<string, string>> = {
  connected: "The agent has sent its heartbeat. It sends one every five minutes.",
  awaitingconnection:
    "The resource was created in advance, and no agent has connected to it yet. Install the agent on the VM and run azcmagent connect existing (steps 9 and 10).",
  disconnected:
    "No heartbeat for 15 to 30 minutes: the VM is powered off, the agent is stopped, or its network egress is blocked. Run azcmagent show and azcmagent check on the VM.",
  expired:
    "Disconnected for 45 days: its credentials have expired. Delete the resource, run azcmagent disconnect --force-local-only on the VM, and enroll it again.",
  error: "The agent has reported an error. If Azure returns the error, it is shown below.",
};

/** What the machine resource says about its connection, in words. `now` in milliseconds since 1970. */
export function connectionReport(machine: Machine, now: number): ConnectionReport {
  const word = arcWord(machine);
  const status = machine.status?.toLowerCase() ?? "";
  return {
    title: `${machine.name}: ${word}`,
    lines: [
      {
        label: `Status: ${word}`,
        detail: meanings[status] ?? "This version of the extension does not know this status.",
        icon: status === "connected" ? "pass" : status === "awaitingconnection" ? "watch" : "warning",
      },
      { label: "Last status change", detail: changedText(machine.lastStatusChange, now), icon: "clock" },
      {
        label: "Agent",
        detail: machine.agentVersion ?? "No agent has reported its version yet.",
        icon: "versions",
      },
      ...machine.errorDetails.map(({ code, message }) => ({
        label: code ?? "Error",
        detail: message ?? "Azure returns no message.",
        icon: "error",
      })),
      ...(machine.errorDetails.length === 0
        ? [{ label: "Errors", detail: "Azure returns none.", icon: "check" }]
        : []),
      ...optional(
        "Operating system",
        [machine.osName, machine.osVersion].filter(Boolean).join(" "),
        "terminal",
      ),
      ...optional("Host name", machine.machineFqdn ?? machine.computerName ?? "", "home"),
      ...optional("VM ID of the enrollment", machine.vmId ?? "", "symbol-key"),
    ],
  };
}

function optional(label: string, detail: string, icon: string): ConnectionLine[] {
  return detail === "" ? [] : [{ label, detail, icon }];
}

function changedText(iso: string | undefined, now: number): string {
  if (iso === undefined) return "Azure does not report when.";
  const minutes = Math.round((now - Date.parse(iso)) / 60_000);
  if (Number.isNaN(minutes)) return iso;
  return `${iso} (${agoText(minutes)})`;
}

function agoText(minutes: number): string {
  if (minutes < 1) return "just now";
  if (minutes < 120) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} hours ago`;
  return `${Math.round(minutes / 1440)} days ago`;
}
