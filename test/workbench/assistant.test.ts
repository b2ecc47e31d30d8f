import assert from "node:assert/strict";
import path from "node:path";
import { root } from "../../scripts/lib/paths";
import { Workbench } from "./harness/workbench";

describe("an assistant that wants to assign a relay", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({
      settings: { "nexusArc.practice.openAtStart": true },
      moreExtensions: [path.join(root, "test/workbench/assistant")],
    });
    await workbench.openSideBar();
    await workbench.tree().expand("Core network (practice)");
    await workbench.tree().expand("core-london");
    await workbench
      .tree()
      .row(/^nrf01.*Awaiting connection/)
      .waitFor();
  });
  after(() => workbench.close());

  async function asks(): Promise<string> {
    await workbench.command("Test Assistant: Assign a Relay");
    await workbench.dialog.getByText("assignRelay").first().waitFor();
    return workbench.dialog.innerText();
  }

  it("makes VS Code ask, with the whole request, and sends nothing when that is declined", async () => {
    const question = await asks();
    assert.match(question, /POST/);
    assert.match(question, /virtualMachines\/nrf01\/assignRelay/);
    assert.match(question, /"machineId"/);
    await workbench.screenshot("assistant-asks");
    await workbench.answerDialog("Cancel");
    await workbench.notification(/It was not called: Canceled/).waitFor();
    assert.equal(await workbench.tree().rows("Operations").count(), 0);
  });

  it("assigns it once that is confirmed, as an operation of the tree", async () => {
    await asks();
    await workbench.answerDialog("Yes");
    await workbench.notification(/It answered .*"state":"succeeded"/).waitFor();
    await workbench.tree().row("Operations").waitFor();
    await workbench.screenshot("assistant-assigned");
  });
});
