/** The wizard's real host on a service that simulates a scenario: what it is told is kept, what it runs ends when it is told to. */
import type { Enrollment } from "../../../src/enrollment/record/record";
import type { FromHost, Wire } from "../../../src/protocol";
import type { Offer } from "../../../src/session/listing/choices";
import type { EnrollmentState, WizardService } from "../../../src/session/enrollment/enrollmentState";
import { WizardSession, type SessionPorts } from "../../../src/wizard/host/session";
import { practiceCloud } from "../../../src/arm/cloud";
import { initialState } from "../../../src/wizard/host/wizardState";
import { inEnglish } from "../../../src/l10n/translate";
import { scenarioDesk, type Scenario } from "./scenarios";

export class ScriptedService implements WizardService {
  readonly #listeners = new Set<(id: string | undefined) => void>();
  /** What was asked of it, in order. */
  readonly asked: string[] = [];
  state: EnrollmentState;

  constructor(state: EnrollmentState) {
    this.state = state;
  }

  readonly get = (id: string): EnrollmentState | undefined =>
    id === this.state.enrollment.id ? this.state : undefined;

  readonly update = (_: string, change: (enrollment: Enrollment) => Enrollment): Promise<void> => {
    this.set({ ...this.state, enrollment: change(this.state.enrollment) });
    return Promise.resolve();
  };

  readonly check = (): Promise<void> => {
    this.asked.push("check");
    return Promise.resolve();
  };

  readonly run = (_: string, what: number | "remaining" | "watch"): Promise<void> => {
    this.asked.push(`run ${what}`);
    // A look at Azure comes before the first step.
    this.set({ ...this.state });
    const since = "2026-03-01T12:00:00Z";
    const step = what === "remaining" || what === "watch" ? 1 : what;
    const activity =
      what === "watch"
        ? ({ kind: "watching", since } as const)
        : ({ kind: "running", step: stepFor(step), since } as const);
    this.set({ ...this.state, activity });
    return Promise.resolve();
  };

  readonly stop = (): void => {
    this.asked.push("stop");
    const { activity: _, ...quiet } = this.state;
    this.set(quiet);
  };

  readonly onDidChange = (listener: (id: string | undefined) => void): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  set(state: EnrollmentState): void {
    this.state = state;
    for (const listener of this.#listeners) listener(state.enrollment.id);
  }
}

function stepFor(step: number): 1 | 2 | 3 | 7 | 8 {
  return ([1, 2, 3, 7, 8] as const).find((number) => number === step) ?? 1;
}

export interface ScriptedHost {
  readonly session: WizardSession;
  readonly enrollments: ScriptedService;
  /** What the host reached outside: clipboard, terminal, files. */
  readonly effects: string[];
}

const site = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/site-a";

const subscriptions: readonly Offer[] = [
  {
    value: "22222222-2222-4222-8222-222222222222",
    label: "Core network",
    implies: { target: { tenantId: "11111111-1111-4111-8111-111111111111" } },
  },
];

/** Answers that every listing of the wizard gets: one network with its way out closed. */
const listings: Readonly<Record<string, readonly object[]>> = {
  resourcegroups: [{ name: "site-a", location: "eastus" }],
  cloudServicesNetworks: [
    {
      id: `${site}/providers/Microsoft.NetworkCloud/cloudServicesNetworks/site-a-csn`,
      name: "site-a-csn",
      extendedLocation: { name: `${site}/providers/Microsoft.ExtendedLocation/customLocations/site-a-cl` },
      properties: {
        enabledEgressEndpoints: [
          { category: "Read", endpoints: [{ domainName: ".management.azure.com", port: 443 }] },
        ],
      },
    },
  ],
  l3Networks: [{ id: `${site}/providers/Microsoft.NetworkCloud/l3Networks/site-a-l3`, name: "site-a-l3" }],
};

/** A host for one page. `post` gets what it says to the page. */
export function scriptedHost(scenario: Scenario, post: (message: Wire<FromHost>) => void): ScriptedHost {
  const enrollments = new ScriptedService(scenarioDesk(scenario));
  const effects: string[] = [];
  const ports: SessionPorts = {
    enrollments,
    t: inEnglish,
    cloud: () => "Practice cloud",
    post,
    save: () => undefined,
    now: () => new Date("2026-03-01T12:05:00Z"),
    choices: {
      subscriptions: () => Promise.resolve(subscriptions),
      clientFor: () =>
        Promise.resolve({
          cloud: practiceCloud,
          send: ({ path }) => {
            const type = Object.keys(listings).find((name) => path.endsWith(`/${name}`));
            const value = type === undefined ? [] : listings[type];
            return Promise.resolve({ status: 200, headers: {}, body: { value } });
          },
        }),
    },
    copy: (text) => Promise.resolve(void effects.push(`copy ${text}`)),
    openText: (text) => Promise.resolve(void effects.push(`open ${text}`)),
    onStep: (command, { step }) => Promise.resolve(void effects.push(`${command} ${step}`)),
    checkPrerequisites: () => Promise.resolve(void effects.push("prerequisites")),
    showLog: () => void effects.push("log"),
    complain: (text) => void effects.push(`complain ${text}`),
    log: (line) => void effects.push(`log ${line}`),
  };
  const place = { ...initialState, page: scenario.page };
  return { session: new WizardSession(enrollments.state.enrollment.id, place, ports), enrollments, effects };
}
