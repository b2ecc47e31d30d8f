import { html, nothing, type TemplateResult } from "lit/html.js";
import type { FleetModel } from "../../src/protocol/fleet";
import { folded, rowButton, rowsDrawn, type FleetPage } from "./fleetGroups";
import { fill } from "../wizard/page";

/** Where the file and Azure differ: VMs of only one of them, and VMs that both have otherwise. */
export function driftView(page: FleetPage): TemplateResult | typeof nothing {
  const { words, model } = page;
  const { missing, strangers, different, lookedAt } = model;
  const none = missing.length + strangers.length + different.length === 0;
  if (none && lookedAt === undefined) return nothing;
  return html`<section aria-labelledby="drift">
    <h2 id="drift">${words.drift}</h2>
    ${none ? html`<p>${words.noDrift}</p>` : nothing} ${fold(page, "different", different, differences)}
    ${fold(page, "missing", missing, names)} ${fold(page, "strangers", strangers, strangerList)}
  </section>`;
}

/** One kind of drift, where there is any. */
function fold<Row>(
  page: FleetPage,
  kind: "different" | "missing" | "strangers",
  rows: readonly Row[],
  list: (page: FleetPage, rows: readonly Row[]) => TemplateResult,
): TemplateResult | typeof nothing {
  const { words, model } = page;
  if (rows.length === 0) return nothing;
  const id = `drift/${kind}`;
  const left = model.left[kind];
  const head = html`<span class="group-label">${words[kind]}</span>
    <span class="number">${rows.length + left}</span>`;
  return folded(page, id, rows.length, head, () => {
    const [drawn, more] = rowsDrawn(page, id, rows);
    return html`${list(page, drawn)} ${more}
    ${left === 0 ? nothing : html`<p class="hint">${fill(words.left, left)}</p>`}`;
  });
}

function differences({ words }: FleetPage, rows: FleetModel["different"]): TemplateResult {
  return html`<table class="differences">
    <caption class="visually-hidden">
      ${words.different}
    </caption>
    <thead>
      <tr>
        ${[words.vm, words.property, words.inAzure, words.inFile].map(
          (word) => html`<th scope="col">${word}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, path, inAzure, inFile }) =>
          html`<tr>
            <th scope="row"><bdi>${name}</bdi></th>
            <td><code>${path}</code></td>
            <td><bdi>${inAzure}</bdi></td>
            <td><bdi>${inFile}</bdi></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function names(_page: FleetPage, rows: readonly string[]): TemplateResult {
  return html`<ul class="names">
    ${rows.map((name) => html`<li><bdi>${name}</bdi></li>`)}
  </ul>`;
}

function strangerList({ words }: FleetPage, rows: FleetModel["strangers"]): TemplateResult {
  return html`<ul>
    ${rows.map(
      ({ id, name, state }) =>
        html`<li>
          <bdi>${name}</bdi> <span class="hint">${state}</span>
          ${rowButton("openVm", words.openVm, id, name)}
        </li>`,
    )}
  </ul>`;
}
