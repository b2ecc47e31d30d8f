import assert from "node:assert/strict";
import { WizardBrowser } from "./harness/browserPage";
import { scenarioStates } from "./harness/scenarios";
import { themeNames } from "./harness/themes";

/** Every page of both ways in every state; NEXUS_ARC_AXE=all for all themes of each, else the themes take turns. */
const everyTheme = process.env["NEXUS_ARC_AXE"] === "all";

describe("the wizard's page for everybody", () => {
  let wizard: WizardBrowser;
  before(async () => {
    wizard = await WizardBrowser.open();
  });
  after(() => wizard.close());

  for (const theme of themeNames) {
    it(`has no axe violation on any step in any state, ${theme}`, async function () {
      this.timeout(600_000);
      const found: string[] = [];
      for (let page = 0; page <= 10; page += 1) {
        for (const [place, state] of scenarioStates.entries()) {
          const turn = (page + place) % themeNames.length === themeNames.indexOf(theme);
          if (!everyTheme && !turn) continue;
          const way = (page + place) % 8 < 4 ? "vm" : "workstation";
          await wizard.show({ page, state, way }, theme);
          for (const violation of await wizard.violations())
            found.push(`${page} ${state} ${way}: ${violation}`);
        }
      }
      assert.deepEqual(found, []);
      assert.deepEqual(wizard.complaints, []);
    });
  }

  it("says why a button cannot be pressed in the button's own name", async () => {
    await wizard.show({ page: 1, state: "running", way: "workstation" });
    const hosts = await wizard.page.locator("vscode-button[disabled]").all();
    assert.ok(hosts.length > 0, "no button is disabled in this state");
    for (const host of hosts) {
      const label = ((await host.textContent()) ?? "").trim();
      const reason = (await host.getAttribute("aria-label")) ?? "";
      assert.ok(reason.startsWith(`${label}. `), `${label}: ${reason}`);
      // As Chromium's accessibility tree has it: the button inside the shadow tree.
      const inside = wizard.page.getByRole("button", { name: reason, exact: true, disabled: true });
      assert.equal(await inside.count(), 1, reason);
    }
  });

  it("has no axe violation when narrow, and nothing that is cut off", async () => {
    await wizard.page.setViewportSize({ width: 320, height: 800 });
    for (const page of [0, 3, 7]) {
      await wizard.show({ page, state: "failed", way: "workstation" }, "light");
      assert.deepEqual(await wizard.violations(), []);
      const width = await wizard.page.evaluate("document.documentElement.scrollWidth");
      assert.ok(Number(width) <= 320, `page ${page} is ${String(width)} wide`);
    }
    await wizard.page.setViewportSize({ width: 1100, height: 800 });
  });

  for (const page of [0, 3, 7]) {
    it(`is reached by Tab in reading order, and every stop has a name, page ${page}`, async () => {
      await wizard.show({ page, state: "notStarted", way: "workstation" });
      const stops = await stopsFrom('header [data-action="check"]');
      assert.ok(stops.length > 15, `only ${stops.length} stops`);
      assert.deepEqual(
        stops.filter(({ name }) => name.trim() === ""),
        [],
      );
      const order = stops.map(({ order: place }) => place);
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
        "Tab leaves the reading order",
      );
    });
  }

  /** Every stop of Tab after this one, until it leaves the page. */
  async function stopsFrom(selector: string): Promise<{ name: string; order: number }[]> {
    await wizard.focus(selector);
    const stops: { name: string; order: number }[] = [];
    while (stops.length < 100) {
      await wizard.page.keyboard.press("Tab");
      const stop = await wizard.page.evaluate<{ name: string; order: number } | null>(focusedStop);
      if (stop === null) break;
      stops.push(stop);
    }
    return stops;
  }

  it("stands still where motion is unwanted", async () => {
    await wizard.page.emulateMedia({ reducedMotion: "reduce" });
    await wizard.show({ page: 3, state: "running", way: "vm" });
    const moving = await wizard.page.evaluate(
      "document.getAnimations().filter(({ playState }) => playState === 'running').length",
    );
    assert.equal(moving, 0);
    await wizard.page.emulateMedia({ reducedMotion: null });
  });
});

/** The focused control's name, and its place in the document. Null when the focus has left the page. */
const focusedStop = `(() => {
  const stop = document.activeElement;
  if (stop === null || stop === document.body) return null;
  const label = stop.id === "" ? null : document.querySelector('label[for="' + stop.id + '"]');
  const name = label?.textContent ?? stop.getAttribute("aria-label") ?? stop.textContent ?? "";
  const all = [...document.querySelectorAll("*")];
  return { name, order: all.indexOf(stop) };
})()`;
