import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { eventually } from "../workbench/harness/waiting";
import { WizardBrowser } from "./harness/browserPage";
import type { FleetHost } from "./harness/fleetHost";
import { fleetKey, fleetRowOf, fleetStates } from "./harness/fleetScenarios";
import { themeNames } from "./harness/themes";

const hostileNames = [
  "<script>hit=1</script><img src=x onerror=hit=1>",
  'it\'s a "name" & more',
  "amf\u202e10fma",
];

describe("the page of a fleet", function () {
  this.timeout(120_000);
  let browser: WizardBrowser;
  before(async () => {
    browser = await WizardBrowser.open();
  });
  after(() => browser.close());
  const page = (): WizardBrowser["page"] => browser.page;
  const host = (): FleetHost => browser.server.lastFleet;
  /** The commands that the host ran, once there are this many. */
  const ran = (count: number): Promise<readonly unknown[]> =>
    eventually(`${count} commands`, () => {
      const names = host().ran.map(([command]) => command);
      return Promise.resolve(names.length >= count ? names : undefined);
    });

  for (const theme of themeNames) {
    it(`has no axe violation, ${theme}`, async () => {
      const found: string[] = [];
      for (const [place, state] of fleetStates.entries()) {
        const turn = place % themeNames.length === themeNames.indexOf(theme);
        if (state !== "mixed" && !turn) continue;
        await browser.showFleet({ state, vms: 12 }, theme);
        for (const violation of await browser.violations()) found.push(`${state}: ${violation}`);
      }
      assert.deepEqual(found, []);
      assert.deepEqual(browser.complaints, []);
    });
  }

  it("has no axe violation when narrow, and nothing that is cut off", async () => {
    await page().setViewportSize({ width: 320, height: 800 });
    await browser.showFleet({ state: "mixed", vms: 12 }, "light");
    assert.deepEqual(await browser.violations(), []);
    const width = await page().evaluate("document.documentElement.scrollWidth");
    await page().setViewportSize({ width: 1100, height: 800 });
    assert.ok(Number(width) <= 320, `it is ${String(width)} wide`);
  });

  it("shows names as text, whatever stands in them", async () => {
    for (const hostile of hostileNames) {
      for (const state of ["mixed", "deploying", "trouble", "mistake", "tagged"] as const) {
        await browser.showFleet({ state, vms: 11, hostile });
        const text = await page().locator("#app").innerText();
        assert.ok(text.includes(hostile), `${state}: ${text}`);
        assert.equal(await page().evaluate("typeof hit"), "undefined");
        assert.equal(await page().locator("img, #app script").count(), 0);
      }
    }
    assert.deepEqual(browser.complaints, []);
  });

  it("says each step of each VM in words, under its title", async () => {
    await browser.showFleet({ state: "mixed", vms: 11 });
    const row = page().locator('[data-group="state/connected"]').getByRole("row", { name: "cuf0001" });
    const marks = await row.getByRole("img").all();
    const words = await Promise.all(marks.map((mark) => mark.getAttribute("aria-label")));
    const inferred = "Done; confirmed by a later step";
    assert.deepEqual(words, [
      ...Array<string>(3).fill("Done"),
      ...Array<string>(3).fill(inferred),
      "Done",
      "Not reported by Azure",
      inferred,
      "Done",
    ]);
    const heads = page().locator('[data-group="state/connected"]').getByRole("columnheader");
    assert.match((await heads.nth(7).textContent()) ?? "", /7\s+\S/);
  });

  it("asks its host for what is pressed, by keyboard too", async () => {
    await browser.showFleet({ state: "mixed", vms: 11 });
    const cause = page().locator("details").filter({ hasText: "OutOfCapacity" });
    await cause.getByRole("button", { name: /^Explain:/ }).click();
    await cause.getByRole("button", { name: /^Retry these/ }).click();
    await cause.getByRole("button", { name: "Open VM cuf0004" }).press("Enter");
    for (const name of ["Check again", "Export CSV…", "Export Markdown…", "Deploy…"])
      await page().getByRole("button", { name, exact: true }).press("Enter");
    assert.deepEqual(await ran(7), [
      "explainFleet",
      "retryFleetVms",
      "openFleetVm",
      "refreshFleets",
      "exportFleetStatus",
      "exportFleetStatus",
      "deployFleet",
    ]);
  });

  it("follows its fleet, says so in one polite place, and leaves the keyboard where it can continue", async () => {
    await browser.showFleet({ state: "mixed", vms: 11 });
    await browser.focus('[data-at="deploy"]');
    host().fleets.set(fleetRowOf({ state: "deploying", vms: 11 }));
    const status = page().getByRole("status");
    await status.filter({ hasText: "3 deployments running" }).waitFor({ state: "attached" });
    assert.equal(await page().locator("[aria-live], [role=status], [role=alert]").count(), 1);
    assert.equal(await page().evaluate("document.activeElement?.tagName"), "H1");
    host().fleets.set(fleetRowOf({ state: "connected", vms: 11 }));
    await status.filter({ hasText: "11 of 11 Connected" }).waitFor({ state: "attached" });
    await page().getByText("The file and Azure match.").waitFor();
  });

  it("has large groups closed, draws them when they are opened, and keeps that over a reload", async () => {
    await browser.showFleet({ state: "mixed", vms: 1_000 });
    const connected = page().locator('[data-group="state/connected"]');
    assert.equal(await page().locator("tbody tr").count(), 0);
    await connected.locator("summary").press("Enter");
    await connected.getByRole("row", { name: "cuf0001" }).waitFor();
    assert.equal(await connected.locator("tbody tr").count(), 200);
    const all = connected.getByRole("button", { name: "Show all 273" });
    await all.click();
    await all.waitFor({ state: "detached" });
    assert.equal(await connected.locator("tbody tr").count(), 273);
    await page().evaluate("scrollTo(0, 900)");
    await eventually("what the page keeps", async () => {
      const kept: unknown = JSON.parse(await page().evaluate<string>("sessionStorage.getItem('state')"));
      const wanted = { nexusArc: 1, fleet: fleetKey, opened: { "state/connected": true }, top: 900 };
      return isDeepStrictEqual(kept, wanted) ? true : undefined;
    });
    await browser.showFleet({ state: "mixed", vms: 1_000 }, "light");
    await connected.getByRole("row", { name: "cuf0001" }).waitFor();
    await eventually("its place", async () =>
      (await page().evaluate("scrollY")) === 900 ? true : undefined,
    );
    assert.equal(await page().locator('[data-group="state/failed"][open]').count(), 0);
    assert.deepEqual(browser.complaints, []);
  });

  it("shows name and summary before its script has run", async () => {
    await page().route("**/fleet.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page().goto(`${browser.server.url}/fleet?state=mixed&vms=11`);
    assert.equal(await page().locator("h1").innerText(), "edge");
    assert.match(await page().locator("header").innerText(), /3 of 11 Connected/);
    await page().unroute("**/fleet.js");
  });
});
