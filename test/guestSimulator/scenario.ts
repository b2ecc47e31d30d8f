import assert from "node:assert/strict";
import { egressHosts, knownClouds } from "../../src/arm/cloud";
import {
  cloudOf,
  readTarget,
  type EnrollmentTarget,
  type TargetInput,
} from "../../src/enrollment/target/target";
import { vmScript } from "../../src/enrollment/vmScript/vmScript";
import { GuestAzure, type GuestIdentity } from "./azure";
import { makeCertificates, type Certificates } from "./certificates";
import type { Faults } from "./faults";
import { GuestVm, type Boot, type GuestSetup } from "./vm";

/** Resource Manager of the custom cloud that the tests use. */
export const customCloud = {
  cloud: "custom",
  resourceManager: "https://arm.nexus.example",
  authority: "https://login.nexus.example",
} as const;

const subscriptionId = "22222222-2222-2222-2222-222222222222";
export const userAssignedIdentityId = `/subscriptions/${subscriptionId}/resourceGroups/my-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-identity`;

/** A valid enrollment; `input` changes it. */
export function targetOf(input: TargetInput = {}): EnrollmentTarget {
  const reading = readTarget({
    tenantId: "11111111-1111-1111-1111-111111111111",
    subscriptionId,
    resourceGroup: "my-rg",
    location: "eastus",
    vmName: "myVm01",
    arcMachineName: "my-vm-01",
    flavour: "curl",
    ...input,
  });
  if (!reading.ok) assert.fail(JSON.stringify(reading.problems));
  return reading.target;
}

export interface Scenario {
  readonly target?: TargetInput;
  readonly identity?: GuestIdentity;
  readonly system?: GuestSetup["system"];
  readonly faults?: (faults: Faults) => void;
  /** Hosts that the proxy refuses although the enrollment needs them. */
  readonly withoutEgress?: readonly string[];
  /** What runs; the product's script when absent. */
  readonly script?: (target: EnrollmentTarget) => string;
  /** Before the first run. */
  readonly prepare?: (azure: GuestAzure) => Promise<void>;
  /** Standard input of each run. */
  readonly stdin?: string;
  /** Between two runs. */
  readonly between?: (azure: GuestAzure) => void;
  /** How often it runs. Default 1. */
  readonly boots?: number;
}

export interface Outcome {
  readonly azure: GuestAzure;
  readonly boots: readonly Boot[];
  /** After the last run; `undefined` when there is none. */
  readonly report: VmReportText | undefined;
  /** What every run left in files: one picture a run. */
  readonly pictures: readonly string[];
  /** Files with key material or a token, looked for after every run. */
  readonly secretFiles: readonly string[];
}

interface VmReportText {
  readonly result: string;
  readonly waitedSeconds: number;
  readonly steps: readonly {
    readonly step: number;
    readonly state: string;
    readonly code?: string;
    readonly cause?: string;
    readonly next?: string;
  }[];
}

let certificates: Certificates | undefined;

/** Plays one scenario in a fresh simulated VM. */
export async function play(scenario: Scenario): Promise<Outcome> {
  const target = targetOf(scenario.target);
  const azure = new GuestAzure(target, scenario.identity ?? target.identity);
  scenario.faults?.(azure.faults);
  await scenario.prepare?.(azure);
  certificates ??= makeCertificates(webHosts());
  const hosts = [...egressHosts(cloudOf(target)).map(({ host }) => host), ".blob.core.windows.net"];
  const vm = await GuestVm.start({
    azure,
    certificates,
    egress: hosts.filter((host) => scenario.withoutEgress?.includes(host) !== true),
    system: scenario.system ?? "debian",
  });
  try {
    const script = scenario.script?.(target) ?? vmScript(target);
    const boots: Boot[] = [];
    const pictures: string[] = [];
    const secretFiles: string[] = [];
    for (let run = 0; run < (scenario.boots ?? 1); run++) {
      if (run > 0) scenario.between?.(azure);
      boots.push(await vm.boot(script, scenario.stdin));
      pictures.push(await vm.picture());
      secretFiles.push(...(await vm.secretsOnDisk(azure.tokens)));
    }
    const text = await vm.report();
    return {
      azure,
      boots,
      pictures,
      report: text === "" ? undefined : (JSON.parse(text) as VmReportText),
      secretFiles,
    };
  } finally {
    await vm.stop();
  }
}

function webHosts(): readonly string[] {
  const clouds = Object.values(knownClouds);
  return [
    ...clouds.map(({ resourceManager }) => new URL(resourceManager).hostname),
    ...clouds.map(({ hosts }) => `gbl.${hosts.his}`),
    new URL(customCloud.resourceManager).hostname,
    "aka.ms",
    "packages.microsoft.com",
    "azcliprod.blob.core.windows.net",
  ].filter((host, index, all) => all.indexOf(host) === index);
}

/** No key material and no token in what the runs said or left behind. */
export function assertNoSecret(outcome: Outcome): void {
  for (const { log } of outcome.boots) {
    assert.doesNotMatch(log, /MII[A-Za-z0-9+/]{200}/);
    assert.doesNotMatch(log, /PRIVATE KEY/);
    for (const token of outcome.azure.tokens) assert.ok(!log.includes(token), "a token stands in the log");
    assert.doesNotMatch(log, /eyJ[A-Za-z0-9_-]{20}/);
  }
  assert.deepEqual(outcome.secretFiles, []);
}

/** The machine is connected, by the relay, and the script knows it. */
export function assertConnected(outcome: Outcome): void {
  const last = outcome.boots.at(-1);
  assert.equal(last?.code, 0, last?.log);
  assert.equal(outcome.azure.status(), "Connected");
  assert.equal(outcome.azure.relay(), "Platform");
}

/** Inside a `describe`: starts to play all scenarios before its tests, three at a time, and gives the outcome of each by its name. */
export function playedBefore(
  scenarios: Readonly<Record<string, Scenario>>,
): (name: string) => Promise<Outcome> {
  const outcomes = new Map<string, Promise<Outcome>>();
  before(() => {
    const run = atMost(3);
    for (const [name, scenario] of Object.entries(scenarios)) {
      const outcome = run(() => play(scenario));
      outcome.catch(() => undefined);
      outcomes.set(name, outcome);
    }
  });
  return async (name) => {
    const outcome = outcomes.get(name);
    assert.ok(outcome, `no scenario is named ${name}`);
    return outcome;
  };
}

function atMost(width: number): (work: () => Promise<Outcome>) => Promise<Outcome> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
