import { svg, type SVGTemplateResult, html, type TemplateResult } from "lit/html.js";
import type { ShownState } from "../src/protocol";

const drawn: Readonly<Record<ShownState, SVGTemplateResult>> = {
  unchecked: svg`<circle cx="8" cy="8" r="6.25" stroke-dasharray="2 2.2" />`,
  notStarted: svg`<circle cx="8" cy="8" r="6.25" />`,
  underWay: svg`<circle cx="8" cy="8" r="6.25" opacity="0.35" /><path d="M8 1.75a6.25 6.25 0 0 1 6.25 6.25" />`,
  done: svg`<circle cx="8" cy="8" r="6.25" class="filled" /><path class="on-filled" d="m5 8.2 2.1 2.1L11.2 6" />`,
  doneByOther: svg`<circle cx="8" cy="8" r="6.25" /><path d="m5 8.2 2.1 2.1L11.2 6" />`,
  failed: svg`<circle cx="8" cy="8" r="6.25" /><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" />`,
  contradicts: svg`<path d="M8 2 14.4 13.6H1.6Z" /><path d="M8 6.4v3.4m0 1.5v.6" />`,
  unknown: svg`<circle cx="8" cy="8" r="6.25" /><path d="M6.2 6.4c0-2.4 3.7-2.3 3.7 0 0 1.4-1.9 1.5-1.9 3m0 1.4v.6" />`,
};

/** The picture of a state; its words stand beside it. */
export function stateIcon(state: ShownState): TemplateResult {
  return html`<svg class="icon ${state}" viewBox="0 0 16 16" aria-hidden="true">${drawn[state]}</svg>`;
}

const warning = svg`<path d="M8 2 14.4 13.6H1.6Z" /><path d="M8 6.4v3.4m0 1.5v.6" />`;

export function warningIcon(): TemplateResult {
  return html`<svg class="icon contradicts" viewBox="0 0 16 16" aria-hidden="true">${warning}</svg>`;
}
