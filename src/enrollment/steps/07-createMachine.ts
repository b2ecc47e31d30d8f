import type { Machine } from "../../arm/resources/arc/machine";
import { say } from "../../l10n/sentence";
import { shown } from "../evidence/azureView";
import type { Evidence } from "../evidence/evidence";
import {
  judgeSeen,
  azureShows,
  facts,
  isConnectedForVm,
  lastOutcome,
  isOwnMachine,
} from "../evidence/judgement";
import { reportedFailure } from "../evidence/reported";
import type { Enrollment } from "../record/record";
import { machineId, type EnrollmentTarget } from "../target/target";
import { StepBlockedError, type AzureStep, type CheckContext } from "./step";

const otherEnrollment = say`Choose another Arc machine name, or delete that machine if nobody needs it. The extension never overwrites it.`;
const inUse = say`Choose another Arc machine name. The machine with this name is connected: it is in use, and the extension never overwrites it.`;

export const createMachine: AzureStep = {
  number: 7,
  title: "Create the Arc machine resource",
  why: "The machine is created before its agent is installed, with the public key of a one-time key pair. That way its traffic can be put on the Private Relay before the VM connects.",
  runsOn: "azure",
  sentBy: "creator",
  inputs: ["arcMachineName", "location"],
  needs: ({ creator }) => (creator === "vm" ? [2, 6] : []),
  pitfalls: [
    {
      symptom: "osName has no effect",
      cause: "The body in Microsoft's article sends osName, which is read-only in every API version.",
      fix: "Omit it, or send osType. The request shown here does.",
    },
    {
      symptom: "The subscription is not registered to use namespace Microsoft.HybridCompute",
      cause: "The resource provider was never registered in the subscription.",
      fix: "Register Microsoft.HybridCompute, Microsoft.GuestConfiguration and Microsoft.HybridConnectivity.",
    },
    {
      symptom: "The machine's name is rejected although the VM's name was accepted",
      cause: "An Arc machine name can have up to 54 characters, a VM name up to 64.",
      fix: "Choose a shorter name for the Arc machine.",
    },
  ],
  check: (context) => {
    const { enrollment, view } = context;
    return judgeSeen(view, say`The Arc machine`, view.machine, {
      there: (machine) => judge(context, machine),
      missing: () =>
        lastOutcome(7, enrollment) ??
        reportedFailure(7, enrollment) ??
        azureShows(view, "notStarted", say`No Arc machine with this name exists yet.`, {
          nextMove: nextMove(context),
        }),
    });
  },
  actions: ({ target, enrollment, view }) => {
    const machine = shown(view.machine);
    if (machine.kind === "seen") {
      const strange = stranger(target, enrollment, machine.value);
      if (strange === undefined) return [];
      throw new StepBlockedError(strange, adviceFor(machine.value));
    }
    if (enrollment.clientPublicKey === undefined) {
      throw new StepBlockedError(
        say`There is no key pair for this machine yet.`,
        say`Generate the Arc key pair first.`,
      );
    }
    const { arcVmId: vmId, clientPublicKey } = enrollment;
    return [
      {
        kind: "createMachine",
        id: machineId(target),
        machine: { location: target.location, clientPublicKey, vmId, osType: "linux" },
      },
    ];
  },
};

function nextMove({ target }: CheckContext): string {
  return target.creator === "vm" ? say`The VM's script creates it.` : say`Run this step.`;
}

/** Nobody is told to delete a machine that is in use. */
function adviceFor({ status }: Machine): string {
  return status === "Connected" ? inUse : otherEnrollment;
}

function judge({ target, enrollment, view }: CheckContext, machine: Machine): Evidence {
  const seen = {
    facts: facts({
      vmId: machine.vmId,
      status: machine.status,
      provisioningState: machine.provisioningState,
    }),
  };
  const strange = stranger(target, enrollment, machine);
  if (strange !== undefined)
    return azureShows(view, "contradicts", strange, { ...seen, nextMove: adviceFor(machine) });
  if (machine.provisioningState === "Failed") {
    return azureShows(view, "failed", say`Creating the Arc machine failed.`, {
      ...seen,
      nextMove: say`Delete it, then run this step again.`,
    });
  }
  const own = isOwnMachine(enrollment, machine);
  return azureShows(
    view,
    own ? "done" : "doneByOther",
    own || machine.status !== "Connected"
      ? say`The Arc machine exists and matches this enrollment.`
      : say`The VM is connected through this Arc machine. Another enrollment created it.`,
    seen,
  );
}

/** Why the machine is not this enrollment's; undefined when nothing speaks against it. */
function stranger(target: EnrollmentTarget, enrollment: Enrollment, machine: Machine): string | undefined {
  if (isConnectedForVm(target, machine)) return undefined;
  if (machine.vmId !== undefined && !isOwnMachine(enrollment, machine)) {
    return say`An Arc machine with this name exists, and its vmId is not this enrollment's.`;
  }
  const key = machine.clientPublicKey;
  if (key !== undefined && enrollment.clientPublicKey !== undefined && key !== enrollment.clientPublicKey) {
    return say`An Arc machine with this name exists with another public key. This enrollment's private key does not match it.`;
  }
  return undefined;
}
