import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { findTool, howToInstall } from "../../scripts/lib/debian";
import { pageBuild } from "../../scripts/lib/build/pageBuild";
import { WizardBrowser } from "../webview/harness/browserPage";
import { scenarioPath } from "../webview/harness/pageServer";
import { median, NotMeasured, type Bench } from "./bench";

const rounds = 15;

async function inBrowser<T>(work: (wizard: WizardBrowser) => Promise<T>): Promise<T> {
  if (findTool("chromium") === undefined) throw new NotMeasured(howToInstall(["chromium"]));
  const wizard = await WizardBrowser.open();
  try {
    return await work(wizard);
  } finally {
    await wizard.close();
  }
}

/** Milliseconds from the navigation to the first paint of what a page shows. */
async function firstPaint({ page }: WizardBrowser, url: string): Promise<number> {
  await page.goto(url);
  return page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const paint = list.getEntries().find(({ name }) => name === "first-contentful-paint");
      if (paint !== undefined) resolve(paint.startTime);
    }).observe({ type: "paint", buffered: true });
  })`);
}

/** Milliseconds from the navigation until the page's script has drawn all of it. */
async function drawnAt({ page }: WizardBrowser): Promise<number> {
  await page.locator("#app > [role=status]").waitFor({ state: "attached" });
  return page.evaluate<number>('performance.getEntriesByName("drawn")[0].startTime');
}

/** Milliseconds from pressing a step to the frame after the page shows it; the scripted host is on the other side of HTTP. */
const turnTo = (step: number): string => `new Promise((resolve) => {
  const started = performance.now();
  const look = () => {
    if (document.querySelector("h2")?.textContent.trim().startsWith("${step}")) resolve(performance.now() - started);
    else requestAnimationFrame(look);
  };
  document.querySelector('[data-step="${step}"]').click();
  look();
})`;

export const benches: readonly Bench[] = [
  {
    name: "the wizard's page, gzipped",
    method: "Script and style as `npm run build -- --production` makes them, each gzipped.",
    target: { atMost: 80 },
    measure: async () => {
      const { outputFiles } = await build({ ...pageBuild(true), write: false });
      const kibibytes = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0) / 1024;
      return { value: kibibytes, unit: "KiB", ours: `${kibibytes.toFixed(1)} KiB`, theirs: "80 KiB wanted" };
    },
  },
  {
    name: "first paint of the wizard beside an empty page, difference",
    method: `Median of ${rounds} loads of each, by turns, in one Chromium: first contentful paint of step 3 and of a page with one word; in brackets when the script has drawn the controls.`,
    target: { atMost: 110 },
    measure: () =>
      inBrowser(async (wizard) => {
        const url = wizard.server.url + scenarioPath({ page: 3, state: "notStarted", way: "vm" }, "dark");
        const times = { ours: [] as number[], drawn: [] as number[], empty: [] as number[] };
        for (let round = 0; round <= rounds; round += 1) {
          const ours = await firstPaint(wizard, url);
          const drawn = await drawnAt(wizard);
          const empty = await firstPaint(wizard, "data:text/html,<title>empty</title>empty");
          if (round === 0) continue;
          times.ours.push(ours);
          times.drawn.push(drawn);
          times.empty.push(empty);
        }
        const [ours, drawn, empty] = [median(times.ours), median(times.drawn), median(times.empty)];
        return {
          value: ours - empty,
          unit: "ms",
          ours: `${ours.toFixed(0)} ms (all controls: ${drawn.toFixed(0)} ms)`,
          theirs: `${empty.toFixed(0)} ms`,
        };
      }),
  },
  {
    name: "the wizard turns to another step",
    method: `Median of ${rounds} turns by turns to two steps, from the press to the frame that shows it; the host answers over HTTP.`,
    target: { atMost: 50 },
    measure: () =>
      inBrowser(async (wizard) => {
        await wizard.show({ page: 3, state: "done", way: "workstation" });
        const times: number[] = [];
        for (let round = 0; round < rounds; round += 1)
          times.push(await wizard.page.evaluate<number>(turnTo(round % 2 === 0 ? 7 : 2)));
        const time = median(times);
        return { value: time, unit: "ms", ours: `${time.toFixed(0)} ms`, theirs: "50 ms wanted" };
      }),
  },
];
