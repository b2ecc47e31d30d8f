import assert from "node:assert/strict";
import fc from "fast-check";
import {
  decodePermissionSet,
  effectivePermissions,
  isAllowed,
  isInherited,
  matchesAction,
  verdictOn,
  type PermissionSet,
} from "../../../../src/arm/resources/authorization/permissions";

const set = (fields: Partial<PermissionSet>): PermissionSet => ({
  actions: [],
  notActions: [],
  dataActions: [],
  notDataActions: [],
  condition: undefined,
  ...fields,
});

/** The obvious way: try every split at the first star. Exponential, and plain to see. */
function slowMatch(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  if (pattern.startsWith("*")) {
    for (let at = 0; at <= text.length; at += 1) if (slowMatch(pattern.slice(1), text.slice(at))) return true;
    return false;
  }
  return text.startsWith(pattern.charAt(0)) && slowMatch(pattern.slice(1), text.slice(1));
}

function slowAllowed(permissions: readonly PermissionSet[], action: string): boolean {
  const text = action.toLowerCase();
  for (const { actions, notActions, condition } of permissions) {
    let granted = false;
    for (const pattern of actions) if (slowMatch(pattern.toLowerCase(), text)) granted = true;
    for (const pattern of notActions) if (slowMatch(pattern.toLowerCase(), text)) granted = false;
    if (granted && condition === undefined) return true;
  }
  return false;
}

// Few different parts, so that patterns and actions meet often.
const part = fc.constantFrom("Microsoft.A", "microsoft.a", "b", "B", "read", "write", "action", "aa", "ab");
const action = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
const pattern = fc.oneof(
  fc
    .array(fc.oneof(part, fc.constantFrom("*", "a*", "*b", "")), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("/")),
  fc.constantFrom("*", "*/read", "*/write", "Microsoft.A/*", "b/*", "*b*"),
);
const permissionSet = fc.record({
  actions: fc.array(pattern, { maxLength: 4 }),
  notActions: fc.array(pattern, { maxLength: 2 }),
  condition: fc.option(fc.constant("@Resource[x] == 1"), { nil: undefined, freq: 4 }),
});

describe("effective permissions", () => {
  it("agree with the slow obvious reference on 2,000 sets of roles", () => {
    let allowed = 0;
    fc.assert(
      fc.property(fc.array(permissionSet, { maxLength: 4 }), action, (roles, wanted) => {
        const permissions = roles.map(set);
        const expected = slowAllowed(permissions, wanted);
        if (expected) allowed += 1;
        assert.equal(isAllowed(permissions, wanted), expected);
      }),
      { numRuns: 2000 },
    );
    assert.ok(allowed > 100, `Only ${allowed} of the sets allowed anything: the generator is blind.`);
  });

  it("match patterns as the reference does", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "/", "*"), maxLength: 8 });
    fc.assert(
      fc.property(
        letters,
        fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 10 }),
        (glob, text) => {
          assert.equal(matchesAction(glob, text), slowMatch(glob, text));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("take no time for a pattern that is made to take it", () => {
    assert.equal(matchesAction(`${"a*".repeat(5000)}b`, "a".repeat(20_000)), false);
  });

  it("let one role grant what another takes away from itself only", () => {
    const contributor = set({ actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] });
    const action = "Microsoft.Authorization/roleAssignments/write";
    assert.equal(isAllowed([contributor], action), false);
    assert.equal(isAllowed([contributor, set({ actions: [action.toUpperCase()] })], action), true);
  });

  it("keep data actions apart", () => {
    const reader = set({
      actions: ["*/read"],
      dataActions: ["Microsoft.X/y/*"],
      notDataActions: ["*/delete"],
    });
    assert.equal(isAllowed([reader], "Microsoft.X/y/login"), false);
  });

  it("say when a grant stands under a condition", () => {
    const conditional = set({ actions: ["a/write"], condition: "@Request[x] == 1" });
    assert.equal(verdictOn([conditional], "a/write"), "conditional");
    assert.equal(isAllowed([conditional], "a/write"), false);
    assert.equal(verdictOn([conditional, set({ actions: ["a/*"] })], "a/write"), "allowed");
  });

  it("are read from the permissions API and from role definitions, whatever comes", () => {
    assert.deepEqual(
      decodePermissionSet({ actions: ["a", 5], notActions: null, condition: "" }),
      set({ actions: ["a"] }),
    );
    fc.assert(fc.property(fc.anything(), (value) => void verdictOn([decodePermissionSet(value)], "a/b")));
  });
});

describe("assignments", () => {
  const group = "/subscriptions/s/resourceGroups/rg";
  const vm = `${group}/providers/Microsoft.NetworkCloud/virtualMachines/vm1`;

  it("hold at their scope and below, and nowhere else", () => {
    for (const above of [
      "/",
      "/subscriptions/S",
      group.toUpperCase(),
      vm,
      "/providers/Microsoft.Management/managementGroups/m",
    ])
      assert.equal(isInherited(above, vm), true, above);
    for (const other of [
      `${vm}2`,
      `${vm}/consoles/c`,
      "/subscriptions/s2",
      "/subscriptions/s/resourceGroups/r",
    ])
      assert.equal(isInherited(other, vm), false, other);
  });

  it("give the rights of their role to the principal and its groups", () => {
    const role = {
      id: "/subscriptions/s/providers/x/roleDefinitions/R1",
      permissions: [set({ actions: ["a/read"] })],
    };
    const assignment = {
      scope: group,
      roleDefinitionId: "/providers/x/roleDefinitions/r1",
      principalId: "GROUP",
      condition: undefined,
    };
    const rights = (principals: readonly string[], scope: string) =>
      isAllowed(effectivePermissions([assignment], [role], principals, scope), "a/read");
    assert.equal(rights(["me", "group"], vm), true);
    assert.equal(rights(["me"], vm), false);
    assert.equal(rights(["group"], "/subscriptions/s"), false);
    const unknown = { ...assignment, roleDefinitionId: "/providers/x/roleDefinitions/gone" };
    assert.deepEqual(effectivePermissions([unknown], [role], ["group"], vm), []);
  });
});
