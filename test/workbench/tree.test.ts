import { Workbench } from "./harness/workbench";

describe("the machines in practice mode", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { "nexusArc.practice.openAtStart": true } });
  });
  after(() => workbench.close());

  it("shows machines", async () => {
    await workbench.openSideBar();
    await workbench.tree().rows().first().waitFor();
    await workbench.screenshot("tree-closed");
  });
});
