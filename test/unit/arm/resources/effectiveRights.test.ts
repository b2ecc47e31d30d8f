import assert from "node:assert/strict";
import fc from "fast-check";
import {
  effectivePermissions,
  isAllowed,
  type PermissionSet,
} from "../../../../src/arm/resources/authorization/permissions";

/** The whole engine, from role assignments at scopes to one verdict, against the obvious way: every assignment, every role, every pattern. */
interface Assigned {
  readonly scope: string;
  readonly role: number;
  readonly principalId: string;
  readonly condition: string | undefined;
}

const subscriptions = ["/subscriptions/s1", "/subscriptions/s2"];
const groups = subscriptions.flatMap((subscription) => [
  `${subscription}/resourceGroups/rg`,
  `${subscription}/resourceGroups/rg2`,
]);
const resources = groups.flatMap((group) => [
  `${group}/providers/Microsoft.NetworkCloud/virtualMachines/vm1`,
  `${group}/providers/Microsoft.NetworkCloud/virtualMachines/vm10`,
]);
const scopes = [...subscriptions, ...groups, ...resources];
const above = ["/", "/providers/Microsoft.Management/managementGroups/all"];

const actions = [
  "Microsoft.HybridCompute/machines/read",
  "Microsoft.HybridCompute/machines/write",
  "Microsoft.HybridCompute/machines/listAccessDetails/action",
  "Microsoft.NetworkCloud/virtualMachines/assignRelay/action",
  "Microsoft.Authorization/roleAssignments/write",
];
const patterns = [
  ...actions,
  ...[
    "*",
    "*/read",
    "*/write",
    "*/action",
    "Microsoft.HybridCompute/*",
    "Microsoft.HybridCompute/machines/*",
  ],
  ...[
    "Microsoft.Authorization/*/Write",
    "microsoft.networkcloud/*/action",
    "Microsoft.*/machines/*",
    "Microsoft.Hybrid",
  ],
];

const role = fc.record({
  actions: fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 4 }),
  notActions: fc.array(fc.constantFrom(...patterns), { maxLength: 2 }),
});
const mixedCase = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(text, text.toUpperCase(), text.toLowerCase());
const assignment: fc.Arbitrary<Assigned> = fc.record({
  scope: fc.constantFrom(...above, ...subscriptions, ...scopes).chain(mixedCase),
  role: fc.nat({ max: 3 }),
  principalId: fc.constantFrom("me", "ME", "Group", "group", "other"),
  condition: fc.option(fc.constant("@Request[x] == 1"), { nil: undefined, freq: 6 }),
});

/** Is `inner` at or below `outer`? By the parts of both, one after the other. */
function reaches(outer: string, inner: string): boolean {
  const low = outer.toLowerCase();
  if (low === "/" || low.includes("/managementgroups/")) return true;
  const outerParts = low.split("/");
  const innerParts = inner.toLowerCase().split("/");
  return outerParts.every((part, index) => innerParts[index] === part);
}

/** Glob by trying every split at each star. */
function globs(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  const remaining = rest.join("*");
  for (let at = first.length; at <= text.length; at += 1) if (globs(remaining, text.slice(at))) return true;
  return false;
}

const covers = (list: readonly string[], action: string): boolean =>
  list.some((pattern) => globs(pattern.toLowerCase(), action.toLowerCase()));

describe("effective rights from assignments", () => {
  it("agree with the slow obvious way on 2,000 sets of roles and assignments, scopes and inheritance included", () => {
    const seen = { allowed: 0, taken: 0, outside: 0 };
    fc.assert(
      fc.property(
        fc.array(role, { minLength: 4, maxLength: 4 }),
        fc.array(assignment, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...scopes),
        fc.constantFrom(...actions),
        (roles, assignments, scope, action) => {
          const who = new Set(["me", "group"]);
          let expected = false;
          for (const { scope: at, role: index, principalId, condition } of assignments) {
            if (!who.has(principalId.toLowerCase()) || condition !== undefined) continue;
            const { actions: granted = [], notActions = [] } = roles[index] ?? {};
            if (!covers(granted, action)) continue;
            if (!reaches(at, scope)) seen.outside += 1;
            else if (covers(notActions, action)) seen.taken += 1;
            else expected = true;
          }
          if (expected) seen.allowed += 1;
          const definitions = roles.map((each, index) => ({
            id: `/subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions/role${String(index)}`,
            permissions: [
              { ...each, dataActions: [], notDataActions: [], condition: undefined } satisfies PermissionSet,
            ],
          }));
          const given = assignments.map(({ role: index, ...rest }) => ({
            ...rest,
            roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/ROLE${String(index)}`,
          }));
          const rights = effectivePermissions(given, definitions, ["me", "group"], scope);
          assert.equal(isAllowed(rights, action), expected);
        },
      ),
      { numRuns: 2000 },
    );
    for (const [what, count] of Object.entries(seen))
      assert.ok(count > 10, `the generator is blind: ${what} ${String(count)}`);
  });
});
