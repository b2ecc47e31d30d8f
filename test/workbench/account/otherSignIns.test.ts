import assert from "node:assert/strict";
import { createPracticeCloud } from "../../../src/practice/cloud";
import { ServedAzure, stubAzureCli } from "../harness/cloud/azure";
import { deviceCode, TestEntra } from "../harness/cloud/entra";
import { eventually } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

describe("signing in without VS Code's accounts", () => {
  let workbench: Workbench;
  let azure: ServedAzure;
  let entra: TestEntra;

  before(async () => {
    const cloud = createPracticeCloud();
    azure = await ServedAzure.start(cloud);
    entra = new TestEntra(cloud);
    const { authority, env } = await entra.start();
    workbench = await Workbench.open({
      machineSettings: { ...azure.machineSettings(authority), "nexusArc.signIn": "azureCli" },
      env: { ...env, PATH: await stubAzureCli(cloud) },
    });
    await workbench.openSideBar();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    await entra.close();
  });

  const lists = (): number => azure.count("GET", "/subscriptions");

  /** Changes the setting, and waits until it has brought a listing with tokens of another source. */
  async function change(signIn: string, grant: string): Promise<void> {
    const before = lists();
    await workbench.changeMachineSettings({ "nexusArc.signIn": signIn });
    await eventually(`a listing by ${signIn}`, () =>
      lists() > before && entra.grants.includes(grant) ? true : undefined,
    );
    await workbench.tree().row("Core network (practice)").waitFor();
  }

  it("lists what the Azure CLI's account sees", async () => {
    await workbench.press(
      workbench.page.getByRole("button", { name: "Sign In to Azure" }),
      workbench.tree().row("Core network (practice)"),
    );
    assert.deepEqual(entra.grants, []);
    await workbench.screenshot("signin-az");
  });

  it("lists what the machine's managed identity sees, as soon as the setting says so", () =>
    change("managedIdentity", "managed_identity"));

  it("lists what the environment's service principal sees", () =>
    change("environment", "client_credentials"));

  it("asks for a device code only when the user wants to sign in, and lists after it", async () => {
    await workbench.changeMachineSettings({ "nexusArc.signIn": "deviceCode" });
    const tree = workbench.tree();
    await tree.row(/You are not signed in to Azure/).waitFor();
    assert.ok(!entra.grants.includes("device_code"));
    const code = workbench.notification(new RegExp(`enter the code ${deviceCode}`));
    await tree.inlineAction(/You are not signed in to Azure/, "Sign In", code);
    await workbench.screenshot("signin-devicecode");
    await tree.row("Core network (practice)").waitFor();
    assert.ok(entra.grants.includes("device_code"));
  });
});
