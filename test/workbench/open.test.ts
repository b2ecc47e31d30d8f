import { Workbench } from "./harness/workbench";

describe("the extension in the workbench", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
  });
  after(() => workbench.close());

  it("has a side bar with the machines view", async () => {
    await workbench.openSideBar();
    await workbench.tree().pane.waitFor();
    await workbench.screenshot("open");
  });

  it("runs a command from the palette, and shows its log", async () => {
    await workbench.command("Nexus Arc: Show Log");
    await workbench.page
      .locator(".output-view .view-line", { hasText: "nexusArc.showLog: done" })
      .first()
      .waitFor();
    await workbench.screenshot("log");
  });
});
