/** The page of a fleet: it shows what the host says, and adds nothing but which groups are open. */
import { html, render } from "lit/html.js";
import {
  fleetBootShape,
  fleetKeptShape,
  fleetProtocolVersion,
  readFromFleetHost,
  refused,
  toFleetWire,
  type FleetBoot,
  type FleetFromPage,
  type FleetKept,
  type FleetModel,
  type FleetWire,
} from "../src/protocol/fleet";
import { afterPaint } from "./afterPaint";
import { driftView } from "./fleet/fleetDrift";
import { groupsView, maxOpen, type FleetPage } from "./fleet/fleetGroups";
import { fleetHeader } from "./fleet/fleetHeader";
import { pressed } from "./fleet/fleetPressed";
import { keepFocus } from "./focus";

/** What VS Code gives a page. */
declare function acquireVsCodeApi(): {
  postMessage(message: FleetWire<FleetFromPage>): void;
  getState(): unknown;
  setState(state: FleetKept): void;
};

function start(root: HTMLElement, { model: first, words, steps, locale }: FleetBoot): void {
  const api = acquireVsCodeApi();
  const kept = fleetKeptShape(api.getState());
  /** What was opened or closed manually. */
  const opened = new Map<string, boolean>(
    kept === refused || kept.fleet !== first.fleet ? [] : Object.entries(kept.opened),
  );
  /** Where to scroll to as soon as the page is that long. */
  let top = kept === refused || kept.fleet !== first.fleet ? 0 : kept.top;
  let model: FleetModel = first;
  const keep = (): void => {
    api.setState({
      nexusArc: fleetProtocolVersion,
      fleet: model.fleet,
      opened: Object.fromEntries(opened),
      top: top > 0 ? top : Math.max(0, Math.round(window.scrollY)),
    });
  };
  /** What a group was at first: one that grows does not close by itself. */
  const atFirst = new Map<string, boolean>();
  const isOpen = (id: string, rows: number): boolean => {
    if (!atFirst.has(id)) atFirst.set(id, rows <= maxOpen);
    return opened.get(id) ?? atFirst.get(id) === true;
  };
  const whole = new Set<string>();
  const draw = (): void => {
    const page: FleetPage = { model, words, steps, locale, isOpen, whole };
    keepFocus(root, () => {
      drawPage(root, page);
    });
    if (top === 0 || document.documentElement.scrollHeight < top + window.innerHeight) return;
    window.scrollTo(0, top);
    top = 0;
  };

  // One listener each, however many rows there are.
  root.addEventListener("click", ({ target }) => {
    const doing = target instanceof Element ? pressed(target, model) : undefined;
    if (doing === undefined) return;
    if ("whole" in doing) {
      whole.add(doing.whole);
      draw();
    } else api.postMessage(toFleetWire({ kind: "do", doing }));
  });
  root.addEventListener(
    "toggle",
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement)) return;
      const { group = "", rows = "0" } = target.dataset;
      if (isOpen(group, Number(rows)) === target.open) return;
      opened.set(group, target.open);
      keep();
      draw();
    },
    true,
  );
  window.addEventListener("scrollend", () => {
    top = 0;
    keep();
  });
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const read = readFromFleetHost(data);
    if (read === undefined) return;
    model = read.model;
    draw();
  });
  root.replaceChildren();
  draw();
  keep();
  api.postMessage(toFleetWire({ kind: "ready" }));
}

function drawPage(root: HTMLElement, page: FleetPage): void {
  render(
    html`${fleetHeader(page, new Date())}
      <main class="fleet">${groupsView(page)} ${driftView(page)}</main>
      <p class="visually-hidden" role="status">${page.model.said}</p>`,
    root,
  );
}

function readBoot(): FleetBoot | undefined {
  const boot = fleetBootShape(JSON.parse(document.getElementById("boot")?.textContent ?? ""));
  return boot === refused ? undefined : boot;
}

const root = document.getElementById("app");
const boot = readBoot();
if (root !== null && boot !== undefined)
  afterPaint(() => {
    start(root, boot);
  });
