/** One Chromium for the tests of the wizard's page, and what they ask of it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { requireTool } from "../../../scripts/lib/debian";
import { saveScreenshot } from "../../workbench/harness/screenshot";
import { eventually } from "../../workbench/harness/waiting";
import type { FleetScenario } from "./fleetScenarios";
import { fleetPath, PageServer, scenarioPath } from "./pageServer";
import type { Scenario } from "./scenarios";
import type { ThemeName } from "./themes";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The toolkit's controls take over their attributes in the next frame. */
const twoFrames =
  "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";

export class WizardBrowser {
  readonly server: PageServer;
  readonly page: Page;
  /** What the page complained of. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  #isOpen = false;

  private constructor(server: PageServer, browser: Browser, page: Page) {
    this.server = server;
    this.#browser = browser;
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
  }

  static async open(options: { width?: number; height?: number } = {}): Promise<WizardBrowser> {
    const server = await PageServer.start({ port: 0, production: true });
    const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    const browser = await chromium.launch({ executablePath: requireTool("chromium"), args: flags });
    const { width = 1100, height = 800 } = options;
    const page = await browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(90_000); // a machine that is busy with other suites is slow
    return new WizardBrowser(server, browser, page);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.close();
  }

  /** Opens a scenario and waits until its page is drawn, its lists are read and nothing is in progress. */
  async show(scenario: Scenario, theme: ThemeName = "dark"): Promise<void> {
    await this.#open(scenarioPath(scenario, theme));
  }

  /** The same for a fleet's page. */
  async showFleet(scenario: FleetScenario, theme: ThemeName = "dark"): Promise<void> {
    await this.#open(fleetPath(scenario, theme));
  }

  async #open(path: string): Promise<void> {
    // What the page before still says must not be cut off, nor be said again by this one.
    if (this.#isOpen) await this.settled();
    await this.page.goto(this.server.url + path);
    this.#isOpen = true;
    await this.drawn();
  }

  /** The page's script has drawn it, and nothing is in progress. */
  async drawn(): Promise<void> {
    await this.page.locator("#app > [role=status]").waitFor({ state: "attached" });
    await this.settled();
  }

  /** The host has taken everything that the page said, the page has shown what came of it, and its controls have drawn it. */
  async settled(): Promise<void> {
    await this.page.locator('html[data-unanswered="0"]').waitFor({ state: "attached" });
    await this.page.evaluate(twoFrames);
  }

  /** Gives a control the focus, as soon as it takes it. */
  async focus(selector: string): Promise<void> {
    const hasIt = `document.activeElement?.matches(${JSON.stringify(selector)}) === true`;
    await eventually(`the focus on ${selector}`, async () => {
      await this.page.locator(selector).focus();
      return (await this.page.evaluate(hasIt)) === true ? true : undefined;
    });
  }

  /** What axe finds against WCAG 2.2 A and AA and good practice, as lines; each names the place. */
  async violations(): Promise<string[]> {
    if (!(await this.page.evaluate<boolean>("'axe' in window"))) await this.page.evaluate(axe);
    const options = { resultTypes: ["violations"] };
    const results = await this.page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
    return results.violations.flatMap(({ id, impact, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${impact ?? ""} ${id}: ${html} ${failureSummary ?? ""}`),
    );
  }

  screenshot(name: string): Promise<string> {
    return saveScreenshot(this.page, `wizard-${name}`);
  }
}
