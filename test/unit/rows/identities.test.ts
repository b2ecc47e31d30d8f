import assert from "node:assert/strict";
import { decodeComputeResource, listComputeResources } from "../../../src/arm/resources/compute";
import { armError } from "../../../src/arm/errors";
import {
  getSystemAssignedIdentity,
  listUserAssignedIdentities,
} from "../../../src/arm/resources/managedIdentity";
import { listVirtualMachines } from "../../../src/arm/resources/networkCloud/networkCloud";
import { identityDeletionDetail } from "../../../src/commands/identity/deletionText";
import { roleChoices } from "../../../src/commands/identity/roleChoices";
import { servicePrincipalText } from "../../../src/commands/identity/servicePrincipalText";
import { judgeSshTarget, sshCommand } from "../../../src/commands/token/sshCommand";
import { tokenLines } from "../../../src/commands/token/tokenLines";
import { listRoleDefinitions } from "../../../src/arm/resources/authorization/authorization";
import {
  groupHolders,
  holdersOfCompute,
  holdersOfRows,
  problemsOf,
  usersOfIdentity,
  type SubscriptionIdentities,
} from "../../../src/rows/identities/content";
import { isIdentityNode, type IdentityNode } from "../../../src/rows/identities/nodes";
import {
  describeScope,
  holderDetails,
  presentIdentityNode,
  userAssignedDetails,
  type IdentityFacts,
} from "../../../src/rows/identities/presentation";
import { inEnglish } from "../../../src/l10n/translate";
import { execFileSync } from "node:child_process";
import { openSetup } from "../enrollment/setup";

const subscriptionId = "11111111-aaaa-4bbb-8ccc-000000000001";

/** What the practice cloud's first subscription shows. */
async function practice() {
  const { client } = await openSetup();
  const userAssigned = await listUserAssignedIdentities(client, { subscriptionId });
  const compute = await listComputeResources(client, { subscriptionId });
  const vms = await listVirtualMachines(client, { subscriptionId });
  const holders = [...holdersOfRows(vms.map((vm) => ({ kind: "vm", vm }))), ...holdersOfCompute(compute)];
  return { client, userAssigned, compute, holders };
}

describe("the identities of a subscription", () => {
  it("are grouped: system-assigned ones of Nexus VMs, and every Azure VM and scale set", async () => {
    const { holders } = await practice();
    const nexus = groupHolders("nexus", subscriptionId.toUpperCase(), holders).map(({ name }) => name);
    assert.ok(nexus.includes("smf01") && nexus.includes("upf01"));
    assert.ok(!nexus.includes("amf01"), "amf01 has a user-assigned identity only");
    assert.deepEqual(
      groupHolders("azure", subscriptionId, holders).map(({ name, kind, upgradeMode }) => [
        name,
        kind,
        upgradeMode,
      ]),
      [
        ["build-agents", "scaleSet", "Manual"],
        ["jumphost", "azureVm", undefined],
      ],
    );
    assert.deepEqual(groupHolders("azure", "another", holders), []);
  });

  it("tell where a user-assigned one is used, however its ID is spelled", async () => {
    const { userAssigned, holders } = await practice();
    const identity = userAssigned.find(({ name }) => name === "id-core-enroll");
    assert.ok(identity !== undefined);
    const used = usersOfIdentity(identity.id.toUpperCase(), holders).map(({ name }) => name);
    assert.deepEqual(used, ["amf01", "ausf01", "nrf01", "smf01"]);
    const details = userAssignedDetails("identities/x", identity, usersOfIdentity(identity.id, holders));
    const text = JSON.stringify(details);
    assert.match(text, /Client ID/);
    assert.match(text, /amf01 \(Nexus VM\)/);
  });

  it("show a lost identity and a changed directory as problems with a next move", async () => {
    const { holders, compute } = await practice();
    const smf = holders.find(({ name }) => name === "smf01");
    assert.ok(smf !== undefined);
    const read = (userAssigned: SubscriptionIdentities["userAssigned"]) =>
      new Map([[subscriptionId, { userAssigned, compute }]]);
    const tenant = smf.identity.tenantId;
    assert.deepEqual(problemsOf(smf, tenant, read(armError("forbidden", "x"))), []);
    const problems = problemsOf(smf, "another-tenant", read([]));
    assert.deepEqual(
      problems.map(({ id }) => id),
      ["directoryChanged", "identityMoved"],
    );
    const [first] = holderDetails("identities/x", smf, problems);
    assert.ok(first?.kind === "warning");
    assert.match(first.nextMove, /disable and enable it again/);
  });

  it("can be looked up as the resource that a system-assigned one is", async () => {
    const { client, holders } = await practice();
    const smf = holders.find(({ name }) => name === "smf01");
    assert.ok(smf !== undefined);
    const found = await getSystemAssignedIdentity(client, smf.id);
    assert.equal(found.principalId, smf.identity.principalId);
    assert.ok(found.clientId !== undefined);
  });
});

describe("a row of the Identities view", () => {
  const holder = holdersOfCompute([
    decodeComputeResource({
      id: `/subscriptions/${subscriptionId}/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/web`,
      identity: { type: "SystemAssigned", principalId: "p" },
    }),
  ])[0];
  const facts: IdentityFacts = {
    subscriptionName: () => "Core",
    userAssigned: () => undefined,
    holder: () => holder,
    problems: () => [],
  };
  const node: IdentityNode = { kind: "holder", id: "identities/holder/x", holderId: "x", subscriptionId };

  it("says in words what it is, and offers what can be done with it", () => {
    const { label, description, spoken, context } = presentIdentityNode(node, facts, inEnglish);
    assert.equal(label, "web");
    assert.equal(description, "Azure VM · System-assigned");
    assert.match(spoken, /web, Azure VM · System-assigned, resource group g/);
    assert.equal(context, "computeHolder principal");
  });

  it("is told from anything else that a command may be given", () => {
    assert.ok(isIdentityNode(node));
    for (const wrong of [
      null,
      {},
      { kind: "holder", id: "machine:x" },
      { kind: "subscription", id: "subscription:x" },
    ])
      assert.ok(!isIdentityNode(wrong));
  });

  it("names a scope as people do", () => {
    assert.equal(describeScope("/subscriptions/s"), "subscription");
    assert.equal(describeScope("/subscriptions/s/resourceGroups/core"), "resource group core");
    assert.equal(describeScope(holder?.id ?? ""), "web");
    assert.equal(describeScope("/"), "/");
  });
});

describe("the texts of the identity commands", () => {
  it("say before a deletion what remains", () => {
    const text = identityDeletionDetail([{ name: "amf01", words: "Nexus VM" }], 3, inEnglish);
    assert.match(text, /Used by amf01 \(Nexus VM\)/);
    assert.match(text, /remain in the subscription as orphaned \(unknown principal\): 3/);
    assert.match(identityDeletionDetail([], undefined, inEnglish), /could not be read/);
  });

  it("list custom roles before built-in ones, each with what it is for", async () => {
    const { client } = await openSetup();
    const roles = await listRoleDefinitions(client, `/subscriptions/${subscriptionId}`);
    const [first] = roles;
    assert.ok(first !== undefined);
    const custom = { ...first, roleName: "Zeta", roleType: "CustomRole" };
    const choices = roleChoices([...roles, custom]);
    assert.deepEqual(
      choices.flatMap(({ section, label }) => (section === undefined ? [] : [section, label])).slice(0, 3),
      ["Custom roles", "Zeta", "Built-in roles"],
    );
    assert.ok(choices.some(({ label }) => label === "Contributor"));
  });

  it("quote a service principal's ID in the commands that look further", () => {
    const text = servicePrincipalText({
      name: "n",
      principalId: "it's",
      clientId: undefined,
      tenantId: "t",
      resourceId: "/r",
      isSystemAssigned: true,
      roles: [{ roleName: "Reader", scope: "/s" }],
    });
    assert.match(text, /az ad sp show --id 'it'\\''s'/);
    assert.match(text, /Get-AzADServicePrincipal -ObjectId 'it''s'/);
    assert.match(text, /- Reader on \/s/);
    assert.match(text, /client\) ID: not reported by Azure/);
  });

  it("show a service principal's names as text: they make no link, image or HTML", () => {
    const hostile = "![a](https://example.invalid/p.png)<img src=x>\n~~~";
    const text = servicePrincipalText({
      name: hostile,
      principalId: "p",
      clientId: undefined,
      tenantId: undefined,
      resourceId: `/r/${hostile}`,
      isSystemAssigned: false,
      roles: [{ roleName: hostile, scope: hostile }],
    });
    assert.equal(text.split(String.raw`!\[a\](https://example.invalid/p.png)\<img src=x\> \~\~\~`).length, 5);
    assert.ok(!text.includes("![") && !text.includes(" <img"));
  });

  it("put a script whole into one ssh command, and refuse a target that ssh would read as an option", () => {
    const script = "printf '%s' \"it's $HOME `x`\"\n";
    const command = sshCommand("azureuser@10.0.0.4", script);
    const words = execFileSync("bash", ["-c", `ssh() { printf '%s\\0' "$@"; }; ${command}`])
      .toString()
      .split("\0");
    assert.equal(words[0], "azureuser@10.0.0.4");
    const decoded = execFileSync("bash", ["-c", (words[1] ?? "").replace("| bash", "")]).toString();
    assert.equal(decoded, script);
    for (const bad of ["-oProxyCommand=x", "a b", "u@-x", "", "a;b"])
      assert.ok(judgeSshTarget(bad) !== undefined, bad);
    for (const good of ["web01", "azureuser@10.0.0.4", "u@fd00::1"])
      assert.equal(judgeSshTarget(good), undefined, good);
  });

  it("tell whether a token is still good", () => {
    const now = Date.parse("2026-03-01T12:00:00Z");
    const facts = {
      audience: "a",
      tenantId: "t",
      objectId: "o",
      clientId: undefined,
      resourceId: undefined,
      issuer: undefined,
      issuedAt: undefined,
    };
    assert.equal(tokenLines({ ...facts, expiresAt: now + 600_000 }, now, inEnglish)[0]?.label, "Valid");
    assert.match(
      tokenLines({ ...facts, expiresAt: now - 600_000 }, now, inEnglish)[0]?.detail ?? "",
      /10 minutes ago/,
    );
    assert.equal(tokenLines({ ...facts, expiresAt: undefined }, now, inEnglish)[0]?.label, "Expiration");
    assert.equal(tokenLines({ ...facts, expiresAt: 1e300 }, now, inEnglish)[0]?.label, "Expiration");
  });
});
