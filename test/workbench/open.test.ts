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

  it("runs a command from the palette", async () => {
    await workbench.command("Nexus Arc: Show Log");
    await workbench.page.getByRole("tab", { name: /Output/ }).waitFor();
    await workbench.screenshot("log");
  });
});
