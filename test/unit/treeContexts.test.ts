import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/lib/paths";
import { armError, type Remedy } from "../../src/arm/errors";
import { decodeUserAssignedIdentity } from "../../src/arm/resources/managedIdentity";
import { decodeIdentity } from "../../src/arm/resources/resourceIdentity";
import { assess } from "../../src/enrollment/evidence/assessment";
import { stepNumbers } from "../../src/enrollment/steps/stepNumber";
import { vmStates } from "../../src/fleet/status/vmState";
import { inEnglish } from "../../src/l10n/translate";
import { presentEnrollment, presentStep } from "../../src/rows/enrollments/presentation";
import type { FleetNode } from "../../src/rows/fleets/nodes";
import { presentFleetNode } from "../../src/rows/fleets/presentation";
import { identityGroups, type HolderKind, type IdentityNode } from "../../src/rows/identities/nodes";
import { presentIdentityNode, type IdentityFacts } from "../../src/rows/identities/presentation";
import type { TreeNode } from "../../src/rows/machines/nodes";
import { present, type TreeFacts } from "../../src/rows/machines/presentation/presentation";
import type { EnrollmentActivity, EnrollmentState } from "../../src/session/enrollment/enrollmentState";
import { emptyRow, type FleetRow } from "../../src/session/fleet/fleetRow";
import type { MachineRow } from "../../src/session/listing/machine";
import type { OperationRowState } from "../../src/session/operations/operationRow";
import { enrollmentFor, systemTarget, targetFrom, userTarget, viewWith } from "./enrollment/sample";
import { fleetOf } from "./fleet/setup";
import { fleetText } from "./fleet/sample";
import { arcMachine, nexusVm } from "./rows/rows";

type Kinds<Node extends { readonly kind: string }> = {
  readonly [K in Node["kind"]]: readonly Extract<Node, { readonly kind: K }>[];
};

/** Every node of a table that names every kind: a new kind does not compile until it stands here. */
function nodesOf<Node extends { readonly kind: string }>(table: Kinds<Node>): readonly Node[] {
  return Object.values<readonly Node[]>(table).flat();
}

const id = "id";
const subscriptionId = id;

function machineContexts(): string[] {
  const rows: readonly MachineRow[] = [
    ...["On", "Off", undefined].map((powerState) => nexusVm("vm1", { powerState })),
    nexusVm("vm1", {}, {}),
    nexusVm("vm1", { provisioningState: "Deleting" }),
    arcMachine("arc1"),
  ];
  const remedies: Readonly<Record<Remedy["kind"], Remedy>> = {
    signIn: { kind: "signIn" },
    registerProvider: { kind: "registerProvider", namespace: "Microsoft.HybridCompute", subscriptionId },
    retryAfter: { kind: "retryAfter", seconds: 5 },
  };
  const errors = [
    armError("forbidden", "x", { correlationId: "c" }),
    ...Object.values(remedies).map((remedy) => armError("forbidden", "x", {}, { remedy })),
  ];
  const states: Readonly<Record<OperationRowState, true>> = {
    running: true,
    notWatched: true,
    succeeded: true,
    failed: true,
    canceled: true,
    notStarted: true,
    unknown: true,
  };
  const operations = Object.keys(states).map((state) => ({
    id: state,
    title: "Start vm1",
    state: state as OperationRowState,
    correlationId: "c",
  }));
  const facts: TreeFacts = {
    grouping: "flat",
    filterText: "",
    matches: 0,
    row: (key) => rows[Number(key)],
    subscriptionName: () => "Edge",
    groupCount: () => 1,
    hiddenCount: () => 1,
    problem: (key) => {
      const error = errors[Number(key)];
      return error && { id: key, what: "Edge", error };
    },
    operation: (key) => operations.find((operation) => operation.id === key),
    operations,
  };
  const nodes = nodesOf<TreeNode>({
    subscription: [{ kind: "subscription", id, subscriptionId }],
    resourceGroup: [{ kind: "resourceGroup", id, subscriptionId, name: "rg1" }],
    state: [{ kind: "state", id, state: "connected" }],
    machine: [...rows.keys(), rows.length].map((key) => ({ kind: "machine", id, key: String(key) })),
    arc: [...rows.keys()].map((key) => ({ kind: "arc", id, key: String(key) })),
    detail: [{ kind: "detail", id, label: "Location", value: "eastus", icon: "globe" }],
    more: [{ kind: "more", id, parentId: id }],
    problem: [...errors.keys()].map((key) => ({ kind: "problem", id, problemId: String(key) })),
    operations: [{ kind: "operations", id }],
    operation: operations.map((operation) => ({ kind: "operation", id, operationId: operation.id })),
  });
  return nodes.map((node) => present(node, facts, inEnglish).context);
}

function enrollmentContexts(): string[] {
  const since = "2026-03-01T12:00:00.000Z";
  const activities: Readonly<Record<EnrollmentActivity["kind"], EnrollmentActivity>> = {
    checking: { kind: "checking", since },
    running: { kind: "running", step: 3, since },
    watching: { kind: "watching", since },
  };
  const records = [
    enrollmentFor(userTarget),
    enrollmentFor({ ...systemTarget, creator: "vm" }),
    { ...enrollmentFor(userTarget), words: { 4: since, 5: since, 6: since, 9: since } },
  ];
  const assessment = assess(targetFrom(userTarget), enrollmentFor(userTarget), viewWith({}));
  const states = records.flatMap((enrollment): EnrollmentState[] => [
    { enrollment },
    { enrollment, assessment: { ...assessment, connected: true } },
    ...Object.values(activities).map((activity) => ({ enrollment, activity })),
  ]);
  return states.flatMap((state) => [
    presentEnrollment(state, inEnglish).context,
    ...stepNumbers.map((step) => presentStep(state, step, inEnglish).context),
  ]);
}

function identityContexts(): string[] {
  const kinds: Readonly<Record<HolderKind, true>> = {
    nexusVm: true,
    arcMachine: true,
    azureVm: true,
    scaleSet: true,
  };
  const holders = Object.keys(kinds).flatMap((kind) =>
    [undefined, { type: "SystemAssigned", principalId: id }].map((identity) => ({
      kind: kind as HolderKind,
      id,
      name: "vm1",
      subscriptionId,
      resourceGroup: "rg1",
      identity: decodeIdentity(identity),
    })),
  );
  const facts: IdentityFacts = {
    subscriptionName: () => "Edge",
    userAssigned: (identityId) =>
      identityId === "gone" ? undefined : decodeUserAssignedIdentity({ id: identityId, name: "enroll" }),
    holder: (key) => holders[Number(key)],
    problems: () => [],
  };
  const nodes = nodesOf<IdentityNode>({
    subscription: [{ kind: "subscription", id, subscriptionId }],
    group: identityGroups.map((group) => ({ kind: "group", id, subscriptionId, group })),
    userAssigned: [userTarget.userAssignedIdentityId ?? "", "gone"].map((identityId) => ({
      kind: "userAssigned",
      id,
      identityId,
      subscriptionId,
    })),
    holder: [...holders.keys()].map((key) => ({ kind: "holder", id, holderId: String(key), subscriptionId })),
    detail: [
      { kind: "detail", id, label: "Client ID", value: "c", icon: "key" },
      { kind: "detail", id, label: "Client ID", value: "c", icon: "key", copy: "c" },
    ],
    warning: [{ kind: "warning", id, title: "t", cause: "c", nextMove: "n" }],
    roles: [{ kind: "roles", id, name: "n", principalId: id, subscriptionId }],
    role: [{ kind: "role", id, assignmentId: id, roleName: "Reader", scope: id, rolesId: id }],
    failure: [{ kind: "failure", id, what: "w", cause: "c", nextMove: "n" }],
  });
  return nodes.map((node) => presentIdentityNode(node, facts, inEnglish).context);
}

function fleetContexts(): string[] {
  const [vm] = fleetOf(fleetText()).vms;
  assert.ok(vm);
  const key = id;
  const steps = Object.fromEntries(stepNumbers.map((step) => [step, "done"])) as never;
  const cause = { key: "cause", text: "Out of capacity" };
  const rows = vmStates.map((state): FleetRow => ({
    ...emptyRow(key, "edge", key),
    status: {
      at: "",
      vms: [{ vm, state, steps, cause, isUnmanaged: false, differences: [] }],
      unmanagedVms: [],
      counts: { [state]: 1 },
      causes: [{ cause, vms: [vm] }],
    },
  }));
  const file = emptyRow(key, "edge", key);
  const fleets = [file, { ...file, deploying: "" }, emptyRow(key, "edge", undefined)];
  const nodes = nodesOf<FleetNode>({
    fleet: [{ kind: "fleet", id, key }],
    group: [
      ...vmStates.map((name): Extract<FleetNode, { kind: "group" }> => ({
        kind: "group",
        id,
        key,
        group: { by: "state", name },
      })),
      { kind: "group", id, key, group: { by: "cause", name: cause.key } },
      { kind: "group", id, key, group: { by: "different", name: "" } },
    ],
    vm: [{ kind: "vm", id, key, vmId: vm.id }],
    step: [{ kind: "step", id, key, vmId: vm.id, step: 3 }],
    difference: [{ kind: "difference", id, key, vmId: vm.id, path: "tags.site" }],
    strangers: [{ kind: "strangers", id, key }],
    stranger: [{ kind: "stranger", id, key, vmId: id, name: "vm2", state: "" }],
    note: [{ kind: "note", id, key, text: "t", isError: true }],
  });
  return [...fleets, ...rows].flatMap((row) =>
    nodes.map((node) => presentFleetNode(node, row, inEnglish).context),
  );
}

const produced: Readonly<Record<string, ReadonlySet<string>>> = {
  "nexusArc.resources": new Set(machineContexts()),
  "nexusArc.enrollments": new Set(enrollmentContexts()),
  "nexusArc.identities": new Set(identityContexts()),
  "nexusArc.fleets": new Set(fleetContexts()),
};

/** Words that no menu asks for, with the reason. A word that is neither here nor in a clause has lost its menu. */
const withoutMenu: Readonly<Record<string, readonly string[]>> = {
  // Rows that only inform, groups by state, "Load more" (a click), and what is over or only waits.
  "nexusArc.resources": ["gone", "more", "state", "ended", "retryAfter"],
  // Hands-free is not guided, and a connected one is not open: the menus ask for the opposite.
  "nexusArc.enrollments": ["handsFree", "connected"],
  "nexusArc.identities": [
    "gone",
    "identityGroup",
    "nexus",
    "arc",
    "azure",
    "identityDetail",
    "identityWarning",
    "identityFailure",
  ],
  "nexusArc.fleets": ["tagOnly", "deploying", "gone", "fleetStep", "fleetDifference", "fleetNote"],
};

interface Condition {
  readonly negated: boolean;
  readonly holds: (context: string) => boolean;
}

/** The conditions on `viewItem` of one clause; all of our clauses join them by `&&`. */
function conditionsOf(clause: string): Condition[] {
  const tests = [...clause.matchAll(/(!\()?viewItem (?:=~ \/((?:[^/\\]|\\.)*)\/|== ([\w.]+))/g)];
  return tests.map(([, negation, pattern, value]) => ({
    negated: negation !== undefined,
    holds: (context) => (pattern === undefined ? context === value : new RegExp(pattern).test(context)),
  }));
}

const { contributes } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
  };
};
const clauses = (contributes.menus["view/item/context"] ?? []).map(({ command, when = "" }) => ({
  command,
  when,
  view: /view == (nexusArc\.\w+)/.exec(when)?.[1] ?? "",
  conditions: conditionsOf(when),
}));

describe("the context menus of the trees", () => {
  it("each belong to a view and to rows of it", () => {
    for (const { command, when, view, conditions } of clauses) {
      assert.ok(produced[view], `${command}: ${when}`);
      assert.equal(conditions.length, when.match(/\bviewItem\b/g)?.length, `${command}: ${when}`);
      assert.ok(!when.includes("||"), `${command}: ${when}`);
    }
  });

  it("each match at least one row that the tree produces", () => {
    const dead = clauses.filter(({ view, conditions }) =>
      [...(produced[view] ?? [])].every((context) =>
        conditions.some(({ negated, holds }) => holds(context) === negated),
      ),
    );
    assert.deepEqual(
      dead.map(({ command, when }) => `${command}: ${when}`),
      [],
    );
  });

  for (const [view, contexts] of Object.entries(produced))
    it(`know every word of the rows of ${view}`, () => {
      const words = new Set([...contexts].flatMap((context) => context.split(" ")));
      const own = clauses.filter((clause) => clause.view === view);
      const unknown = [...words].filter(
        (word) => !own.some(({ conditions }) => conditions.some(({ holds }) => holds(word))),
      );
      assert.deepEqual(unknown.sort(), [...(withoutMenu[view] ?? [])].sort());
    });

  it("name no word that no row has", () => {
    for (const { command, view, when } of clauses) {
      const words = new Set([...(produced[view] ?? [])].flatMap((context) => context.split(" ")));
      const named = [...when.matchAll(/\\b\(([\w|]+)\)\\b/g)].flatMap((match) => match[1]?.split("|") ?? []);
      assert.deepEqual(
        named.filter((word) => !words.has(word)),
        [],
        `${command}: ${when}`,
      );
    }
  });
});
