import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { publicCloud } from "../../../src/arm/cloud";
import {
  computeRequests,
  computeTypes,
  getComputeResource,
  type ComputeKind,
} from "../../../src/arm/resources/compute";
import type { ArmClient } from "../../../src/arm/client";
import { ArmError, armError } from "../../../src/arm/errors";
import { readObject } from "../../../src/arm/decode";
import type { IdentitySpec } from "../../../src/arm/resources/resourceIdentity";
import {
  computeIdentityType,
  currentIdentity,
  planIdentityChange,
  type IdentityChange,
  type IdentityHolder,
} from "../../../src/identity/change";
import { explainIdentityError, knownProblemOf } from "../../../src/identity/explainError";
import { changeDialects, type ChangePlan } from "../../../src/identity/changeDialects";
import { openSetup, type Setup } from "../enrollment/setup";
import { after, callsOf, sendAsAz } from "./azStub";

const group = "/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/resourceGroups/azure-vms";
const holders: Readonly<Record<ComputeKind, string>> = {
  virtualMachine: `${group}/providers/${computeTypes.virtualMachine}/jumphost`,
  scaleSet: `${group}/providers/${computeTypes.scaleSet}/build-agents`,
};
const user = (name: string): string =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const [a, b] = [user("id-a"), user("id-b")] as const;

const request = (systemAssigned: boolean, ...userAssigned: string[]): IdentitySpec => ({
  systemAssigned,
  userAssigned,
});
const starts: Readonly<Record<string, IdentitySpec>> = {
  none: request(false),
  system: request(true),
  user: request(false, a),
  "two users": request(false, a, b),
  both: request(true, a),
  "both, two users": request(true, a, b),
};
const changes: Readonly<Record<string, IdentityChange>> = {
  "enable system": { kind: "enableSystem" },
  "disable system": { kind: "disableSystem" },
  "add a": { kind: "addUser", identityIds: [a] },
  "add b": { kind: "addUser", identityIds: [b] },
  "remove a": { kind: "removeUser", identityIds: [a] },
  "remove all": { kind: "removeUser", identityIds: [a, b] },
};

/** The documented end: the type and the user-assigned identities that are left; `nothing` where there is nothing to do. */
const ends: Readonly<Record<string, readonly string[]>> = {
  //                  enable system                      disable system       add a                               add b                                 remove a                          remove all
  none: ["SystemAssigned", "nothing", "UserAssigned a", "UserAssigned b", "nothing", "nothing"],
  system: [
    "nothing",
    "None",
    "SystemAssigned, UserAssigned a",
    "SystemAssigned, UserAssigned b",
    "nothing",
    "nothing",
  ],
  user: ["SystemAssigned, UserAssigned a", "nothing", "nothing", "UserAssigned a b", "None", "None"],
  "two users": [
    "SystemAssigned, UserAssigned a b",
    "nothing",
    "nothing",
    "nothing",
    "UserAssigned b",
    "None",
  ],
  both: [
    "nothing",
    "UserAssigned a",
    "nothing",
    "SystemAssigned, UserAssigned a b",
    "SystemAssigned",
    "SystemAssigned",
  ],
  "both, two users": [
    "nothing",
    "UserAssigned a b",
    "nothing",
    "nothing",
    "SystemAssigned, UserAssigned b",
    "SystemAssigned",
  ],
};

/** `identity` of a VM or scale set in a request (Microsoft.Compute 2018-06-01 and later), in our own words. */
const identitySchema = {
  type: "object",
  required: ["type"],
  additionalProperties: false,
  properties: {
    type: { enum: ["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned", "None"] },
    userAssignedIdentities: {
      type: "object",
      propertyNames: {
        pattern:
          "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.ManagedIdentity/userAssignedIdentities/[^/]+$",
      },
      additionalProperties: { anyOf: [{ type: "null" }, { type: "object", maxProperties: 0 }] },
    },
  },
} as const;
const isIdentity = new Ajv().compile(identitySchema);

function endOf({ systemAssigned, userAssigned }: IdentitySpec): string {
  const names = userAssigned.map((id) => id.slice(-1)).sort();
  return [computeIdentityType({ systemAssigned, userAssigned }), ...names].join(" ");
}

async function prepared(id: string, start: IdentitySpec): Promise<Setup> {
  const setup = await openSetup();
  for (const path of [a, b])
    await setup.client.send({ method: "PUT", path, apiVersion: "2024-11-30", body: { location: "uksouth" } });
  const { userAssigned } = start;
  const identity = {
    type: computeIdentityType(start),
    ...(userAssigned.length > 0 && {
      userAssignedIdentities: Object.fromEntries(userAssigned.map((each) => [each, {}])),
    }),
  };
  await setup.client.send(computeRequests.patchIdentity(id, identity));
  return settled(setup);
}

function settled(setup: Setup): Setup {
  setup.clock.advance(60_000);
  return setup;
}

async function held(client: ArmClient, id: string): Promise<string> {
  return endOf(currentIdentity((await getComputeResource(client, id)).identity));
}

/** How each dialect's text reaches Azure. */
const senders: Readonly<
  Record<
    keyof typeof changeDialects | "product",
    (client: ArmClient, holder: IdentityHolder, plan: ChangePlan) => Promise<void>
  >
> = {
  product: async (client, { id }, plan) => {
    await client.send(computeRequests.patchIdentity(id, plan.identity));
  },
  az: async (client, holder, plan) => {
    const calls = callsOf(changeDialects.az.write(holder, plan, publicCloud));
    assert.equal(calls.length, 1);
    await sendAsAz(client, calls[0] ?? []);
  },
  rest: async (client, holder, plan) => {
    const [call = []] = callsOf(changeDialects.rest.write(holder, plan, publicCloud));
    assert.equal(after(call, "--request"), "PATCH");
    assert.ok(!call.some((word) => word.includes("Bearer")), "no token in an argument");
    const { pathname, searchParams } = new URL(after(call, "--url"));
    const apiVersion = searchParams.get("api-version") ?? "";
    const body: unknown = JSON.parse(after(call, "--data-binary"));
    await client.send({ method: "PATCH", path: pathname, apiVersion, body });
  },
  powershell: async (client, holder, plan) => {
    const text = changeDialects.powershell.write(holder, plan, publicCloud);
    const [, target = "", payload = ""] = /-Path '([^']*)' -Payload '([^']*)'/.exec(text) ?? [];
    const { pathname, searchParams } = new URL(target, publicCloud.resourceManager);
    const apiVersion = searchParams.get("api-version") ?? "";
    await client.send({ method: "PATCH", path: pathname, apiVersion, body: JSON.parse(payload) as unknown });
  },
  template: async (client, holder, plan) => {
    const part = readObject(JSON.parse(changeDialects.template.write(holder, plan, publicCloud)));
    const { body } = await client.send(computeRequests.get(holder.id));
    const { identity: _, ...rest } = readObject(body);
    const put = { ...rest, identity: part["identity"] };
    await client.send({ method: "PUT", path: holder.id, apiVersion: String(part["apiVersion"]), body: put });
  },
};

for (const [kind, id] of Object.entries(holders) as [ComputeKind, string][]) {
  describe(`identity changes of a ${kind}`, () => {
    for (const [startName, start] of Object.entries(starts)) {
      for (const [index, [changeName, change]] of Object.entries(changes).entries()) {
        const end = ends[startName]?.[index] ?? "missing in the table";
        it(`${startName}, ${changeName}: ${end}`, async () => {
          const holder = { kind, id, name: "it", identity: start };
          const plan = planIdentityChange(holder, change);
          if (end === "nothing") {
            assert.equal(plan.kind, "nothing");
            return;
          }
          assert.ok(plan.kind === "change");
          assert.equal(endOf(plan.after), end);
          assert.ok(isIdentity(plan.identity), JSON.stringify(isIdentity.errors));
          for (const [name, send] of Object.entries(senders)) {
            const { client } = await (async () => {
              const setup = await prepared(id, start);
              assert.equal(await held(setup.client, id), endOf(start), "the start");
              await send(setup.client, holder, plan);
              return settled(setup);
            })();
            assert.equal(await held(client, id), end, name);
          }
        });
      }
    }
  });
}

describe("a change of identities", () => {
  const holder: IdentityHolder = {
    kind: "scaleSet",
    id: holders.scaleSet,
    name: "build-agents",
    identity: request(true),
    upgradeMode: "Manual",
  };
  const planned = (of: IdentityHolder, change: IdentityChange): ChangePlan => {
    const plan = planIdentityChange(of, change);
    assert.ok(plan.kind === "change");
    return plan;
  };

  it("takes one identity off by null, and lists those that stay", () => {
    const plan = planned(
      { ...holder, identity: request(true, a, b) },
      { kind: "removeUser", identityIds: [a.toUpperCase()] },
    );
    assert.deepEqual(plan.identity, {
      type: "SystemAssigned, UserAssigned",
      userAssignedIdentities: { [b]: {}, [a]: null },
    });
  });

  it("writes none in lower case for az, and None in a request", () => {
    const plan = planned(
      { ...holder, identity: request(false, a) },
      { kind: "removeUser", identityIds: [a] },
    );
    const [call = []] = callsOf(changeDialects.az.write(holder, plan, publicCloud));
    assert.deepEqual(call.slice(-3), ["--set", "identity.type=none", "identity.userAssignedIdentities=null"]);
    assert.deepEqual(plan.identity, { type: "None" });
  });

  it("names the rights that the caller needs: Managed Identity Operator only for what is added", () => {
    const added = planned(holder, { kind: "addUser", identityIds: [a] });
    assert.deepEqual(
      added.rights.map(({ role, scope }) => [role, scope]),
      [
        ["Virtual Machine Contributor", holder.id],
        ["Managed Identity Operator", a],
      ],
    );
    const removed = planned(
      { ...holder, identity: request(false, a) },
      { kind: "removeUser", identityIds: [a] },
    );
    assert.deepEqual(
      removed.rights.map(({ action }) => action),
      ["Microsoft.Compute/virtualMachineScaleSets/write"],
    );
  });

  it("warns of what would surprise: role assignments left, running instances, long names, no default identity", () => {
    const disabled = planned(holder, { kind: "disableSystem" }).warnings.join("\n");
    assert.match(disabled, /role assignments of the old identity remain orphaned/);
    assert.match(disabled, /update-instances/);
    const long = user("x".repeat(25));
    const several = planned(
      { ...holder, identity: request(false, a) },
      { kind: "addUser", identityIds: [long] },
    );
    assert.match(several.warnings.join("\n"), /up to 24 characters/);
    assert.match(several.warnings.join("\n"), /must name an identity/);
  });

  it("that Azure refuses is told with the known problem behind it, and any other error as it is", async () => {
    const { client } = await openSetup();
    const id = holders.virtualMachine;
    const before = { kind: "virtualMachine", id, name: "jumphost", identity: request(false) } as const;
    const plan = planned(before, { kind: "addUser", identityIds: [user("moved-away")] });
    const refusal: unknown = await client
      .send(computeRequests.patchIdentity(id, plan.identity))
      .catch((error: unknown) => error);
    const explained = explainIdentityError(refusal);
    assert.ok(explained instanceof ArmError && refusal instanceof ArmError);
    assert.match(explained.causeText, /was moved or deleted.*Azure says: /);
    assert.match(explained.nextMove, /attach the identity from its current location/);
    assert.equal(explained.correlationId, refusal.correlationId);
    const tenant = armError(
      "forbidden",
      "LinkedAuthorizationFailed",
      {},
      { causeText: "The linked scope is in a different tenant." },
    );
    assert.equal(knownProblemOf(tenant)?.id, "crossTenant");
    const other = armError("throttled", "TooManyRequests");
    assert.equal(explainIdentityError(other), other);
  });
});
