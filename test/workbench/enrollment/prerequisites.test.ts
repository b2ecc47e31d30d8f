import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { eventually, untilDone } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

/** Nothing as long as it is not written to its end. */
async function readWhole(file: string): Promise<Exported | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Exported;
  } catch {
    return undefined;
  }
}

interface Exported {
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly { readonly id: string }[];
}

describe("the prerequisite check", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { "nexusArc.practice.openAtStart": true } });
    await workbench.openSideBar();
    await workbench.tree().row("Core network (practice)").waitFor();
  });
  after(() => workbench.close());

  const line = (text: string | RegExp) => workbench.page.locator(".view-line", { hasText: text }).first();
  const button = (text: string) =>
    workbench.page.locator(".codelens-decoration a", { hasText: text }).first();
  /** Presses the lens, which brings a dialog. */
  const pressed = (text: string): Promise<void> => workbench.press(button(text), workbench.dialog);
  /** The report is a read-only document; its verdict is its second paragraph. */
  const verdict = (text: string | RegExp) => line(text).waitFor();

  async function exported(name: string): Promise<Exported> {
    await workbench.command("Nexus Arc: Export Prerequisite Report…");
    const file = path.join(workbench.workspace, name);
    // The dialog puts its own proposal in first; what is typed before that is lost.
    await eventually("the proposed file", async () => {
      const proposal = await workbench.quickInput.input.inputValue().catch(() => "");
      return proposal.endsWith(".md") ? true : undefined;
    });
    const { input, widget } = workbench.quickInput;
    // While it reads the folder, the dialog changes what is typed and overlooks Enter.
    await untilDone("the dialog's end", async (timeout) => {
      if (!(await widget.isVisible())) return;
      await input.fill(file, { timeout });
      await workbench.page.keyboard.press("Enter");
      await widget.waitFor({ state: "hidden", timeout });
    });
    const report = await eventually("the exported report", () => readWhole(file));
    const tab = workbench.page.getByRole("tab", { name });
    await tab.waitFor();
    // The editor takes the focus when it has loaded, which closes the palette under the mouse.
    await untilDone(
      `the end of the editor of ${name}`,
      async (timeout) => {
        if (await tab.isVisible()) await workbench.command("View: Close Editor");
        await tab.waitFor({ state: "hidden", timeout });
      },
      10_000,
    );
    return report;
  }

  it("names six planted faults of a subscription and nothing else", async () => {
    await workbench.command("Nexus Arc: Check Prerequisites…");
    await workbench.quickInput.pick("Edge sites (practice)");
    await workbench.quickInput.pick("edge-bristol");
    await workbench.quickInput.pick("edge-bristol-csn");
    await workbench.quickInput.pick("A VM that does not exist yet");
    await workbench.quickInput.answer("edge-gateway-01");
    await workbench.quickInput.rows("Extensions").first().click();
    await workbench.quickInput.rows("SSH through Azure").first().click();
    await workbench.page.keyboard.press("Enter");
    await workbench.page.getByRole("tab", { name: /Prerequisites of edge-gateway-01\.md/ }).waitFor();
    await verdict("Enrollment cannot succeed yet: 5 errors, 1 note.");
    await button("Register Microsoft.HybridConnectivity").waitFor();
    await workbench.screenshot("prerequisites-faults");
    const { findings } = await exported("faults.json");
    assert.deepEqual(
      findings.map(({ id }) => id),
      [
        "provider-hybridconnectivity",
        "provider-guestconfiguration",
        "egress-missing",
        "vm-name",
        "arc-machine-taken",
        "egress-defaults-off",
      ],
    );
  });

  it("registers a provider after a question", async () => {
    await pressed("Register Microsoft.HybridConnectivity");
    await workbench.dialog.waitFor();
    assert.match(await workbench.dialog.innerText(), /POST \/subscriptions\/.*HybridConnectivity\/register/);
    await workbench.answerDialog("Register");
    await verdict("4 errors, 1 note");
    await pressed("Register Microsoft.GuestConfiguration");
    await workbench.answerDialog("Register");
    await verdict("3 errors, 1 note");
  });

  it("shows the egress lines before it sends them", async () => {
    await pressed("egress endpoints");
    await workbench.dialog.waitFor();
    const question = await workbench.dialog.innerText();
    assert.match(question, /management\.azure\.com:443/);
    assert.match(question, /\.his\.arc\.azure\.com:443/);
    await workbench.screenshot("prerequisites-egress");
    await workbench.answerDialog("Add Endpoints");
    await verdict("2 errors, 1 note");
  });

  it("asks for other names, by their rules", async () => {
    const { widget } = workbench.quickInput;
    // What is wrong with the proposed name stands where its prompt would.
    await workbench.press(button("Choose other names"), widget.getByText("Choose Names (1/2)"));
    await workbench.screenshot("prerequisites-names");
    await workbench.quickInput.answer("edgegw02");
    await widget.getByText("Choose Names (2/2)").waitFor();
    await workbench.page.keyboard.press("Enter");
    await verdict("Enrollment can start: 1 note.");
  });

  it("is clean once the default endpoints are on", async () => {
    await pressed("Turn on default endpoints");
    await workbench.answerDialog("Turn On");
    await verdict("No problems found.");
    await workbench.screenshot("prerequisites-clean");
    const { counts } = await exported("clean.json");
    assert.deepEqual(counts, { error: 0, warning: 0, information: 0 });
    await workbench.theme("light");
    await workbench.screenshot("prerequisites-clean-light");
  });

  it("takes the VM of a row, with its network and its machine", async () => {
    await workbench.openSideBar();
    await workbench.tree().expand("Core network (practice)");
    await workbench.tree().expand("core-leeds");
    await workbench.tree().menu(/^pcf01/, "Check Prerequisites…");
    await workbench.page.getByRole("tab", { name: /Prerequisites of pcf01\.md/ }).waitFor();
    await line("An expired Arc machine has the name pcf01").waitFor();
    await button("Delete Arc machine").waitFor();
    await workbench.screenshot("prerequisites-row");
  });
});
