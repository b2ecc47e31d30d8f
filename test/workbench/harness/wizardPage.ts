/** The wizard's page inside the workbench, worked by keyboard as somebody without a mouse would. */
import type { Frame, Page } from "playwright-core";
import { eventually, untilDone } from "./waiting";
import type { Workbench } from "./workbench";

export class WizardPage {
  readonly #workbench: Workbench;
  #frame: Frame;

  private constructor(workbench: Workbench, frame: Frame) {
    this.#workbench = workbench;
    this.#frame = frame;
  }

  /** The page that is open, also after a reload. */
  static async find(workbench: Workbench): Promise<WizardPage> {
    return new WizardPage(workbench, await workbench.webview("#app .count"));
  }

  get frame(): Frame {
    return this.#frame;
  }

  get #page(): Page {
    return this.#workbench.page;
  }

  /** Steps that are done, as the header says. */
  async done(): Promise<number> {
    return Number((await this.#frame.locator(".count").innerText()).split(" ")[0]);
  }

  /** Number of the page in front; 0 is the one before the first step. */
  async number(): Promise<number> {
    return Number((await this.#frame.locator('[aria-current="step"]').getAttribute("data-step")) ?? "-1");
  }

  /** Presses Tab until the control has the focus. */
  async tabTo(selector: string, timeout = 90_000): Promise<void> {
    const wanted = this.#frame.locator(selector).first();
    await wanted.waitFor({ timeout });
    for (let presses = 0; presses < 300; presses += 1) {
      if (await this.#hasFocus(selector)) return;
      await this.#page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not reach ${selector}.`);
  }

  #hasFocus(selector: string): Promise<boolean> {
    return this.#frame.evaluate<boolean>(
      `document.activeElement?.matches(${JSON.stringify(selector)}) === true`,
    );
  }

  /** Types into a field that Tab reached, over what stands there. */
  async fill(field: string, text: string): Promise<void> {
    await this.tabTo(`#field-${field.replace(".", "-")}`);
    // Not Control+A: VS Code carries that one out later, over letters that were typed meanwhile.
    await this.#page.keyboard.press("Home");
    await this.#page.keyboard.press("Shift+End");
    await this.#page.keyboard.type(text);
  }

  /** Chooses in a group of radio buttons, by its place. */
  async pickRadio(field: string, place: number): Promise<void> {
    await this.tabTo(`input[name="field-${field.replace(".", "-")}"]:checked`);
    for (let presses = 0; presses < place; presses += 1) await this.#page.keyboard.press("ArrowDown");
    const wanted = this.#frame.locator(`#field-${field.replace(".", "-")}-${place}`);
    await this.becomes(`choice ${place} of ${field}`, () => wanted.isChecked());
  }

  /** Chooses by typing the start of a choice's label. */
  async choose(field: string, label: string): Promise<void> {
    const selector = `select#field-${field.replace(".", "-")}`;
    await this.#frame
      .locator(`${selector} option`, { hasText: label })
      .first()
      .waitFor({ state: "attached" });
    const chosen = async (): Promise<boolean> =>
      (await this.#frame.locator(`${selector} option:checked`).first().innerText()).includes(label);
    // The list forgets the letters so far when a slow machine takes a second for the next one.
    await untilDone(`${label} chosen`, async (timeout) => {
      await this.tabTo(selector);
      await this.#page.keyboard.type(label);
      await this.becomes(`${label} chosen`, chosen, timeout);
    });
  }

  /** Presses a button of the page by Enter once it can be pressed. */
  async press(action: string, timeout = 90_000): Promise<void> {
    await this.tabTo(`vscode-button[data-action="${action}"]:not([disabled])`, timeout);
    await this.#page.keyboard.press("Enter");
  }

  /** Turns to a step from the list. */
  async turnTo(step: number): Promise<void> {
    const turned = async (): Promise<boolean> => (await this.number()) === step;
    await untilDone(`page ${step}`, async (timeout) => {
      await this.tabTo(`[data-step="${step}"]`);
      await this.#page.keyboard.press("Enter");
      await this.becomes(`page ${step}`, turned, timeout);
    });
  }

  isBusy(): Promise<boolean> {
    return this.#frame.locator(".activity").isVisible();
  }

  /** Whether the page has this button, and it can be pressed. */
  async offers(action: string): Promise<boolean> {
    return (await this.#frame.locator(`vscode-button[data-action="${action}"]:not([disabled])`).count()) > 0;
  }

  async becomes(what: string, test: () => Promise<boolean>, timeout?: number): Promise<void> {
    await eventually(what, async () => ((await test().catch(() => false)) ? true : undefined), timeout);
  }
}

/** What a newcomer fills in before the first step: by keyboard, from lists that Azure gives. */
export async function fillIn(wizard: WizardPage, vmName: string): Promise<void> {
  await wizard.choose("subscriptionId", "Core network");
  await wizard.choose("resourceGroup", "core-london");
  await wizard.fill("vmName", vmName);
  await wizard.press("next");
  await wizard.becomes("step 1", async () => (await wizard.number()) === 1);
  await wizard.choose("userAssignedIdentityId", `New: id-${vmName}`);
  await wizard.turnTo(3);
  await wizard.choose("vm.cloudServicesNetworkId", "core-london-csn");
  await wizard.choose("vm.vmImage", "practice");
}
