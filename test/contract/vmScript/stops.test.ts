import assert from "node:assert/strict";
import { assertNoSecret, playedBefore, type Scenario } from "../../guestSimulator/scenario";

/** Where the script cannot continue: it stops within ten minutes and names step and cause, in the log and in the report. */
interface Stop extends Scenario {
  readonly step: number;
  readonly code: string;
  readonly cause: RegExp;
}

const imdsDown: Stop = {
  faults: (faults) => {
    faults.imdsDown = true;
  },
  step: 6,
  code: "imds-unreachable",
  cause: /metadata service 169\.254\.169\.254/,
};
const identityMissing: Stop = {
  identity: "none",
  step: 6,
  code: "identity-missing",
  cause: /no token for the VM's system-assigned identity/,
};
const relayRefused: Stop = {
  faults: (faults) => {
    faults.relay = "refused";
  },
  step: 8,
  code: "relay-refused",
  cause: /InvalidMachine/,
};

const stops: Record<string, Stop> = {
  "curl: IMDS is down": imdsDown,
  "az: IMDS is down": { ...imdsDown, target: { flavour: "az" } },
  "curl: the VM has no identity": identityMissing,
  "az: the VM has no identity": { ...identityMissing, target: { flavour: "az" } },
  "curl: the identity named is not the VM's": {
    target: {
      userAssignedIdentityId:
        "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/my-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/another",
    },
    identity: "user",
    step: 6,
    code: "identity-missing",
    cause: /user-assigned identity another/,
  },
  "curl: no egress to Resource Manager": {
    withoutEgress: ["management.azure.com"],
    step: 5,
    code: "egress-refused",
    cause: /denies management\.azure\.com/,
  },
  "az: no egress to packages": {
    target: { flavour: "az" },
    withoutEgress: ["packages.microsoft.com"],
    step: 4,
    code: "egress-refused",
    cause: /denies packages\.microsoft\.com/,
  },
  "curl: no egress to the agent's installer": {
    withoutEgress: [".his.arc.azure.com", "aka.ms"],
    step: 9,
    code: "egress-refused",
    cause: /denies/,
  },
  "curl: no egress to Arc's service": {
    withoutEgress: [".his.arc.azure.com"],
    step: 10,
    code: "egress-refused",
    cause: /denies gbl\.his\.arc\.azure\.com.*AZCM0026/,
  },
  "curl: a page stands in Azure's place": {
    faults: (faults) => {
      faults.page = "resource manager";
    },
    step: 7,
    code: "odd-answer",
    cause: /is not an Arc machine/,
  },
  "curl: the role never comes": {
    faults: (faults) => {
      faults.rolesLate = 1000;
    },
    step: 7,
    code: "role-missing",
    cause: /AuthorizationFailed/,
  },
  "curl: the relay is refused": relayRefused,
  "az: the relay is refused": { ...relayRefused, target: { flavour: "az" } },
  "curl: the relay operation fails": {
    faults: (faults) => {
      faults.relay = "fails";
    },
    step: 8,
    code: "relay-refused",
    cause: /RelayUnavailable/,
  },
  "curl: the relay is busy for ever": {
    faults: (faults) => {
      faults.relayBusy = 1000;
    },
    step: 8,
    code: "relay-refused",
    cause: /409 Conflict/,
  },
  "curl: the agent fails for ever": {
    faults: (faults) => {
      faults.agent0062 = 1000;
    },
    step: 10,
    code: "AZCM0062",
    cause: /AZCM0062/,
  },
};

describe("the VM's script where it cannot continue", function () {
  this.timeout(300_000);
  const outcomeOf = playedBefore(stops);

  for (const [name, { step, code, cause }] of Object.entries(stops)) {
    it(`stops, with step and cause: ${name}`, async () => {
      const outcome = await outcomeOf(name);
      const [boot] = outcome.boots;
      assert.equal(boot?.code, 1, boot?.log);
      assert.ok(boot.slept + boot.took < 600, `${boot.slept} s of pauses and ${boot.took} s of work`);
      assert.match(boot.log, new RegExp(`^\\[${step}/10\\] .*FAILED: .*\\[${code}\\]$`, "m"));
      assert.match(boot.log, new RegExp(`^\\[${step}/10\\] .*Next: `, "m"));
      assert.equal(outcome.report?.result, "failed");
      const failed = outcome.report.steps.filter(({ state }) => state === "failed");
      assert.deepEqual(
        failed.map((entry) => [entry.step, entry.code]),
        [[step, code]],
      );
      assert.match(failed[0]?.cause ?? "", cause);
      assert.notEqual(failed[0]?.next ?? "", "");
      assert.notEqual(outcome.azure.status(), "Connected");
      assertNoSecret(outcome);
    });
  }
});
