import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";
import { vsixFile } from "../../../scripts/suites/table";
import { Workbench } from "../harness/workbench";

describe("the installed package over a folder that is on no disk", () => {
  let workbench: Workbench;
  before(async () => {
    assert.ok(existsSync(vsixFile), "make the package first: npm test -- package");
    workbench = await Workbench.open({
      extension: { kind: "vsix", file: vsixFile },
      moreExtensions: [path.join(root, "test/workbench/virtual-files")],
    });
    await workbench.page.goto(workbench.server.folderUrl("memory:/site"));
    await workbench.page.getByRole("treeitem", { name: "user-data.sh" }).waitFor();
  });
  after(() => workbench.close());

  it("opens the practice cloud", async () => {
    await workbench.openSideBar();
    await workbench.press(
      workbench.page.getByRole("button", { name: "Try the Practice Cloud" }),
      workbench.tree().row("Core network"),
    );
  });

  it("checks a script that it reads from there", async () => {
    await workbench.command("Test Files: Open the Script");
    await workbench.page.locator(".view-line", { hasText: "azcmagent" }).first().waitFor();
    await workbench.page.locator(".squiggly-warning").first().waitFor();
    await workbench.screenshot("virtual-workspace");
  });
});
