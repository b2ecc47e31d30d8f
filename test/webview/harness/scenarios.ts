/** Every state of every step, made by the product's own model: what `npm run dev:webview` shows and the tests look at. */
import type { Assessment } from "../../../src/enrollment/evidence/assessment";
import type { Evidence, StepState } from "../../../src/enrollment/evidence/evidence";
import type { Enrollment } from "../../../src/enrollment/record/record";
import { stepNumbers, type StepNumber } from "../../../src/enrollment/steps/stepNumber";
import type { EnrollmentState } from "../../../src/session/enrollment/enrollmentState";
import { enrollmentFor, userTarget } from "../../unit/enrollment/sample";

export const scenarioStates = [
  "unchecked",
  "notStarted",
  "running",
  "done",
  "doneByOther",
  "failed",
  "contradicts",
  "unknown",
] as const;
export type ScenarioState = (typeof scenarioStates)[number];

export interface Scenario {
  /** 0 to 10. */
  readonly page: number;
  readonly state: ScenarioState;
  readonly way: "vm" | "workstation";
  /** Replaces the VM's name in the record. */
  readonly vmName?: string;
}

const at = "2026-03-01T12:00:00Z";

const group = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/site-a/providers";

/** The enrollment that every scenario is about. */
export function scenarioEnrollment({ page, state, way, vmName }: Scenario): Enrollment {
  const { vmName: sampleName = "", ...target } = userTarget;
  const isBlank = page === 0 && state === "unchecked";
  return {
    ...enrollmentFor({
      ...target,
      creator: way,
      ...(isBlank ? {} : { vmName: vmName ?? sampleName }),
    }),
    id: "0e5f6f6a-2f8b-4b0e-9f0e-000000000001",
    vm: {
      customLocation: `${group}/Microsoft.ExtendedLocation/customLocations/site-a-cl`,
      adminUsername: "azureuser",
      cloudServicesNetworkId: `${group}/Microsoft.NetworkCloud/cloudServicesNetworks/site-a-csn`,
      cpuCores: state === "failed" ? 3 : 4,
      memorySizeGB: 8,
      diskSizeGB: 64,
      vmImage: "myacr.azurecr.io/ubuntu:24.04",
      networks: [
        {
          networkId: `${group}/Microsoft.NetworkCloud/l3Networks/site-a-l3`,
          ipAllocationMethod: state === "failed" ? "Static" : "Dynamic",
          ...(state === "failed" && { ipv4Address: "10.4.1.999" }),
        },
      ],
    },
  };
}

export function scenarioDesk(scenario: Scenario): EnrollmentState {
  const { page, state } = scenario;
  const enrollment = scenarioEnrollment(scenario);
  if (state === "unchecked") return { enrollment };
  const assessment = assessmentOf(page, state === "running" ? "notStarted" : state);
  return {
    enrollment,
    assessment,
    checkedAt: at,
    ...(state === "running" && { activity: activityOf(page) }),
    ...(state === "failed" && {
      failure: {
        cause: "Azure refused: the account may not write role assignments on the resource group site-a.",
        nextMove:
          "Ask for Owner or User Access Administrator on the resource group, then run the step again.",
        correlationId: "6f0b2c1e-5a1d-4c62-9d6c-2a9a3c1f7b11",
      },
    }),
  };
}

function activityOf(page: number): NonNullable<EnrollmentState["activity"]> {
  if (page === 0) return { kind: "checking", since: at };
  const step = stepNumbers.find((number) => number === page) ?? 1;
  return {
    kind: "running",
    step,
    since: at,
    doing: "Create the virtual machine amf01",
    detail: "Provisioning · 40 %",
  };
}

function assessmentOf(page: number, state: StepState): Assessment {
  const evidence = Object.fromEntries(
    stepNumbers.map((step) => [step, step === page ? evidenceWith(state) : earlier(step < page)] as const),
  ) as Record<StepNumber, Evidence>;
  const done = Object.values(evidence).filter(({ state: each }) => each.startsWith("done")).length;
  const next = stepNumbers.find((step) => !evidence[step].state.startsWith("done"));
  return { evidence, done, next, connected: evidence[10].state.startsWith("done") };
}

function earlier(isBefore: boolean): Evidence {
  if (isBefore) return { state: "done", summary: "It exists.", source: "azure", at };
  return {
    state: "notStarted",
    summary: "Nothing of it is there yet.",
    source: "none",
    at,
    nextMove: "Run this step.",
  };
}

const summaries: Readonly<Record<StepState, string>> = {
  notStarted: "There is no such resource yet.",
  underWay: "Azure is creating the VM: Scheduling.",
  done: "The VM exists: Running - virtual machine is running.",
  doneByOther: "The VM has the identity.",
  failed: "The VM is in an error state: the image could not be pulled: unauthorized.",
  contradicts: "An Arc machine with this name exists, and its vmId is not this enrollment's.",
  unknown: "The machine has an endpoint, but this API version does not show which relay it uses.",
};

function evidenceWith(state: StepState): Evidence {
  return {
    state,
    summary: summaries[state],
    source: state === "done" ? "userWord" : "azure",
    at,
    ...(state !== "done" && { nextMove: "Delete the VM and create it again with the identity (step 3)." }),
    facts: [
      { name: "provisioningState", value: "Succeeded" },
      { name: "principalId", value: "33333333-3333-4333-8333-333333333333" },
    ],
  };
}
