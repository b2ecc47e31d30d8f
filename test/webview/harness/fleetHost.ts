/** The real host of a fleet's page on a service that simulates a scenario: what it is told is kept. */
import { steps } from "../../../src/enrollment/steps";
import type { FleetBoot, FleetFromHost, FleetWire } from "../../../src/protocol/fleet";
import type { FleetRow } from "../../../src/session/fleet/fleetRow";
import { FleetPageSession, type FleetPageService } from "../../../src/wizard/fleet/session";
import { wordsOfFleetPage } from "../../../src/wizard/fleet/words";
import { inEnglish } from "../../../src/l10n/translate";
import { fleetKey, fleetRowOf, type FleetScenario } from "./fleetScenarios";

export class ScriptedFleetService implements FleetPageService {
  readonly #listeners = new Set<(key: string | undefined) => void>();
  /** What was asked of it, in order. */
  readonly asked: string[] = [];
  row: FleetRow | undefined;

  constructor(row: FleetRow | undefined) {
    this.row = row;
  }

  readonly get = (key: string): FleetRow | undefined => (key === fleetKey ? this.row : undefined);

  readonly found = (): Promise<void> => Promise.resolve();

  readonly look = (key: string): Promise<void> => {
    this.asked.push(`look ${key}`);
    return Promise.resolve();
  };

  readonly onDidChange = (listener: (key: string | undefined) => void): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  set(row: FleetRow | undefined): void {
    this.row = row;
    for (const listener of this.#listeners) listener(fleetKey);
  }
}

export interface FleetHost {
  readonly session: FleetPageSession;
  readonly fleets: ScriptedFleetService;
  /** Commands that were run, each with what it was given. */
  readonly ran: (readonly unknown[])[];
  /** Whether the page is seen. */
  isVisible: boolean;
}

export function fleetHost(
  scenario: FleetScenario,
  post: (message: FleetWire<FleetFromHost>) => void,
): FleetHost {
  const fleets = new ScriptedFleetService(fleetRowOf(scenario));
  const ran: (readonly unknown[])[] = [];
  const host: FleetHost = {
    fleets,
    ran,
    isVisible: true,
    session: new FleetPageSession(fleetKey, {
      fleets,
      post,
      isSignedIn: () => scenario.state !== "signedOut",
      t: inEnglish,
      isVisible: (): boolean => host.isVisible,
      run: (command, ...args) => void ran.push([command, ...args]),
    }),
  };
  return host;
}

export function fleetBoot({ session }: FleetHost): FleetBoot {
  return {
    nexusArc: 1,
    words: wordsOfFleetPage(inEnglish),
    steps: steps.map(({ title }) => title),
    locale: "en",
    model: session.model,
  };
}
