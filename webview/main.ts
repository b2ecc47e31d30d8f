/** The wizard's page: it shows what the host says, and adds nothing but what is being typed. */
import { html, render } from "lit/html.js";
import { bootShape, refused, type Boot, type Model } from "../src/protocol";
import { afterPaint } from "./afterPaint";
import { ChoiceLists } from "./wizard/choiceLists";
import { registerControls } from "./wizard/controls";
import { focusPage, keepFocus } from "./focus";
import { header } from "./wizard/header";
import { Host, type PageApi } from "./host";
import type { PageActions, Page } from "./wizard/page";
import { pageView } from "./wizard/pageView";
import { stepList } from "./wizard/stepList";
import { PendingInput } from "./wizard/pendingInput";

declare function acquireVsCodeApi(): PageApi;

function start(root: HTMLElement, boot: Boot): void {
  const api = acquireVsCodeApi();
  let model: Model = boot.model;
  let isTurning = false;
  const show = (next: Model): void => {
    const turned = next.page.number !== model.page.number;
    model = next;
    draw();
    if (!turned) return;
    // Turned manually, or by the work while the keyboard was in it: the heading is where to continue.
    if (isTurning) focusPage(root);
    isTurning = false;
    root.querySelector("main")?.scrollTo({ top: 0 });
  };
  const host = new Host(api, show);
  const typed = new PendingInput(api, model.enrollment);
  const choices = new ChoiceLists(host, () => {
    draw();
  });
  const ask = (asked: Promise<unknown>): void => {
    // Whatever the host could not do stands in its next model.
    asked.catch(() => undefined);
  };
  const type = (field: string, text: string): void => {
    typed.set(field, text);
    const sent = host.ask("setField", { field, value: text }).then(() => {
      typed.taken(field, text);
      draw();
    });
    ask(sent);
    draw();
  };
  const doings: PageActions = {
    type,
    turnTo: (page) => {
      isTurning = true;
      if (page === model.page.number) focusPage(root);
      ask(host.ask("turnTo", { page }));
    },
    setDialect: (dialect) => {
      ask(host.ask("setDialect", { dialect }));
    },
    check: () => {
      ask(host.ask("check", {}));
    },
    act: (action) => {
      isTurning = action === "next";
      ask(host.ask("act", { action, page: model.page.number }));
    },
  };

  const { words } = boot;
  let ticking: number | undefined;
  const draw = (): void => {
    const page: Page = { model, words, locale: boot.locale, choices, typed, do: doings };
    choices.keepOnly(model.page.fields.map(({ id }) => id));
    keepFocus(root, () => {
      drawPage(root, page);
    });
    tick(model.activity !== undefined);
  };
  /** The time that work takes is the only thing that changes by itself. */
  const tick = (isBusy: boolean): void => {
    if (isBusy === (ticking !== undefined)) return;
    if (isBusy) ticking = window.setInterval(draw, 1_000);
    else {
      window.clearInterval(ticking);
      ticking = undefined;
    }
  };

  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    host.take(data);
  });
  // Whoever comes into the page by keyboard, also after a reload, continues from its heading.
  window.addEventListener("focus", () => {
    if (document.activeElement === document.body) focusPage(root);
  });
  typed.start();
  root.replaceChildren();
  draw();
  performance.mark("drawn"); // for the benchmark
  if (document.hasFocus()) focusPage(root);
  host.ready();
  for (const [field, text] of typed.all()) type(field, text);
}

function drawPage(root: HTMLElement, page: Page): void {
  const now = new Date();
  render(
    html`${header(page, now)}
      <div class="body">${stepList(page, now)} ${pageView(page, now)}</div>
      <p class="visually-hidden" role="status">${page.model.said}</p>`,
    root,
  );
}

function readBoot(): Boot | undefined {
  const text = document.getElementById("boot")?.textContent ?? "";
  const boot = bootShape(JSON.parse(text));
  return boot === refused ? undefined : boot;
}

registerControls();
const root = document.getElementById("app");
const boot = readBoot();
if (root !== null && boot !== undefined)
  afterPaint(() => {
    start(root, boot);
  });
