import type { Endpoint } from "../../arm/resources/arc/hybridConnectivity";
import { say } from "../../l10n/sentence";
import type { Evidence, Fact } from "../evidence/evidence";
import { azureHides, azureShows, facts, lastOutcome } from "../evidence/judgement";
import { shown, valueOf } from "../evidence/azureView";
import { reportedFailure } from "../evidence/reported";
import { machineId, vmId } from "../target/target";
import { StepBlockedError, type AzureStep, type CheckContext } from "./step";

const cannotShow = say`The only proof is a successful assign operation. An endpoint of API version 2023-03-15 does not show which relay is used. The sample output in Microsoft's article suggests otherwise.`;

export const assignRelay: AzureStep = {
  number: 8,
  title: "Assign the VM's traffic to the Private Relay",
  why: "Sends the VM's Arc traffic over the platform's Private Relay instead of the public relay. Do this step before the agent connects, or the first connection is public.",
  runsOn: "azure",
  sentBy: "creator",
  inputs: [],
  needs: ({ creator }) => (creator === "vm" ? [2, 6, 7] : [3, 7]),
  pitfalls: [
    {
      symptom: "The endpoint shows no endpointType PrivateRelay",
      cause: "No API version returns the fields in the sample output of Microsoft's article.",
      fix: `Trust the operation. ${cannotShow}`,
    },
    {
      symptom: "AuthorizationFailed on Microsoft.NetworkCloud/virtualMachines/assignRelay/action",
      cause: "The two Arc roles do not include this action.",
      fix: "Assign the custom relay role or Contributor (step 2), then request a new token.",
    },
  ],
  check: (context) => fromReport(context) ?? fromAzure(context),
  actions: ({ target, view }) => {
    if (shown(view.vm).kind !== "seen")
      throw new StepBlockedError(
        say`The VM to assign does not exist yet.`,
        say`Create the VM first (step 3).`,
      );
    if (shown(view.machine).kind !== "seen") {
      throw new StepBlockedError(
        say`The Arc machine to assign the VM to does not exist yet.`,
        say`Create the Arc machine first (step 7).`,
      );
    }
    return [
      {
        kind: "assignRelay",
        vmId: vmId(target),
        relay: { machineId: machineId(target), relayType: "Platform" },
      },
    ];
  },
};

/** In the hands-free mode the VM runs the operation, and its report tells how it ended. */
function fromReport({ enrollment }: CheckContext): Evidence | undefined {
  const failure = reportedFailure(8, enrollment);
  if (failure !== undefined) return failure;
  const step = enrollment.report?.steps[8];
  if (step?.state !== "done") return undefined;
  return {
    state: "done",
    summary: say`The VM's script assigned the relay, and the operation succeeded.`,
    source: "vmReport",
    at: step.at,
  };
}

function fromAzure({ target, enrollment, view }: CheckContext): Evidence {
  const endpoint = valueOf(view.endpoint);
  const seen = { facts: endpoint === undefined ? [] : endpointFacts(endpoint) };
  const outcome = enrollment.outcomes[8];
  // Azure keeps no trace of the assignment but the machine: without it there is none.
  if (outcome?.state === "succeeded" && view.machine.kind !== "absent") {
    return {
      state: "done",
      summary: say`The assign operation succeeded. ${cannotShow}`,
      source: "operation",
      at: outcome.at,
      ...seen,
    };
  }
  const last = lastOutcome(8, enrollment);
  if (last !== undefined) return { ...last, ...seen };
  if (view.machine.kind === "hidden") return azureHides(view, say`The Arc machine`, view.machine.error);
  if (view.endpoint.kind === "hidden") return azureHides(view, say`The endpoint`, view.endpoint.error);
  if (view.machine.kind !== "seen") {
    return azureShows(view, "notStarted", say`The Arc machine to assign the VM to does not exist yet.`, {
      nextMove: say`Do step 7 first.`,
    });
  }
  if (endpoint !== undefined) {
    return azureShows(
      view,
      "unknown",
      say`The machine has an endpoint, but this API version does not show which relay it uses.`,
      {
        ...seen,
        nextMove:
          target.creator === "vm"
            ? say`Open the VM's report to see which relay was assigned.`
            : say`Run this step to be sure. You can safely assign the relay again.`,
      },
    );
  }
  return azureShows(
    view,
    "notStarted",
    say`This enrollment assigned no relay, and the machine has no endpoint.`,
    {
      nextMove: target.creator === "vm" ? say`The VM's script assigns it.` : say`Run this step.`,
    },
  );
}

function endpointFacts({ endpointType, provisioningState, furtherProperties }: Endpoint): Fact[] {
  const further = Object.entries(furtherProperties).map(
    ([name, value]) => [name, JSON.stringify(value)] as const,
  );
  return facts({
    "endpoint type": endpointType,
    "endpoint provisioningState": provisioningState,
    ...Object.fromEntries(further),
  });
}
