/** What the editor offers in a fleet file: completion from the format and from Azure, hover, quick fixes, lenses. */
import { mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { subscription, tenantId } from "../unit/fleet/sample";
import { untilDone } from "./harness/waiting";
import { Workbench } from "./harness/workbench";

const text = `version: 1
fleet: edge
tenantId: ${tenantId}
defaults:
  subscriptionId: ${subscription}
  resourceGroup: core-london
  cpuCorez: 4
vms:
  - vmName: cuf01
`;

describe("a fleet file in the editor", function () {
  this.timeout(280_000);
  let workbench: Workbench;

  before(async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-fleet-editor-"));
    await writeFile(path.join(folder, "edge.nexus-fleet.yaml"), text);
    workbench = await Workbench.open({
      workspace: folder,
      settings: { "nexusArc.practice.openAtStart": true },
    });
    await workbench.openSideBar();
    await workbench.tree().row("Core network").waitFor();
    await workbench.quickInput.openFile("edge.nexus-fleet");
    await line("cpuCorez").waitFor();
  });
  after(() => workbench.close());

  const line = (words: string) => workbench.page.locator(".view-line", { hasText: words }).first();

  it("has lenses that check, plan, deploy, and open the page", async () => {
    await untilDone("the lenses", async (timeout) => {
      await line("version").click({ timeout });
      for (const title of ["Check", "Plan", "Deploy…", "Open page"]) {
        await workbench.page.getByRole("button", { name: title, exact: true }).first().waitFor({ timeout });
      }
    });
    await workbench.screenshot("fleet-editor-lenses");
  });

  it("explains a key", async () => {
    const words = workbench.page.locator(".monaco-hover:visible", { hasText: "Microsoft Entra tenant" });
    await workbench.hover(line("tenantId").getByText("tenantId"), words);
  });

  it("changes a misspelled key by a quick fix", async () => {
    const fix = workbench.page
      .locator(".action-widget .monaco-list-row", { hasText: "Change to cpuCores" })
      .first();
    await untilDone("the quick fix", async (timeout) => {
      await line("cpuCorez").getByText("cpuCorez").click({ timeout });
      await workbench.page.keyboard.press("Control+.");
      await fix.waitFor({ timeout });
    });
    await workbench.screenshot("fleet-editor-fix");
    await workbench.page.keyboard.press("Enter");
    await line("cpuCores:").waitFor();
  });

  it("completes keys from the format, and networks by name from Azure", async () => {
    const suggestion = (words: string) =>
      workbench.page.locator(".suggest-widget:visible .monaco-list-row", { hasText: words }).first();
    await line("cpuCores:").click();
    await workbench.page.keyboard.press("End");
    await workbench.page.keyboard.type("\ncloudServ");
    await untilDone("the key", async (timeout) => {
      if (!(await suggestion("cloudServicesNetworkId").isVisible()))
        await workbench.command("Trigger Suggest");
      await suggestion("cloudServicesNetworkId").waitFor({ timeout });
    });
    await workbench.page.keyboard.press("Enter");
    await line("cloudServicesNetworkId:").waitFor();
    await untilDone("the networks", async (timeout) => {
      if (!(await suggestion("core-london-csn").isVisible())) await workbench.command("Trigger Suggest");
      await suggestion("core-london-csn").waitFor({ timeout });
    });
    await workbench.screenshot("fleet-editor-azure");
    await workbench.page.keyboard.press("Enter");
    await line("/cloudServicesNetworks/core-london-csn").waitFor();
  });
});
