import type { Machine } from "../../arm/resources/arc/machine";
import { say } from "../../l10n/sentence";
import type { Evidence } from "../evidence/evidence";
import { judgeSeen, azureShows, facts, isOwnMachine, readableTime } from "../evidence/judgement";
import type { Enrollment } from "../record/record";
import { reportedFailure } from "../evidence/reported";
import type { CheckContext, VmStep } from "./step";

/** Minutes without a heartbeat after which Azure shows a machine as disconnected at the latest (Arc documentation: 15 to 30). */
const heartbeatMinutes = 30;

export const connectMachine: VmStep = {
  number: 10,
  title: "Connect to the existing Arc machine",
  why: "azcmagent connect existing uses the machine that step 7 created, with the private key of the pair, and needs no token. Without the word existing, it would create a machine on the public relay.",
  runsOn: "vm",
  inputs: [],
  needs: () => [7, 8, 9],
  pitfalls: [
    {
      symptom: "asn1: structure error",
      cause: "The private key is PKCS#8. OpenSSL 3 writes this format by default.",
      fix: "Generate the pair here, or use openssl pkey -traditional. To convert a key that you have, use “Inspect key”.",
    },
    {
      symptom: "AZCM0018",
      cause: "azcmagent needs root. The commands in Microsoft's article lack sudo.",
      fix: "Run it with sudo.",
    },
    {
      symptom: "AZCM0026 or AZCM0042 while connecting",
      cause: "The agent has its own proxy setting, which the environment does not replace.",
      fix: "Run azcmagent config set proxy.url http://169.254.0.11:3128, then connect again.",
    },
    {
      symptom: "The troubleshooting link at the end of Microsoft's article is broken",
      cause: "The page is named troubleshoot-virtual-machines-arc-enroll-with-managed-identities.",
      fix: "Open that page, or use “Diagnose” on the VM's log.",
    },
  ],
  check: (context) => {
    const { view } = context;
    return judgeSeen(view, say`The Arc machine`, view.machine, {
      there: (machine) => judge(context, machine),
      missing: () =>
        azureShows(view, "notStarted", say`The Arc machine to connect to does not exist yet.`, {
          nextMove: say`Do step 7 first.`,
        }),
    });
  },
};

function judge({ target, enrollment, view }: CheckContext, machine: Machine): Evidence {
  const seen = {
    facts: facts({
      status: machine.status,
      lastStatusChange: machine.lastStatusChange,
      agentVersion: machine.agentVersion,
      osName: machine.osName,
    }),
  };
  const since = readableTime(machine.lastStatusChange);
  switch (machine.status) {
    case "Connected":
      return azureShows(
        view,
        isOwnMachine(enrollment, machine) ? "done" : "doneByOther",
        since === undefined
          ? say`Connected. Azure received a heartbeat from the agent in the last ${heartbeatMinutes} minutes.`
          : say`Connected since ${since}. Azure received a heartbeat from the agent in the last ${heartbeatMinutes} minutes.`,
        seen,
      );
    case "Disconnected":
      return azureShows(
        view,
        "failed",
        since === undefined
          ? say`The agent was connected, but Azure receives no heartbeat from it.`
          : say`The agent was connected, but Azure has received no heartbeat from it since ${since}.`,
        {
          ...seen,
          nextMove: say`Check that the VM is running, that himdsd is running on it, and that himdsd can reach the proxy.`,
        },
      );
    case "Expired":
      return azureShows(view, "failed", say`The machine was disconnected for 45 days and has expired.`, {
        ...seen,
        nextMove: say`Delete the Arc machine, disconnect the agent, and enroll again.`,
      });
    case "Error": {
      const [detail] = machine.errorDetails;
      return azureShows(
        view,
        "failed",
        detail?.message === undefined
          ? say`The agent reports an error.`
          : say`The agent reports an error: ${detail.message}`,
        {
          ...seen,
          nextMove: say`Check /var/opt/azcmagent/log/azcmagent.log with “Diagnose”.`,
        },
      );
    }
    case "AwaitingConnection":
    case undefined:
      return (
        fromReport(enrollment) ??
        azureShows(view, "notStarted", say`The machine waits for its agent.`, {
          ...seen,
          nextMove:
            target.creator === "vm" ? say`The VM's script connects it.` : say`Run the VM's script over SSH.`,
        })
      );
    default:
      return azureShows(view, "unknown", say`The machine's status is “${machine.status}”.`, seen);
  }
}

/** What the VM's script told of this step, before Azure shows the connection. */
function fromReport(enrollment: Enrollment): Evidence | undefined {
  const step = enrollment.report?.steps[10];
  if (step?.state !== "running") return reportedFailure(10, enrollment);
  return {
    state: "underWay",
    summary: say`The VM's script was connecting it.`,
    source: "vmReport",
    at: step.at,
  };
}
