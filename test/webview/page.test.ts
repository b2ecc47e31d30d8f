import assert from "node:assert/strict";
import fc from "fast-check";
import { hostMessage } from "../unit/wizard/messages";
import { eventually } from "../workbench/harness/waiting";
import { WizardBrowser } from "./harness/browserPage";
import { scenarioPath } from "./harness/pageServer";

const hostileNames = [
  "<script>hit=1</script><img src=x onerror=hit=1>",
  'it\'s a "name" & more',
  "amf\u202e10fma",
];

describe("the wizard's page", () => {
  let wizard: WizardBrowser;
  before(async () => {
    wizard = await WizardBrowser.open();
  });
  after(() => wizard.close());
  const page = (): WizardBrowser["page"] => wizard.page;
  /** Waits until the page finds this true. Asked from outside, as the page's policy lets nothing evaluate text. */
  const becomes = (test: string): Promise<true> =>
    eventually(test, async () => ((await page().evaluate(test)) === true ? true : undefined));
  const host = (): WizardBrowser["server"]["lastHost"] => wizard.server.lastHost;

  it("shows names as text, whatever stands in them", async () => {
    for (const vmName of hostileNames) {
      await wizard.show({ page: 0, state: "notStarted", way: "vm", vmName });
      const { arcMachineName } = host().enrollments.state.enrollment.target;
      assert.equal(await page().locator("h1").innerText(), arcMachineName);
      assert.equal(await page().locator("#field-vmName").inputValue(), vmName);
      assert.match(await page().locator("#field-vmName-problem").innerText(), /letters and digits/);
      assert.equal(await page().evaluate("typeof hit"), "undefined");
      assert.equal(await page().locator("img").count(), 0);
    }
    assert.deepEqual(wizard.complaints, []);
  });

  it("shows name and step before its script has run", async () => {
    await page().route("**/wizard.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await page().goto(wizard.server.url + scenarioPath({ page: 3, state: "done", way: "vm" }, "dark"));
    assert.equal(await page().locator("h1").innerText(), "amf01");
    assert.match(await page().locator("h2").innerText(), /^3\s*Create the Nexus VM/);
    await page().unroute("**/wizard.js");
  });

  it("takes what is typed to the host at once, and ties what is wrong to its field", async () => {
    await wizard.show({ page: 3, state: "notStarted", way: "vm" });
    const cores = page().getByRole("textbox", { name: "CPU cores" });
    await cores.fill("5");
    await page().locator("#field-vm-cpuCores-problem").waitFor();
    assert.equal(await cores.getAttribute("aria-invalid"), "true");
    assert.match((await cores.getAttribute("aria-describedby")) ?? "", /field-vm-cpuCores-problem/);
    // The page shows the problem while the host still writes the record.
    await wizard.settled();
    assert.equal(host().enrollments.state.enrollment.vm.cpuCores, 5);
    await cores.fill("6");
    await page().locator("#field-vm-cpuCores-problem").waitFor({ state: "detached" });
    await wizard.settled();
    assert.equal(host().enrollments.state.enrollment.vm.cpuCores, 6);
    assert.equal(await cores.getAttribute("aria-invalid"), null);
  });

  it("loses no letter to a fast typist", async () => {
    await wizard.show({ page: 3, state: "notStarted", way: "vm" });
    const name = page().getByRole("textbox", { name: "Administrator's user name" });
    await name.fill("");
    await name.pressSequentially("averylongusername", { delay: 0 });
    assert.equal(await name.inputValue(), "averylongusername");
    await wizard.settled();
    assert.equal(await page().evaluate("localStorage.length"), 0);
    assert.equal(host().enrollments.state.enrollment.vm.adminUsername, "averylongusername");
    assert.equal(await name.inputValue(), "averylongusername");
  });

  it("keeps what its host did not take, also when the panel is gone with its state", async () => {
    await wizard.show({ page: 3, state: "notStarted", way: "vm" });
    wizard.server.killLastHost();
    await page().getByRole("textbox", { name: "Administrator's user name" }).fill("typedlast");
    await page().evaluate("sessionStorage.clear()");
    await page().reload();
    await wizard.drawn();
    assert.equal(host().enrollments.state.enrollment.vm.adminUsername, "typedlast");
    assert.equal(
      await page().getByRole("textbox", { name: "Administrator's user name" }).inputValue(),
      "typedlast",
    );
    assert.equal(await page().evaluate("localStorage.length"), 0);
  });

  it("moves the focus with the work: to Stop when it starts, to what comes next when it ends", async () => {
    await wizard.show({ page: 1, state: "notStarted", way: "workstation" });
    await wizard.focus('main vscode-button[data-action="run"]');
    await page().keyboard.press("Enter");
    await becomes("document.activeElement?.dataset.action === 'stop'");
    await page().keyboard.press("Enter");
    await page().locator(".activity").waitFor({ state: "detached" });
    await becomes("document.activeElement?.closest('main') !== null");
    assert.deepEqual(host().enrollments.asked, ["run 1", "stop"]);
  });

  it("turns to a step by keyboard and continues from its heading", async () => {
    await wizard.show({ page: 1, state: "notStarted", way: "workstation" });
    await wizard.focus('[data-step="7"]');
    await page().keyboard.press("Enter");
    await becomes("document.activeElement?.tagName === 'H2'");
    assert.match(await page().locator("h2").innerText(), /^7/);
    assert.equal(await page().locator('[aria-current="step"]').getAttribute("data-step"), "7");
  });

  it("shows a step in another dialect by arrow key", async () => {
    await wizard.show({ page: 1, state: "notStarted", way: "workstation" });
    await wizard.focus("#dialect-az");
    await page().keyboard.press("ArrowRight");
    await page().locator("#view-powershell pre").waitFor();
    assert.match(await page().locator("#view-powershell pre").innerText(), /Az/);
  });

  it("says what happens in one polite place", async () => {
    await wizard.show({ page: 3, state: "running", way: "vm" });
    assert.equal(
      await page().locator(":is([aria-live], [role=status], [role=alert]):not([aria-hidden] *)").count(),
      1,
    );
    assert.match(await page().locator("[role=status]").innerText(), /Running step 3/);
  });

  it("stays as it is under 2,000 hostile messages", async () => {
    await wizard.show({ page: 3, state: "done", way: "vm" });
    const before = await page().locator("#app").innerHTML();
    const model = host().session.model;
    const messages = fc.sample(
      hostMessage(model).filter((message) => !isModel(message)),
      Number(process.env["NEXUS_ARC_MESSAGES"] ?? "2000"),
    );
    await page().evaluate(sayAll(messages.map(jsonSafe)));
    await wizard.settled();
    assert.equal(await page().locator("#app").innerHTML(), before);
    assert.deepEqual(wizard.complaints, []);
  });
});

/** Says these to the page one after the other, and ends when the page has heard the last. */
function sayAll(messages: readonly unknown[]): string {
  return `((messages) => new Promise((done) => {
    let heard = 0;
    window.addEventListener("message", () => (heard += 1) === messages.length && done(null));
    for (const message of messages) window.postMessage(message);
  }))(${JSON.stringify(messages)})`;
}

/** A whole model may change the page: that is what it is for. */
function isModel(message: unknown): boolean {
  return typeof message === "object" && message !== null && "kind" in message && message.kind === "model";
}

/** What is left of a value after JSON; null for what JSON cannot hold. */
function jsonSafe(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify([value]).slice(1, -1));
  } catch {
    return null;
  }
}
