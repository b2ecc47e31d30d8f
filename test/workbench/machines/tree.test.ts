import assert from "node:assert/strict";
import { Workbench } from "../harness/workbench";

describe("the machines of the practice cloud", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { "nexusArc.practice.openAtStart": true } });
    await workbench.openSideBar();
  });
  after(() => workbench.close());

  async function openLondon(): Promise<void> {
    await workbench.tree().expand("Core network (practice)");
    await workbench.tree().expand("core-london");
  }

  async function group(by: string): Promise<void> {
    await workbench.command("Nexus Arc: Group Machines By…");
    await workbench.quickInput.pick(by);
  }

  it("stand under their subscription and resource group, with their state in words", async () => {
    await openLondon();
    const spoken = workbench.page.locator('[aria-label*="amf01, Nexus VM, Running, Arc machine Connected"]');
    await workbench.tree().rows("amf01").and(spoken).first().waitFor();
    await workbench.screenshot("tree-subscription");
  });

  it("show their Arc machine and their details when they are opened", async () => {
    const tree = workbench.tree();
    await tree.expand("amf01");
    await tree.row("Managed identity").waitFor();
    await workbench.screenshot("tree-details");
    await workbench.hover(tree.row("amf01"), workbench.page.locator(".workbench-hover"));
    await workbench.screenshot("tree-tooltip");
    await workbench.page.keyboard.press("Escape");
    await tree.collapse("amf01");
  });

  it("can be filtered", async () => {
    await workbench.command("Nexus Arc: Filter Machines…");
    await workbench.quickInput.answer("leeds stopped");
    await workbench.page.getByText(/machines match/).waitFor();
    await workbench.tree().row("core-leeds").waitFor();
    await workbench.screenshot("tree-filter");
    await workbench.command("Nexus Arc: Filter Machines…");
    await workbench.quickInput.answer("nothing has this name");
    await workbench.page.getByText("No machine matches the filter").waitFor();
    await workbench.screenshot("tree-nomatch");
    await workbench.command("Nexus Arc: Clear Filter");
    await workbench.tree().row("Core network").waitFor();
  });

  it("can be grouped by status, or not at all", async () => {
    const tree = workbench.tree();
    await group("Status");
    await tree.expand(/^Running, not in Arc/);
    await tree.expand(/^Connected/);
    await tree.row("amf01").waitFor();
    await workbench.screenshot("tree-status");
    await group("Flat list");
    await tree.row(/^Connected/).waitFor({ state: "hidden" });
    await tree.row("amf01").waitFor();
    assert.equal(await tree.rows("Core network").count(), 0);
    await workbench.screenshot("tree-flat");
    await group("Subscription and resource group");
    await tree.row("Core network").waitFor();
  });

  it("are powered off after a confirmation, as an operation that the tree lists", async () => {
    const tree = workbench.tree();
    await openLondon();
    await tree.menu("amf01", "Power Off VM…");
    await workbench.dialog.waitFor();
    await workbench.screenshot("power-confirm");
    await workbench.answerDialog("Power Off");
    await tree.row("Operations").waitFor();
    await workbench.screenshot("power-running");
    await tree.row(/amf01.*Stopped/).waitFor();
    await tree.expand("Operations");
    await tree.row(/Power off amf01.*Succeeded/).waitFor();
    await workbench.screenshot("power-done");
  });

  it("show what Azure returns as JSON", async () => {
    await workbench.tree().menu(/^amf01/, "View as JSON");
    await workbench.page.getByRole("tab", { name: /amf01\.json/ }).waitFor();
    await workbench.page.getByText('"Microsoft.NetworkCloud').first().waitFor();
    await workbench.screenshot("json");
    await workbench.theme("light");
    await workbench.screenshot("json-light");
  });

  it("keep what was done in the practice cloud over a reload", async () => {
    await workbench.reload();
    await workbench.openSideBar();
    await openLondon();
    await workbench
      .tree()
      .row(/amf01.*Stopped/)
      .waitFor();
    await workbench.screenshot("reloaded");
  });
});
