import type { FleetModel } from "../../protocol/fleet";
import { escaped } from "../panels/html";

/** What a fleet's page shows until its script has run: name and summary, where the script draws them too. */
export function fleetInitialMarkup({ name, place, summary }: FleetModel): string {
  return `<header><div class="title"><h1><bdi>${escaped(name)}</bdi></h1><p class="where"><bdi>${escaped(place)}</bdi></p></div><div class="how-far"><span class="count">${escaped(summary)}</span></div></header>`;
}
