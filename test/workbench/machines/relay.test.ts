import assert from "node:assert/strict";
import { untilDone } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

describe("the commands of the enrollment on rows", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({
      settings: {
        "nexusArc.practice.openAtStart": true,
        "nexusArc.practice.faults": "PUT */id-lost latency=600000",
      },
    });
    await workbench.openSideBar();
    await workbench.tree().expand("Core network (practice)");
    await workbench.tree().expand("core-london");
  });
  after(() => workbench.close());

  it("assign a VM's traffic to the Private Relay, after showing what will be sent, and say the only proof", async () => {
    const { quickInput } = workbench;
    await workbench.tree().menu(/^nrf01/, "Assign to Private Relay…");
    await quickInput.rows("this VM's machine").first().waitFor();
    await workbench.screenshot("relay-machine");
    await quickInput.pick("this VM's machine");
    await quickInput.rows("Public relay").first().waitFor();
    await workbench.screenshot("relay-type");
    await quickInput.pick("Private Relay");
    await quickInput.pickAndStay("Show the request as JSON");
    await workbench.page.getByRole("tab", { name: /relay of nrf01\.json/ }).waitFor();
    await workbench.page.getByText('"relayType": "Platform"').first().waitFor();
    await workbench.screenshot("relay-review");
    await quickInput.pick("Assign nrf01 to the Private Relay");
    await workbench
      .notification(/Assigning nrf01|nrf01 .*is assigned/)
      .first()
      .waitFor();
    await workbench.screenshot("relay-progress");
    await workbench.notification(/nrf01 .*is assigned to the Private Relay/).waitFor();
    await workbench.screenshot("relay-done");
    await workbench.answerNotification(/is assigned to the Private Relay/, "Inspect Endpoint");
    await workbench.page.getByRole("tab", { name: /endpoint of nrf01\.md/ }).waitFor();
    await workbench.page.getByText("Provisioning state: Succeeded").first().waitFor();
    await workbench.screenshot("endpoint");
  });

  it("read the relay credentials on demand, compare their namespace, and show no secret", async () => {
    await workbench.answerNotification(/would name the relay/, "Read Relay Credentials…");
    await workbench.dialog.waitFor();
    await workbench.screenshot("relay-credentials-ask");
    await workbench.answerDialog("Read");
    await workbench.page.getByText("belongs to the cluster manager").first().waitFor();
    await workbench.screenshot("relay-credentials");
    assert.ok(!(await workbench.page.content()).includes("SharedAccessSignature"));
  });

  it("refuse an identity's name with its rule while it is typed, warn of a long one, and create it", async () => {
    const { quickInput } = workbench;
    await workbench.tree().menu(/^core-london/, "Create Managed Identity…");
    await quickInput.pick("core-london");
    await quickInput.widget.getByText("Name of the identity").first().waitFor();
    await quickInput.input.fill("-x");
    await quickInput.message.getByText("It must start with a letter or a digit.").waitFor();
    await workbench.screenshot("identity-refused");
    await quickInput.input.fill("id-that-is-longer-than-24-characters");
    await quickInput.message.getByText(/with a name of up to 24/).waitFor();
    await workbench.screenshot("identity-warned");
    await quickInput.answer("id-relay-test");
    await quickInput.widget.getByText("Region of the identity").waitFor();
    await workbench.page.keyboard.press("Enter");
    await quickInput.rows("Show as Azure CLI").first().waitFor();
    await workbench.screenshot("identity-review");
    await quickInput.pick("Create id-relay-test");
    await workbench.notification(/The identity id-relay-test was created/).waitFor();
    await workbench.screenshot("identity-created");
  });

  it("say after Cancel that Azure may have taken what was sent", async () => {
    const { quickInput } = workbench;
    await workbench.tree().menu(/^core-london/, "Create Managed Identity…");
    await quickInput.pick("core-london");
    await quickInput.widget.getByText("Name of the identity").first().waitFor();
    await quickInput.answer("id-lost");
    await quickInput.widget.getByText("Region of the identity").waitFor();
    await workbench.page.keyboard.press("Enter");
    await quickInput.pick("Create id-lost");
    await workbench.answerNotification(/Creating id-lost/, "Cancel");
    await workbench.notification(/Azure may already have accepted the request/).waitFor();
    await workbench.screenshot("identity-canceled");
  });

  it("show a machine's connection, and say what deleting it does and does not do", async () => {
    await workbench.tree().menu(/^ausf01/, "Show Connection Status");
    await workbench.quickInput.rows("Status: Awaiting connection").first().waitFor();
    await workbench.screenshot("connection-status");
    await workbench.quickInput.cancel();
    await workbench.tree().expand(/^ausf01/);
    await workbench.tree().menu(/^ausf01Arc machine/, "Disconnect or Delete Arc Machine…");
    await workbench.dialog.getByText(/Not changed: the Nexus VM/).waitFor();
    await workbench.screenshot("machine-delete");
    await workbench.answerDialog("Delete Resource");
    await workbench.notification(/ausf01 was deleted/).waitFor();
    await workbench
      .tree()
      .row(/^ausf01Running · not in Arc/)
      .waitFor();
    await workbench.screenshot("machine-deleted");
  });
});

describe("creating what an enrollment needs", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({
      settings: {
        "nexusArc.practice.openAtStart": true,
        "nexusArc.practice.faults": "PUT */id-lost latency=600000",
      },
    });
    await workbench.openSideBar();
    await workbench.tree().expand("Core network (practice)");
    await workbench.tree().expand("core-london");
  });
  after(() => workbench.close());

  /** Answers the question that shows this text: with `text`, or with what is proposed. */
  async function answer(question: string, text?: string): Promise<void> {
    const { quickInput } = workbench;
    await quickInput.widget.getByText(question).first().waitFor();
    if (text !== undefined) await quickInput.input.fill(text);
    await workbench.page.keyboard.press("Enter");
  }

  /** Accepts a list of things to tick as it stands. */
  async function accept(question: string): Promise<void> {
    const asked = workbench.quickInput.widget.locator(`input[placeholder^="${question}"]`);
    await asked.waitFor();
    await workbench.quickInput.rows().first().waitFor();
    // Before it is read, a list takes no Enter.
    await untilDone(
      `the end of ${question}`,
      async (timeout) => {
        if (await asked.isVisible()) await workbench.page.keyboard.press("Enter");
        await asked.waitFor({ state: "hidden", timeout });
      },
      10_000,
    );
  }

  it("makes a VM: judged as it is typed, with a way back, an overview, and a preview", async () => {
    const { quickInput, page } = workbench;
    await workbench.tree().menu(/^core-london/, "Create Nexus VM…");
    await quickInput.pick("core-london");
    await quickInput.widget.getByText("Name of the VM").waitFor();
    await quickInput.input.fill("my-vm");
    await quickInput.message.getByText(/does not allow hyphens in a VM name/).waitFor();
    await workbench.screenshot("vm-name-refused");
    await quickInput.answer("lab01");
    await quickInput.rows("core-london-cluster").first().waitFor();
    await quickInput.widget.getByRole("button", { name: "Back" }).click();
    await quickInput.widget.getByText("Name of the VM").waitFor();
    assert.equal(await quickInput.input.inputValue(), "lab01");
    await page.keyboard.press("Enter");
    await quickInput.pick("core-london-cluster");
    await answer("Region of the VM");
    await quickInput.pick("core-london-csn");
    await answer("Container image", "practiceacr.azurecr.io/ubuntu:24.04");
    await answer("User name of the administrator");
    await accept("Who can sign in by SSH");
    await answer("CPU cores", "4");
    await answer("Memory in GiB");
    await answer("Size of the OS disk");
    await quickInput.rows("core-london-l3").first().waitFor();
    await accept("Which networks");
    // The row stands there before the identities are read; then the list forgets what was ticked.
    await quickInput.rows("id-core-enroll").first().waitFor();
    await quickInput.rows("System-assigned").first().click();
    await accept("Which identities");
    await quickInput.rows("Show what will be sent").first().waitFor();
    await workbench.screenshot("vm-overview");
    await quickInput.pickAndStay("Show what will be sent");
    await page.getByRole("tab", { name: /VM lab01\.json/ }).waitFor();
    await page.getByText('"adminUsername": "azureuser"').first().waitFor();
    await workbench.screenshot("vm-preview");
    await quickInput.pick("Create lab01");
    await workbench.notification(/The VM lab01 was created/).waitFor();
    await workbench
      .tree()
      .row(/^lab01Running · not in Arc/)
      .waitFor();
    await workbench.screenshot("vm-created");
  });

  it("makes an Arc machine for a VM, and keeps the private key of its key", async () => {
    const { quickInput } = workbench;
    await workbench.tree().menu(/^upf01/, "Create Arc Machine Resource…");
    await quickInput.pick("core-london");
    await answer("Name of the Arc machine");
    await answer("Region of the Arc machine");
    await workbench.screenshot("machine-key");
    await quickInput.pick("Generate a new pair");
    await quickInput.pick("Create upf01");
    await workbench.notification(/The Arc machine upf01 was created.*encrypted storage/).waitFor();
    await workbench
      .tree()
      .row(/^upf01Running · Awaiting connection/)
      .waitFor();
    await workbench.screenshot("machine-created");
  });

  it("gives a VM's identity the roles that it lacks", async () => {
    const { quickInput } = workbench;
    await workbench.tree().menu(/^upf01/, "Assign Enrollment Roles…");
    await quickInput.pick("Nexus Arc Relay Assigner");
    await quickInput.rows("Assign 3 role(s)").first().waitFor();
    await workbench.screenshot("roles-review");
    await quickInput.pick("Assign 3 role(s)");
    await workbench.notification(/upf01 has its roles/).waitFor();
  });
});
