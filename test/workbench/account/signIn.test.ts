import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createPracticeCloud } from "../../../src/practice/cloud";
import type { PracticeResponse } from "../../../src/practice/http/wire";
import { addSubscription, grant } from "../../../src/practice/seed/baseline";
import { addVirtualMachine } from "../../../src/practice/seed/resourceFactories";
import { addSite } from "../../../src/practice/seed/site";
import type { Identity } from "../../../src/practice/authorization/token";
import { TestAuthority, testSignIn } from "../harness/cloud/authority";
import { ServedAzure } from "../harness/cloud/azure";
import { traces } from "../harness/traces";
import { eventually } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

const fabrikam = "22222222-aaaa-4bbb-8ccc-000000000002";
const northwind = "22222222-aaaa-4bbb-8ccc-000000000003";
const fabrikamSubscription = "11111111-aaaa-4bbb-8ccc-00000000000f";
const northwindSubscription = "11111111-aaaa-4bbb-8ccc-00000000000e";

/** A key that stands in every answer, as a member and a header that no API has. */
const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "der" },
  publicKeyEncoding: { type: "spki", format: "der" },
}).privateKey.toString("base64");

function plant(answer: PracticeResponse): PracticeResponse {
  const headers = { ...answer.headers, "x-ms-canary": key };
  if (!answer.body.startsWith("{")) return { ...answer, headers };
  const body = { ...(JSON.parse(answer.body) as object), canary: key, userDataContent: key };
  return { ...answer, headers, body: JSON.stringify(body) };
}

/** The friendly cloud, with two more tenants that its user is a guest in, and a second user who sees Fabrikam only. */
function threeTenants() {
  const cloud = createPracticeCloud({ speed: 200 });
  const { world, user } = cloud;
  const second: Identity = {
    objectId: "33333333-aaaa-4bbb-8ccc-000000000002",
    tenantId: fabrikam,
    name: "guest@fabrikam.example",
    kind: "user",
  };
  world.directory.add({ ...second, createdAt: world.now() });
  for (const [tenantId, displayName, id, group, vm] of [
    [fabrikam, "Fabrikam Edge", fabrikamSubscription, "plant", "fab01"],
    [northwind, "Northwind", northwindSubscription, "depot", "north01"],
  ] as const) {
    world.directory.tenants.push({ tenantId, displayName, defaultDomain: `${vm}.example` });
    const unregistered = tenantId === northwind ? ["Microsoft.NetworkCloud"] : [];
    addSubscription(world, { id, name: `${displayName} machines`, tenantId, unregistered });
    for (const { objectId } of [user, second])
      grant(world, {
        principalId: objectId,
        principalType: "User",
        role: "Owner",
        scope: `/subscriptions/${id}`,
      });
    const site = addSite(world, { subscription: id, tenantId, group });
    addVirtualMachine(world, site, { name: vm });
  }
  return { cloud, second };
}

describe("signing in with VS Code's Microsoft accounts", () => {
  let workbench: Workbench;
  let azure: ServedAzure;
  let authority: TestAuthority;

  before(async () => {
    const { cloud, second } = threeTenants();
    azure = await ServedAzure.start(cloud, { change: plant });
    authority = new TestAuthority(cloud, [
      { id: "operator", label: "operator@practice.example", identity: cloud.user },
      { id: "guest", label: "guest@fabrikam.example", identity: second },
    ]);
    authority.locked.add(northwind);
    workbench = await Workbench.open({
      machineSettings: azure.machineSettings(),
      moreExtensions: [testSignIn],
      proposedApi: true,
      env: { NEXUS_ARC_TEST_AUTHORITY: await authority.start() },
    });
    await workbench.openSideBar();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    await authority.close();
  });

  const interactive = (): number => authority.asked.filter(({ kind }) => kind === "interactive").length;
  const lists = (): number => azure.count("GET", "/tenants");

  it("asks nobody at the start, and nothing of Azure", async () => {
    await workbench.page.getByText("Sign In to Azure").first().waitFor();
    assert.equal(interactive(), 0);
    assert.deepEqual(azure.exchanges, []);
  });

  it("lists every tenant after the welcome view's button, and names the one that is locked", async () => {
    const button = workbench.page.getByRole("button", { name: "Sign In to Azure" });
    await workbench.press(button, workbench.dialog);
    await workbench.screenshot("signin-allow");
    await workbench.answerDialog("Cancel");
    await workbench.dialog.waitFor({ state: "detached" });
    await workbench.press(button, workbench.dialog);
    await workbench.answerDialog("Allow");
    const tree = workbench.tree();
    await tree.row("Core network (practice)").waitFor();
    await tree.row("Fabrikam Edge machines").waitFor();
    await tree.row(/Tenant Northwind/).waitFor();
    assert.equal(await tree.rows("Northwind machines").count(), 0);
    assert.equal(interactive(), 1, "one sign-in, on the user's click");
    // An error would stay in sight.
    assert.equal(await workbench.notification(/Could not/).count(), 0, "to decline is no error");
    await workbench.screenshot("signin-locked");
  });

  it("asks nobody again after a reload, and lists again", async () => {
    const before = lists();
    await workbench.reload();
    await workbench.openSideBar();
    await workbench.tree().row("Fabrikam Edge machines").waitFor();
    await eventually("a new listing", () => (lists() > before ? true : undefined));
    assert.equal(interactive(), 1);
  });

  it("opens the locked tenant with a sign-in of its own", async () => {
    const tree = workbench.tree();
    await tree.row(/Tenant Northwind/).waitFor();
    await tree.inlineAction(/Tenant Northwind/, "Sign In", workbench.dialog);
    await workbench.answerDialog("Allow");
    await tree.row("Northwind machines").waitFor();
    await tree.row(/Tenant Northwind/).waitFor({ state: "hidden" });
    assert.equal(interactive(), 2);
    assert.equal(authority.asked.findLast(({ kind }) => kind === "interactive")?.tenantId, northwind);
  });

  it("says who must sign in where a step-up needs the user, and continues after it", async () => {
    const asked = interactive();
    authority.stepUpAsksUser = true;
    azure.cloud.useFaults("POST */powerOff 401 claims");
    const tree = workbench.tree();
    await tree.expand("Fabrikam Edge machines");
    await tree.expand("plant");
    await tree.menu("fab01", "Power Off VM…");
    await workbench.answerDialog("Power Off");
    await workbench.notification(/stronger sign-in/).waitFor();
    await workbench.screenshot("signin-stepup");
    await workbench.answerNotification(/stronger sign-in/, "Sign In");
    await workbench.answerDialog("Allow");
    await workbench.answerDialog("Power Off");
    await tree.row(/fab01.*Stopped/).waitFor();
    assert.equal(interactive(), asked + 1);
  });

  it("registers a provider with the button of the error, and does what was asked", async () => {
    const tree = workbench.tree();
    await tree.expand("Northwind machines");
    await tree.expand("depot");
    await tree.menu("north01", "Power Off VM…");
    await workbench.answerDialog("Power Off");
    await workbench.notification(/not registered for Microsoft\.NetworkCloud/).waitFor();
    await workbench.screenshot("register-notification");
    await workbench.answerNotification(/not registered/, "Register Microsoft.NetworkCloud");
    await workbench.answerDialog("Power Off");
    await tree.row(/north01.*Stopped/).waitFor();
    assert.equal(azure.count("POST", "/providers/Microsoft.NetworkCloud/register"), 1);
  });

  it("registers a provider with the button of an error row, and reads the row again", async () => {
    azure.cloud.useFaults(
      `GET */virtualMachines/fab01 409 times=1 code=MissingSubscriptionRegistration message="The subscription is not registered to use namespace 'Microsoft.HybridCompute'."`,
    );
    const tree = workbench.tree();
    await tree.expand("fab01");
    await tree.row(/not registered for Microsoft\.HybridCompute/).waitFor();
    await workbench.screenshot("register-row");
    await tree.inlineAction(
      /not registered for Microsoft\.HybridCompute/,
      "Register Resource Provider",
      tree.row("Managed identity").or(workbench.notification(/Registering Microsoft\.HybridCompute/)),
    );
    await tree.row("Managed identity").waitFor();
    assert.equal(azure.count("POST", "/providers/Microsoft.HybridCompute/register"), 1);
    await tree.collapse("Northwind machines");
    await tree.collapse("Fabrikam Edge machines");
  });

  it("answers a step-up silently where it can, once for each request", async () => {
    const asked = authority.asked.length;
    const [before, refused] = [interactive(), azure.exchanges.length];
    azure.cloud.useFaults("POST */Microsoft.ResourceGraph/resources 401 claims");
    await workbench.command("Nexus Arc: Refresh Machines");
    await eventually("a step-up", () =>
      azure.exchanges.slice(refused).some(({ status }) => status === 401) ? true : undefined,
    );
    await workbench.tree().row("Northwind machines").waitFor();
    await eventually("every challenge answered", () => {
      const answers = authority.asked.slice(asked).filter(({ claims }) => claims !== undefined);
      const challenges = azure.exchanges.slice(refused).filter(({ status }) => status === 401);
      return answers.length === challenges.length ? true : undefined;
    });
    assert.equal(interactive(), before);
  });

  it("lists nothing again when a session is renewed, and all when the user adds an account", async () => {
    const [before, asked] = [lists(), authority.asked.length];
    await workbench.command("Test Sign-In: Renew the Sessions");
    // The extension has looked at the sessions, and found the account that it knew.
    await eventually("a look at the sessions", () =>
      authority.asked.slice(asked).some(({ kind }) => kind === "silent") ? true : undefined,
    );
    await workbench.command("Nexus Arc: Sign In to Azure");
    await workbench.answerDialog("Allow");
    assert.equal(lists(), before, "a renewed session lists nothing again");
    await workbench.quickInput.pick("Sign in to another account");
    await eventually("a listing with both accounts", () => (lists() >= before + 2 ? true : undefined));
    await workbench.command("Nexus Arc: Choose Accounts and Tenants…");
    await workbench.quickInput.rows("guest@fabrikam.example").first().waitFor();
    await workbench.screenshot("signin-accounts");
    await workbench.quickInput.cancel();
    // Two accounts in the list and two in the quick pick; a listing may have been given up for a newer one.
    assert.ok([4, 6].includes(lists() - before), `${lists() - before} looks at the tenants`);
  });

  it("leaves no token and no key in any file, log or storage", async () => {
    await workbench.command("Nexus Arc: Show Log");
    await workbench.page.getByRole("tab", { name: "Output" }).waitFor();
    const left = await eventually("a log, a snapshot and saved state", async () => {
      const found = await traces(workbench);
      const log = found.filter(({ where }) => where.endsWith("Nexus Arc.log"));
      const logged = log.some(({ text }) => text.includes("nexusArc.signIn: done"));
      const kept = found.some(({ where }) => /nexus-arc\.nexus-arc.snapshots/.test(where));
      return logged && kept && found.at(-1)?.text.includes("nexus-arc") === true ? found : undefined;
    });
    const signatures = [...authority.issued].map((token) => token.slice(token.lastIndexOf(".") + 1));
    assert.ok(signatures.length > 3);
    const secrets = [...signatures, key.slice(100, 160), encodeURIComponent(key).slice(100, 160)];
    const holding = left.filter(({ text }) => secrets.some((secret) => text.includes(secret)));
    assert.deepEqual(
      holding.map(({ where }) => where),
      [],
    );
  });

  it("says instead of an empty list that VS Code's accounts are gone", async () => {
    // The log of the last test may still be taking the focus, which closes the palette under the mouse.
    await eventually("the accounts' removal", async () => {
      await workbench.command("Test Sign-In: Remove All Accounts");
      return authority.asked.some(({ kind }) => kind === "remove") ? true : undefined;
    });
    await workbench
      .tree()
      .row(/You are not signed in to Azure/)
      .waitFor();
    await workbench.screenshot("signin-gone");
  });

  it("signs out: nothing of the accounts is left in the view", async () => {
    azure.cloud.useFaults("");
    await workbench.command("Nexus Arc: Sign Out of Azure");
    await workbench.page.getByRole("button", { name: "Sign In to Azure" }).waitFor();
    await workbench.tree().row(/./).waitFor({ state: "hidden" });
    await workbench.screenshot("signin-out");
  });
});
