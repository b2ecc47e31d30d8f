import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import type { FleetPage } from "./fleetGroups";
import { stateIcon } from "../icons";
import { fill } from "../wizard/page";
import { momentText, wholeMoment } from "../time";

/** Which fleet it is, its progress, and what can be done with all of it. */
export function fleetHeader(page: FleetPage, now: Date): TemplateResult {
  const { name, place, summary, connected, total, actions, doing, failure, note } = page.model;
  return html`<header>
    <div class="title">
      <h1 tabindex="-1" data-focus="page"><bdi>${name}</bdi></h1>
      <p class="where"><bdi>${place}</bdi></p>
    </div>
    <div class="how-far">
      ${
        summary === ""
          ? nothing
          : html`<span class="count">${summary}</span>
              <progress max=${Math.max(1, total)} value=${connected} aria-label=${summary}></progress>`
      }
      ${lookedAt(page, now)}
    </div>
    <div class="whole">
      ${repeat(
        actions,
        (action) => action.name,
        (action) =>
          html`<button class="button ${action.primary ? "primary" : ""}" data-do="act" data-at=${action.name}>
            ${action.label}
          </button>`,
      )}
    </div>
    ${
      doing === undefined
        ? nothing
        : html`<div class="activity">
            ${stateIcon("underWay")}<span class="activity-text">${doing}</span>
          </div>`
    }
    ${
      failure === undefined
        ? nothing
        : html`<div class="trouble">
            <p><strong>${failure.cause}</strong> ${failure.nextMove}</p>
          </div>`
    }
    ${note === undefined ? nothing : html`<p class="note">${note}</p>`}
  </header>`;
}

function lookedAt({ model, words, locale }: FleetPage, now: Date): TemplateResult | typeof nothing {
  const { lookedAt: at, looking } = model;
  if (at === undefined) return nothing;
  if (looking) return html`<span class="hint">${words.looking}</span>`;
  return html`<span class="hint"
    ><time datetime=${at} title=${wholeMoment(at, locale)}
      >${fill(words.lookedAt, momentText(at, locale, now))}</time
    ></span
  >`;
}
