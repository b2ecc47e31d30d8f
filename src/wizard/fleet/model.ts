import { stepNumbers } from "../../enrollment/steps/stepNumber";
import type { Cause } from "../../fleet/status/cause";
import type { FleetStatus, VmStatus } from "../../fleet/status/status";
import type { FleetStep } from "../../fleet/status/steps";
import { stateWord, vmStates, type VmState } from "../../fleet/status/vmState";
import {
  maxFleetRows,
  type FleetAction,
  type FleetGroupModel,
  type FleetLook,
  type FleetModel,
  type FleetVmModel,
} from "../../protocol/fleet";
import { canRetry, isTagKey, type FleetRow } from "../../session/fleet/fleetRow";
import type { Translate } from "../../l10n/translate";

/** What a fleet's page is made from. */
export interface FleetSight {
  readonly key: string;
  /** Undefined where the service has no such fleet. */
  readonly row: FleetRow | undefined;
  /** Whether the fleet files were read. */
  readonly isRead: boolean;
  readonly isSignedIn: boolean;
  readonly t: Translate;
}

const looks: Readonly<Record<VmState, FleetLook>> = {
  connected: "good",
  disconnected: "warning",
  connecting: "moving",
  booting: "moving",
  creating: "moving",
  off: "warning",
  stuck: "warning",
  failed: "bad",
  missing: "none",
};

const letters: Readonly<Record<FleetStep, string>> = {
  done: "d",
  inferred: "i",
  notDone: "n",
  unknown: "u",
};

/** The page of a fleet, from what the fleet service knows. Pure; decides nothing. */
export function fleetModelOf(sight: FleetSight): FleetModel {
  const { key, row, t } = sight;
  const { status } = row ?? {};
  const connected = status?.counts.connected ?? 0;
  const total = status?.vms.length ?? row?.fleet?.vms.length ?? 0;
  const summary = status === undefined ? "" : t("{0} of {1} Connected", connected, total);
  const doing = doingOf(sight);
  const failure = failureOf(sight);
  const note = failure === undefined ? noteOf(sight) : undefined;
  return {
    fleet: key,
    name: clip(row?.name ?? nameOf(key), 500),
    place: clip(placeOf(sight), 1_000),
    summary,
    connected,
    total,
    looking: row?.looking === true,
    said: clip(failure?.cause ?? (row?.deploying === undefined ? saidOf(status, summary, t) : (doing ?? ""))),
    actions: actionsOf(sight),
    ...rowsOf(row, t),
    ...(status !== undefined && { lookedAt: status.at }),
    ...(doing !== undefined && { doing: clip(doing) }),
    ...(note !== undefined && { note }),
    ...(failure !== undefined && { failure }),
  };
}

/** How a fleet stands, in one sentence. */
function saidOf(status: FleetStatus | undefined, summary: string, t: Translate): string {
  if (status === undefined) return "";
  const others = vmStates.flatMap((state) => {
    const many = status.counts[state];
    return state === "connected" || many === undefined ? [] : [`${t(stateWord(state))}: ${many}`];
  });
  return [summary, ...others].join(". ");
}

function doingOf({ row, t }: FleetSight): string | undefined {
  if (row?.deploying !== undefined)
    return row.deploying === "" ? t("Deploying…") : t("Deploying: {0}", row.deploying);
  // Later looks change nothing but a word in the header.
  return row?.looking === true && row.status === undefined ? t("Checking Azure…") : undefined;
}

function failureOf({ key, row, isRead, isSignedIn, t }: FleetSight): FleetModel["failure"] {
  if (row === undefined)
    // Who is not signed in cannot know of tags.
    return isRead && (isSignedIn || !isTagKey(key))
      ? {
          cause: t("This fleet is not in the list."),
          nextMove: t("Its file is not in this workspace, or no VM has its tag anymore. Check again."),
        }
      : undefined;
  if (row.mistake !== undefined)
    return {
      cause: clip(row.mistake),
      nextMove: t("Open the file and correct it. Nothing is sent for a file with an error."),
    };
  if (row.failure !== undefined)
    return { cause: clip(t(row.failure.causeText)), nextMove: clip(t(row.failure.nextMove)) };
  return undefined;
}

function noteOf({ row, isSignedIn, t }: FleetSight): string | undefined {
  if (!isSignedIn) return t("To check this fleet, sign in or open the practice cloud.");
  if (row === undefined) return t("Reading the fleet files…");
  if (row.file === undefined)
    return t("This fleet is known only from VM tags: this workspace has no file for it.");
  if (row.fleet?.vms.length === 0) return t("The file defines no VM.");
  if (row.status === undefined && !row.looking) return t("This fleet is not checked yet.");
  return undefined;
}

function nameOf(key: string): string {
  try {
    return decodeURIComponent(key.slice(key.lastIndexOf("/") + 1)).replace(/^tag:/, "");
  } catch {
    return key;
  }
}

function placeOf({ key, row, t }: FleetSight): string {
  if (row !== undefined && row.file === undefined) return t("known from its tag");
  return nameOf(key);
}

function actionsOf({ row, isSignedIn, t }: FleetSight): FleetModel["actions"] {
  const action = (name: FleetAction, label: string, primary = false): FleetModel["actions"][number] => ({
    name,
    label,
    primary,
  });
  const open = row?.file === undefined ? [] : [action("openFile", t("Open file"), row.mistake !== undefined)];
  if (!isSignedIn)
    return [
      action("signIn", t("Sign in"), true),
      action("openPractice", t("Open the practice cloud")),
      ...open,
    ];
  const look = action("look", t("Check again"));
  if (row?.fleet === undefined) return [...open, look];
  return [
    ...(row.deploying === undefined ? [action("deploy", t("Deploy…"), true)] : []),
    look,
    ...(row.status === undefined
      ? []
      : [action("exportCsv", t("Export CSV…")), action("exportMarkdown", t("Export Markdown…"))]),
    ...open,
  ];
}

type Rows = Pick<FleetModel, "vms" | "groups" | "different" | "strangers" | "missing" | "left">;

function rowsOf(row: FleetRow | undefined, t: Translate): Rows {
  const { status } = row ?? {};
  const all = status?.vms ?? [];
  // Where not all find room, those that do not continue come first.
  const chosen =
    all.length <= maxFleetRows
      ? all
      : [...all]
          .sort((a, b) => Number(a.cause === undefined) - Number(b.cause === undefined))
          .slice(0, maxFleetRows);
  const different = all.flatMap(({ vm, differences }) =>
    differences.map(({ path, inAzure, inFile }) => ({
      vmId: vm.id,
      name: clip(vm.target.vmName, 500),
      path: clip(path, 1_000),
      inAzure: clip(inAzure, 500),
      inFile: clip(inFile, 500),
    })),
  );
  const strangers = (status?.unmanagedVms ?? row?.tagged ?? []).map(({ id, name, provisioningState }) => ({
    id: clip(id),
    name: clip(name, 500),
    state: clip(provisioningState ?? "", 200),
  }));
  const missing = all.flatMap(({ vm, state }) => (state === "missing" ? [clip(vm.target.vmName, 500)] : []));
  return {
    vms: chosen.map((entry) => vmModel(entry, t)),
    groups:
      status === undefined
        ? []
        : groupsOf(status, chosen, row?.deploying === undefined && row?.fleet !== undefined, t),
    different: different.slice(0, maxFleetRows),
    strangers: strangers.slice(0, maxFleetRows),
    missing: missing.slice(0, maxFleetRows),
    left: {
      vms: all.length - chosen.length,
      different: Math.max(0, different.length - maxFleetRows),
      strangers: Math.max(0, strangers.length - maxFleetRows),
      missing: Math.max(0, missing.length - maxFleetRows),
    },
  };
}

function vmModel({ vm, state, steps }: VmStatus, t: Translate): FleetVmModel {
  const { vmName, resourceGroup } = vm.target;
  return {
    id: vm.id,
    name: clip(vmName, 500),
    place: clip(resourceGroup, 500),
    state: t(stateWord(state)),
    look: looks[state],
    steps: stepNumbers.map((step) => letters[steps[step]]).join(""),
    isThere: state !== "missing",
  };
}

function groupsOf(
  status: FleetStatus,
  chosen: readonly VmStatus[],
  canDeploy: boolean,
  t: Translate,
): readonly FleetGroupModel[] {
  const group = (
    head: Pick<FleetGroupModel, "by" | "name" | "label" | "look">,
    is: (entry: VmStatus) => boolean,
  ): FleetGroupModel => {
    const members = status.vms.filter(is);
    return {
      ...head,
      count: members.length,
      // Nothing is sent for a file with a mistake, and nothing beside what is being deployed.
      retries: canDeploy ? members.filter(canRetry).length : 0,
      vms: chosen.flatMap((entry, place) => (is(entry) ? [place] : [])),
    };
  };
  // A page with more causes than this is no help; their VMs stand among the states.
  const causes = status.causes
    .slice(0, 200)
    .map(({ cause }) =>
      group(
        { by: "cause", name: causeName(cause), label: clip(t(cause.text)), look: "bad" },
        (entry) => entry.cause?.key === cause.key,
      ),
    );
  const states = vmStates.flatMap((state) =>
    status.counts[state] === undefined
      ? []
      : [
          group(
            { by: "state", name: state, label: t(stateWord(state)), look: looks[state] },
            (entry) => entry.state === state,
          ),
        ],
  );
  return [...causes, ...states];
}

/** What the page calls a cause. */
export function causeName({ key }: Cause): string {
  return clip(key, 2_000);
}

/** Of what Azure may say at any length, as much as a page takes. */
function clip(text: string, longest = 4_000): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
