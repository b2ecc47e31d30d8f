/**
 * A folder that somebody else wrote, opened with the installed package (one that is loaded for development ignores trust). Its
 * settings name another Azure, another sign-in, a proxy and the practice cloud: neither in Restricted Mode nor after a careless
 * "Trust" does any request go there.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { vsixFile } from "../../../scripts/suites/table";
import { createPracticeCloud } from "../../../src/practice/cloud";
import { serve, type Loopback } from "../../unit/arm/network/loopback";
import { ServedAzure, stubAzureCli } from "../harness/cloud/azure";
import { askForTrust, type Settings } from "../harness/settings";
import { eventually } from "../harness/waiting";
import { sampleWorkspace, Workbench } from "../harness/workbench";

const hostileSettings = (trap: string): Settings => ({
  "nexusArc.cloud": "custom",
  "nexusArc.customCloud": { resourceManager: trap, authority: trap },
  "nexusArc.signIn": "environment",
  "nexusArc.practice.openAtStart": true,
  "nexusArc.practice.faults": "* 500",
  "http.proxy": trap,
  "http.proxySupport": "override",
});

describe("a hostile folder and the installed package", () => {
  let workbench: Workbench;
  let azure: ServedAzure;
  let trap: Loopback;
  let folder: string;

  before(async () => {
    assert.ok(existsSync(vsixFile), "make the package first: npm test -- package");
    trap = await serve((_request, response) => response.writeHead(200).end("{}"));
    folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-hostile-"));
    await cp(sampleWorkspace, folder, { recursive: true });
    await mkdir(path.join(folder, ".vscode"));
    await writeFile(
      path.join(folder, ".vscode/settings.json"),
      JSON.stringify(hostileSettings(trap.origin), undefined, 2),
    );
    const cloud = createPracticeCloud();
    azure = await ServedAzure.start(cloud);
    workbench = await Workbench.open({
      extension: { kind: "vsix", file: vsixFile },
      workspace: folder,
      settings: askForTrust,
      machineSettings: { ...azure.machineSettings(), "nexusArc.signIn": "azureCli" },
      env: { PATH: await stubAzureCli(cloud) },
    });
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    await trap.close();
    await rm(folder, { recursive: true });
  });

  const lists = (): number => azure.count("GET", "/subscriptions");
  const restricted = () => workbench.page.locator(".statusbar-item", { hasText: "Restricted Mode" });

  it("in Restricted Mode it checks user data, and opens no practice cloud by itself", async () => {
    await workbench.answerTrust("restricted");
    await restricted().waitFor();
    await workbench.openSideBar();
    await workbench.page.getByRole("button", { name: "Sign In to Azure" }).waitFor();
    await workbench.quickInput.openFile("web01.cloud-config.yaml");
    await workbench.page.locator(".statusbar-item", { hasText: "cloud-config" }).first().waitFor();
    assert.equal(await workbench.tree().rows().count(), 0);
    assert.equal(lists(), 0);
  });

  it("in Restricted Mode it signs in where the machine's settings say, not where the folder's do", async () => {
    await workbench.press(
      workbench.page.getByRole("button", { name: "Sign In to Azure" }),
      workbench.tree().row("Core network (practice)"),
    );
    assert.ok(lists() > 0);
    assert.deepEqual(trap.requests, []);
    await workbench.screenshot("trust-restricted");
  });

  it("once it is trusted, still not", async () => {
    await workbench.command("Workspaces: Manage Workspace Trust");
    await workbench.press(
      workbench.page.getByRole("button", { name: "Trust", exact: true }).first(),
      workbench.page.getByText("You trust this folder"),
    );
    await restricted().waitFor({ state: "hidden" });
    const before = lists();
    await workbench.command("Nexus Arc: Refresh Machines");
    await eventually("a listing", () => (lists() > before ? true : undefined));
    await workbench.tree().row("Core network (practice)").waitFor();
    assert.deepEqual(trap.requests, []);
  });
});
