import { resourceKey } from "../../arm/resources/resourceId";
import { say } from "../../l10n/sentence";
import { inEnglish, type Translate } from "../../l10n/translate";
import type { Difference } from "./compare";
import type { FleetDeployment } from "../template/deployment";
import type { Fleet, FleetVm } from "../fleet";
import type { RoleGuids } from "./roleWork";
import type { FleetStatus, VmStatus } from "../status/status";
import type { FleetView, VmRow } from "../status/view";
import { writeDeployments } from "../template/writeDeployments";

/** What is to be done with one VM, and why. */
export type PlannedVm =
  | { readonly kind: "create"; readonly vm: FleetVm }
  | { readonly kind: "update"; readonly vm: FleetVm; readonly differences: readonly Difference[] }
  /** Delete it with its Arc machine, and make it again. */
  | {
      readonly kind: "recreate";
      readonly vm: FleetVm;
      readonly why: string;
      readonly differences: readonly Difference[];
    };

/** What stays as it is, though the file wants it otherwise. */
export interface HeldVm {
  readonly vm: FleetVm;
  readonly why: string;
}

/** What a deployment of the file would do. */
export interface FleetPlan {
  readonly work: readonly PlannedVm[];
  /** VMs that would have to be created again, but nobody allowed it, and VMs that are not of this fleet. */
  readonly held: readonly HeldVm[];
  /** VMs with the fleet's tag that the file does not name. They are never deleted from here. */
  readonly unmanagedVms: readonly VmRow[];
  readonly unchanged: number;
  readonly deployments: readonly FleetDeployment[];
}

export interface PlanOptions {
  /** Which VMs may be deleted and created again. Default: none. */
  readonly recreate?: "none" | "failed" | "all";
  /** `resourceKey`s of the VMs that may be touched at all. Default: every VM of the file. */
  readonly only?: ReadonlySet<string>;
}

/** Works out what is left to do between the file and Azure. Pure. */
export function planFleet(
  fleet: Fleet,
  view: FleetView,
  status: FleetStatus,
  roleGuids: RoleGuids,
  { recreate = "none", only }: PlanOptions = {},
): FleetPlan {
  const foreign = status.vms.flatMap((entry) => foreignOf(entry) ?? []);
  const alien = new Set(foreign.map(({ vm }) => vm));
  const planned = status.vms.filter(({ vm }) => !alien.has(vm)).flatMap((entry) => planOf(entry) ?? []);
  const may = (item: PlannedVm): boolean =>
    item.kind !== "recreate" ||
    recreate === "all" ||
    (recreate === "failed" && item.differences.every(({ by }) => by === "update"));
  const work = planned.filter(
    (item) => may(item) && (only === undefined || only.has(resourceKey(item.vm.id))),
  );
  const vms = work.map(({ vm }) => vm);
  return {
    work,
    held: [
      ...foreign,
      ...planned.flatMap((item) => (item.kind === "recreate" && !may(item) ? [heldOf(item)] : [])),
    ],
    unmanagedVms: status.unmanagedVms,
    unchanged: fleet.vms.length - planned.length - foreign.length,
    deployments: writeDeployments({ fleet, vms, standing: view.standing, roleGuids }),
  };
}

function heldOf({ vm, why }: Extract<PlannedVm, { kind: "recreate" }>): HeldVm {
  return { vm, why: say`it must be created again, which was not allowed. ${why}` };
}

/** What has the VM's name, or its Arc machine's, and is not ours to touch. */
function foreignOf({ vm, isUnmanaged, leftMachine }: VmStatus): HeldVm | undefined {
  if (isUnmanaged) return { vm, why: say`a VM with this name exists and is not part of this fleet.` };
  return leftMachine === "Connected"
    ? { vm, why: say`an Arc machine with this name exists and is Connected, without the VM.` }
    : undefined;
}

function planOf({ vm, state, cause, differences, leftMachine }: VmStatus): PlannedVm | undefined {
  // A run that was killed between the two leaves the machine of a VM that it deleted, with a key that the new VM does not have.
  if (state === "missing" && leftMachine !== undefined)
    return { kind: "recreate", vm, why: say`An earlier VM left an Arc machine.`, differences };
  if (state === "missing") return { kind: "create", vm };
  if (state === "failed" || state === "stuck")
    return { kind: "recreate", vm, why: cause?.text ?? state, differences };
  // Azure refuses a change of a VM that is still being made.
  if (differences.length === 0 || state === "creating") return undefined;
  const fixed = differences.filter(({ by }) => by === "recreate");
  if (fixed.length === 0) return { kind: "update", vm, differences };
  const why = say`${fixed.map(({ path }) => path).join(", ")} cannot be changed on an existing VM.`;
  return { kind: "recreate", vm, why, differences };
}

/** A plan for people, in the language of `t`: one line for each VM that something happens to. */
export function planLines(plan: FleetPlan, t: Translate = inEnglish): readonly string[] {
  const lines = plan.work.flatMap((item) => {
    const where = `${item.vm.target.vmName}  (${item.vm.target.resourceGroup})`;
    if (item.kind === "create") return [`+ ${where}`];
    const changes = item.differences.map(
      ({ path, inAzure, inFile }) => `      ${path}: ${inAzure} → ${inFile}`,
    );
    return item.kind === "update"
      ? [`~ ${where}`, ...changes]
      : [`- + ${where}  ${t("deleted and created again: {0}", t(item.why))}`, ...changes];
  });
  const held = plan.held.map(
    ({ vm, why }) => `! ${vm.target.vmName}  (${vm.target.resourceGroup})  ${t("left alone: {0}", t(why))}`,
  );
  return [...lines, ...held, ...strangerLines(plan, t)];
}

/** A renamed VM shows as one that is made and one that the file no longer names. */
function strangerLines({ unmanagedVms, work }: FleetPlan, t: Translate): readonly string[] {
  if (unmanagedVms.length === 0) return [];
  const created = work.filter(({ kind }) => kind === "create").length;
  const renamed =
    created > 0
      ? [
          `! ${t("A VM cannot be renamed: a new name creates a new VM, and the old VM stays until you delete it.")}`,
        ]
      : [];
  return [
    ...unmanagedVms.map(
      ({ name, id }) => `? ${name}  ${t("has the fleet's tag, but is not in the file: {0}", id)}`,
    ),
    ...renamed,
  ];
}

/**
 * Which passwords go where. A fleet file chooses variable and registry, and may be somebody else's: whoever deploys it has to see this
 * before.
 */
export function passwordSentences(vms: readonly FleetVm[]): readonly string[] {
  const sentences = vms.flatMap(({ registry }) =>
    registry === undefined
      ? []
      : [
          say`The password in the environment variable ${registry.passwordVariable} is sent for the registry ${registry.url}.`,
        ],
  );
  return [...new Set(sentences)];
}

/** How much there is to do, in one sentence in the language of `t`, and which passwords it takes. */
export function planSummary(plan: FleetPlan, t: Translate = inEnglish): string {
  const count = (kind: PlannedVm["kind"]): number => plan.work.filter((item) => item.kind === kind).length;
  const counts = say`${count("create")} to create, ${count("update")} to update, ${count("recreate")} to recreate, ${plan.held.length} withheld, ${plan.unchanged} unchanged, ${plan.unmanagedVms.length} not in the file; ${plan.deployments.length} deployments.`;
  return [counts, ...passwordSentences(plan.work.map(({ vm }) => vm))].map((each) => t(each)).join(" ");
}
