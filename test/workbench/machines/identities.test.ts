import assert from "node:assert/strict";
import { Workbench } from "../harness/workbench";

describe("the Identities view", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { "nexusArc.practice.openAtStart": true } });
    await workbench.openSideBar();
    // The view is folded at first; the others make room for it.
    await workbench.tree("Identities").fold("open");
    for (const view of ["Machines", "Enrollments"]) await workbench.tree(view).fold("folded");
    await workbench.tree("Identities").row("Core network (practice)").waitFor();
  });
  after(() => workbench.close());

  it("shows where a user-assigned identity is used, and its role assignments", async () => {
    const tree = workbench.tree("Identities");
    await tree.expand("Core network (practice)");
    await tree.expand("User-assigned identities");
    await tree.expand("id-core-enroll");
    await tree.row(/Used by.*amf01 \(Nexus VM\)/).waitFor();
    await tree.expand("Role assignments");
    await tree.row(/Contributor.*resource group core-london/).waitFor();
    await workbench.screenshot("identities-user");
    await tree.collapse("id-core-enroll");
    await tree.collapse("User-assigned identities");
  });

  it("changes the identities of an Azure VM after showing four forms of it", async () => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Identities");
    await tree.expand("Azure VMs and scale sets");
    await tree.row(/jumphost.*Azure VM · None/).waitFor();
    await tree.menu("jumphost", "Change Identities of Azure VM or Scale Set…");
    await quickInput.pick("Enable a system-assigned identity");
    await workbench.page.getByText("az vm identity assign").first().waitFor();
    await quickInput.rows("Show as ARM template").first().waitFor();
    await workbench.screenshot("identities-change");
    await quickInput.pick("Change jumphost to SystemAssigned");
    await workbench.notification(/The identities of jumphost were changed/).waitFor();
    await tree.row(/jumphost.*Azure VM · System-assigned/).waitFor();
    await workbench.screenshot("identities-changed");
  });

  it("gives its identity a role, by the row's own list", async () => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Identities");
    await tree.menu("jumphost", "Add Role Assignment…");
    await quickInput.rows("the whole subscription").first().waitFor();
    await quickInput.pick("empty-group");
    await quickInput.rows("Contributor").first().waitFor();
    await quickInput.input.fill("Reader");
    await workbench.screenshot("identities-role");
    await quickInput.pick("Reader");
    await quickInput.pick("Assign Reader");
    await workbench.notification(/jumphost has the role Reader/).waitFor();
    await tree.expand("jumphost");
    await tree.expand("Role assignments");
    await tree.row(/Reader.*resource group empty-group/).waitFor();
    await workbench.screenshot("identities-assigned");
  });

  it("builds a token request for it, and reads a token that is pasted", async () => {
    const { quickInput } = workbench;
    await workbench.tree("Identities").menu(/^jumphost/, "Build Token Request…");
    await quickInput.widget.getByText(/Which resource/).waitFor();
    await workbench.page.keyboard.press("Enter");
    await quickInput.pick("The default identity");
    await quickInput.pick("curl");
    await workbench.page.getByText("metadata/identity/oauth2/token").first().waitFor();
    await workbench.screenshot("token-request");
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = {
      aud: "https://management.azure.com/",
      tid: "the-tenant",
      oid: "the-object",
      exp: 2_000_000_000,
    };
    await workbench.command("Nexus Arc: Inspect Access Token…");
    await quickInput.input.fill("no token");
    await quickInput.message.getByText("A token has three parts with dots between them.").waitFor();
    await quickInput.answer(`${part({ alg: "none" })}.${part(claims)}.secretsignature`);
    await quickInput.rows("the-tenant").first().waitFor();
    await workbench.screenshot("token-inspected");
    assert.ok(!(await workbench.page.content()).includes("secretsignature"));
    await quickInput.cancel();
  });
});
