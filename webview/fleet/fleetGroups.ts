import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import type {
  FleetGroupModel,
  FleetLook,
  FleetModel,
  FleetVmModel,
  FleetWords,
} from "../../src/protocol/fleet";
import { stateIcon } from "../icons";
import { fill } from "../wizard/page";

/** What every part of a fleet's page is drawn from. */
export interface FleetPage {
  readonly model: FleetModel;
  readonly words: FleetWords;
  /** Titles of the ten steps. */
  readonly steps: readonly string[];
  /** BCP 47, for times. */
  readonly locale: string;
  /** Whether a group with this many rows is open. */
  readonly isOpen: (group: string, rows: number) => boolean;
  /** Groups of which all rows were asked for. */
  readonly whole: ReadonlySet<string>;
}

/** A group with more rows is closed at first. */
export const maxOpen = 50;

/** So many rows are drawn at first: a browser takes its time for thousands. */
const maxDrawn = 200;

/** The rows of a group that are drawn, and a button for the others. */
export function rowsDrawn<Row>(
  { whole, words }: FleetPage,
  id: string,
  rows: readonly Row[],
): readonly [rows: readonly Row[], more: TemplateResult | typeof nothing] {
  if (rows.length <= maxDrawn || whole.has(id)) return [rows, nothing];
  const more = html`<button class="button" data-do="whole" data-at=${id}>
    ${fill(words.showAll, rows.length)}
  </button>`;
  return [rows.slice(0, maxDrawn), more];
}

/** VMs that do not continue, by cause; then all VMs, by state. */
export function groupsView(page: FleetPage): TemplateResult | typeof nothing {
  const { model, words } = page;
  if (model.groups.length === 0) return nothing;
  const left = model.left.vms === 0 ? nothing : html`<p class="hint">${fill(words.left, model.left.vms)}</p>`;
  return html`${section(page, "cause", words.byCause)} ${section(page, "state", words.byState)} ${left}
    <p class="legend hint" aria-hidden="true">
      ${words.legend}:
      ${(["d", "i", "n", "u"] as const).map(
        (letter) =>
          html`<span class="legend-item"
            ><span class="step-mark ${letter}">${marks[letter]}</span> ${stepWord(words, letter)}</span
          >`,
      )}
    </p>`;
}

function section(page: FleetPage, by: FleetGroupModel["by"], title: string): TemplateResult | typeof nothing {
  const groups = [...page.model.groups.entries()].filter(([, group]) => group.by === by);
  if (groups.length === 0) return nothing;
  return html`<section aria-labelledby="by-${by}">
    <h2 id="by-${by}">${title}</h2>
    ${repeat(
      groups,
      ([, { name }]) => name,
      ([place, group]) => groupView(page, group, place),
    )}
  </section>`;
}

const icons = {
  good: "done",
  moving: "underWay",
  warning: "contradicts",
  bad: "failed",
  none: "notStarted",
} as const satisfies Record<FleetLook, string>;

function groupView(page: FleetPage, group: FleetGroupModel, place: number): TemplateResult {
  const { by, name, label, look, count, retries, vms } = group;
  const { words } = page;
  const id = `${by}/${name}`.slice(0, 200);
  const buttons = [
    ...(by === "cause" ? [groupButton("explain", words.explain, place, label)] : []),
    ...(retries > 0 ? [groupButton("retry", words.retry, place, label)] : []),
  ];
  return folded(
    page,
    id,
    vms.length,
    html`${stateIcon(icons[look])}<bdi class="group-label">${label}</bdi>
      <span class="number">${count}</span>`,
    () =>
      html`${buttons.length === 0 ? nothing : html`<div class="buttons">${buttons}</div>`}
      ${vmTable(page, group, id)}`,
  );
}

/** A fold whose content is drawn while it is open. */
export function folded(
  { isOpen }: FleetPage,
  id: string,
  rows: number,
  summary: TemplateResult,
  content: () => TemplateResult,
): TemplateResult {
  const open = isOpen(id, rows);
  return html`<details class="fold" data-group=${id} data-rows=${rows} ?open=${open}>
    <summary>${summary}</summary>
    ${open ? content() : nothing}
  </details>`;
}

function groupButton(name: string, label: string, place: number, of: string): TemplateResult {
  return html`<button class="button" data-do=${name} data-at=${place} aria-label="${label}: ${of}">
    ${label}
  </button>`;
}

function vmTable(page: FleetPage, { label, vms, by }: FleetGroupModel, id: string): TemplateResult {
  const { words, steps, model } = page;
  const isCause = by === "cause";
  const [drawn, more] = rowsDrawn(page, id, vms);
  return html`<table class="vms">
      <caption class="visually-hidden">
        ${label}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.vm}</th>
          ${steps.map(
            (title, index) =>
              html`<th scope="col" class="step-mark" title=${title}>
                ${index + 1}<span class="visually-hidden"> ${title}</span>
              </th>`,
          )}
          ${isCause ? html`<th scope="col" class="row-state">${words.state}</th>` : nothing}
          <th scope="col" class="row-do"><span class="visually-hidden">${words.openVm}</span></th>
        </tr>
      </thead>
      <tbody>
        ${drawn.map((place) => {
          const vm = model.vms[place];
          return vm === undefined ? nothing : vmRow(page, vm, isCause);
        })}
      </tbody>
    </table>
    ${more}`;
}

/** A shape for each state of a step, as color alone tells nothing to some. */
const marks: Readonly<Record<string, string>> = { d: "✓", i: "✓", n: "○", u: "?" };

function vmRow({ words }: FleetPage, vm: FleetVmModel, isCause: boolean): TemplateResult {
  const { id, name, place, state, steps, isThere } = vm;
  return html`<tr>
    <th scope="row"><bdi>${name}</bdi> <span class="hint">${place}</span></th>
    ${Array.from(steps).map(
      (letter) =>
        html`<td class="step-mark ${letter}">
          <span role="img" aria-label=${stepWord(words, letter)}>${marks[letter]}</span>
        </td>`,
    )}
    ${isCause ? html`<td class="row-state">${state}</td>` : nothing}
    <td class="row-do">
      ${rowButton("explainVm", words.explain, id, name)}
      ${isThere ? rowButton("openVm", words.openVm, id, name) : nothing}
    </td>
  </tr>`;
}

export function rowButton(name: string, label: string, id: string, of: string): TemplateResult {
  return html`<button class="link" data-do=${name} data-at=${id} aria-label="${label} ${of}">
    ${label}
  </button>`;
}

function stepWord(words: FleetWords, letter: string): string {
  switch (letter) {
    case "d":
      return words.done;
    case "i":
      return words.inferred;
    case "n":
      return words.notDone;
    default:
      return words.unknown;
  }
}
