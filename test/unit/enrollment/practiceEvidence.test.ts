import assert from "node:assert/strict";
import { virtualMachineRequests } from "../../../src/arm/resources/networkCloud/networkCloud";
import { apiVersions } from "../../../src/arm/versions";
import { requestOf } from "../../../src/enrollment/actions/azureAction";
import type { StepState } from "../../../src/enrollment/evidence/evidence";
import type { Enrollment } from "../../../src/enrollment/record/record";
import { check, runRemaining } from "../../../src/enrollment/run/runner";
import { stepNumbers, type StepNumber } from "../../../src/enrollment/steps/stepNumber";
import { vmId } from "../../../src/enrollment/target/target";
import {
  byOther,
  connected,
  connectedByOther,
  guided,
  handsFree,
  interrupted,
  minutes,
  onNetwork,
  prepared,
  refused,
  reportSaying,
  run,
  signal,
  userData,
  vmByOther,
} from "./practiceStory";
import { openSetup, type Setup } from "./setup";
import { targetFrom } from "./sample";

/**
 * Ten steps, six states each, all built in the practice cloud by real requests, a booting VM or an interrupted run; none is a made-up
 * answer. Each cell says the verdict, what the user reads, and what is to be done next. A cell that cannot exist says why.
 */
interface Cell {
  readonly state?: StepState;
  readonly build: (setup: Setup) => Promise<Enrollment>;
  readonly says: RegExp;
  /** Absent: nothing is to be done about this step. */
  readonly move?: RegExp;
  /** The enrollment's next step. */
  readonly next: StepNumber | undefined;
  readonly faults?: string;
}
type Cells = Readonly<Record<Exclude<StepState, "unknown">, Cell | string>>;

/** What the VM's script of a step reports, as far as the practice VM can be brought there. */
function vmStepCells(
  step: 4 | 5 | 6 | 9,
  nextWhen: {
    readonly running: StepNumber;
    readonly done: StepNumber;
    readonly failed: StepNumber | undefined;
  },
  failed: Cell | string,
): Cells {
  return {
    notStarted: {
      build: (setup) => run(setup, handsFree(), 1, 2),
      says: /does not report this step/,
      move: /VM's script/,
      next: 3,
    },
    underWay: {
      build: async (setup) => reportSaying(setup, await prepared(setup), step, "running"),
      says: /VM script in progress/,
      next: nextWhen.running,
    },
    done: {
      build: async (setup) => reportSaying(setup, await prepared(setup), step, "done"),
      says: /script reports that the step is done/,
      next: nextWhen.done,
    },
    doneByOther: {
      build: connectedByOther,
      says: /connected, so this step must be done/,
      // The machine is another record's, but the VM's: only its relay is not known.
      next: 8,
    },
    failed,
    contradicts: "Nothing that Azure shows can stand in the way of a step inside the VM.",
  };
}

const cells: Readonly<Record<StepNumber, Cells>> = {
  1: {
    notStarted: {
      build: () => Promise.resolve(guided()),
      says: /No identity with this name/,
      move: /Run this step/,
      next: 1,
    },
    underWay: { build: (setup) => interrupted(setup, guided(), 1), says: /in progress in Azure/, next: 1 },
    done: { build: (setup) => run(setup, guided(), 1), says: /exists/, next: 2 },
    doneByOther: {
      build: async (setup) => {
        const target = targetFrom(guided().target);
        assert.ok(target.identity === "user");
        const { userAssignedIdentityId: id, location } = target;
        await byOther(setup, requestOf({ kind: "createIdentity", id, identity: { location } }));
        return guided();
      },
      says: /exists/,
      next: 2,
    },
    failed: {
      faults: "PUT */userAssignedIdentities/* 403",
      build: (setup) => refused(setup, guided(), 1),
      says: /./,
      move: /role|right|access/i,
      next: 1,
    },
    contradicts: {
      build: async (setup) => {
        const enrollment = await run(setup, guided(), 1);
        await vmByOther(setup, enrollment, false);
        setup.clock.advance(10 * minutes);
        return enrollment;
      },
      says: /created without a managed identity/,
      move: /Delete the VM and create it again/,
      next: 1,
    },
  },
  2: {
    notStarted: {
      build: (setup) => run(setup, guided(), 1),
      says: /lacks .*Relay Assigner/,
      move: /Run this step/,
      next: 2,
    },
    underWay: {
      build: async (setup) => interrupted(setup, await run(setup, guided(), 1), 2),
      says: /in progress in Azure/,
      next: 2,
    },
    done: { build: (setup) => run(setup, guided(), 1, 2), says: /has all rights/, next: 3 },
    doneByOther: {
      build: async (setup) => {
        const enrollment = await run(setup, guided(), 1);
        await run(setup, { ...enrollment, relayRole: "contributor" }, 2);
        return enrollment;
      },
      says: /has all rights/,
      next: 3,
    },
    failed: {
      faults: "PUT */roleAssignments/* 403",
      build: async (setup) => refused(setup, await run(setup, guided(), 1), 2),
      says: /./,
      move: /role|right|access/i,
      next: 2,
    },
    contradicts:
      "Roles only add rights: one that lacks is “not started”. Deny assignments are made by Azure's own services only.",
  },
  3: {
    notStarted: {
      build: (setup) => run(setup, guided(), 1, 2),
      says: /No VM with this name/,
      move: /Run this step/,
      next: 3,
    },
    underWay: {
      build: async (setup) => {
        const enrollment = await run(setup, guided(), 1, 2);
        await vmByOther(setup, enrollment, true);
        setup.clock.advance(12_000);
        return enrollment;
      },
      says: /Azure is creating the VM/,
      next: 3,
    },
    done: { build: (setup) => run(setup, guided(), 1, 2, 3), says: /The VM exists/, next: 4 },
    doneByOther: {
      build: async (setup) => {
        const enrollment = await run(setup, guided(), 1, 2);
        await vmByOther(setup, enrollment, true);
        setup.clock.advance(10 * minutes);
        return enrollment;
      },
      says: /The VM exists/,
      next: 4,
    },
    failed: {
      faults: "PUT */virtualMachines/* operation=Failed",
      build: async (setup) => refused(setup, await run(setup, guided(), 1, 2), 3),
      says: /ended with Failed/,
      move: /delete the VM, and create it again/,
      next: 3,
    },
    contradicts: {
      build: async (setup) => {
        const enrollment = await run(setup, guided(), 1, 2, 3);
        await byOther(setup, {
          method: "DELETE",
          path: vmId(targetFrom(enrollment.target)),
          apiVersion: apiVersions.networkCloud,
        });
        setup.clock.advance(10_000);
        return enrollment;
      },
      says: /being deleted/,
      move: /Wait until it is deleted/,
      next: 3,
    },
  },
  4: vmStepCells(
    4,
    { running: 4, done: 5, failed: 4 },
    {
      build: async (setup) => {
        const enrollment = await onNetwork(setup, handsFree(), ["management.azure.com"]);
        return reportSaying(
          setup,
          await runRemaining(enrollment, setup.ports, signal, userData(enrollment)),
          4,
          "failed",
        );
      },
      says: /does not let .*:443 out/,
      move: /Add aka\.ms to the network's egress endpoints/,
      next: 4,
    },
  ),
  5: vmStepCells(
    5,
    { running: 5, done: 6, failed: undefined },
    "Setting variables cannot fail; a VM that lacks the proxy shows at its first download, step 4.",
  ),
  6: vmStepCells(
    6,
    { running: 6, done: 7, failed: 6 },
    {
      build: async (setup) => {
        const enrollment = await run(setup, handsFree(), 1, 2);
        await vmByOther(setup, enrollment, false);
        return reportSaying(setup, enrollment, 6, "failed");
      },
      says: /created without a managed identity/,
      move: /Create the VM again with the identity/,
      next: 1,
    },
  ),
  7: {
    notStarted: {
      build: (setup) => run(setup, guided(), 1, 2, 3),
      says: /No Arc machine with this name/,
      move: /Run this step/,
      next: 4,
    },
    underWay: {
      build: async (setup) => interrupted(setup, await run(setup, guided(), 1, 2, 3), 7),
      says: /in progress in Azure/,
      next: 4,
    },
    done: { build: (setup) => run(setup, guided(), 1, 2, 3, 7), says: /matches this enrollment/, next: 4 },
    doneByOther: { build: connectedByOther, says: /connected through this Arc machine/, next: 8 },
    failed: {
      faults: "PUT */Microsoft.HybridCompute/machines/* 403",
      build: async (setup) => refused(setup, await run(setup, guided(), 1, 2, 3), 7),
      says: /./,
      move: /role|right|access/i,
      next: 4,
    },
    contradicts: {
      build: async (setup) => {
        await run(setup, guided(), 1, 2, 3, 7);
        return guided();
      },
      says: /vmId is not this enrollment's/,
      move: /another Arc machine name.*never overwrites/,
      next: 4,
    },
  },
  8: {
    notStarted: {
      build: (setup) => run(setup, guided(), 1, 2, 3, 7),
      says: /no endpoint/,
      move: /Run this step/,
      next: 4,
    },
    underWay: {
      build: async (setup) => interrupted(setup, await run(setup, guided(), 1, 2, 3, 7), 8),
      says: /in progress in Azure/,
      next: 4,
    },
    done: { build: (setup) => run(setup, guided(), 1, 2, 3, 7, 8), says: /operation succeeded/, next: 4 },
    doneByOther: {
      // No API version shows who assigned which relay: the honest verdict is that it is not known.
      state: "unknown",
      build: async (setup) => {
        const before = await run(setup, guided(), 1, 2, 3, 7);
        await run(setup, before, 8);
        return before;
      },
      says: /does not show which relay/,
      move: /safely assign/,
      next: 4,
    },
    failed: {
      faults: "POST */assignRelay operation=Failed",
      build: async (setup) => refused(setup, await run(setup, guided(), 1, 2, 3, 7), 8),
      says: /./,
      move: /./,
      next: 4,
    },
    contradicts:
      "A relay of another machine or type is not shown by any API version, and assigning again replaces it.",
  },
  9: vmStepCells(
    9,
    { running: 9, done: 10, failed: 9 },
    {
      build: async (setup) => {
        const hosts = ["login.microsoftonline.com", "management.azure.com", ".his.arc.azure.com"];
        const enrollment = await onNetwork(setup, handsFree({ flavour: "curl" }), hosts);
        return reportSaying(
          setup,
          await runRemaining(enrollment, setup.ports, signal, userData(enrollment)),
          9,
          "failed",
        );
      },
      says: /does not let .*:443 out/,
      move: /Add aka\.ms to the network's egress endpoints/,
      next: 9,
    },
  ),
  10: {
    notStarted: {
      build: (setup) => run(setup, guided(), 1, 2, 3, 7, 8),
      says: /waits for its agent/,
      move: /over SSH/,
      next: 4,
    },
    underWay: {
      build: async (setup) => reportSaying(setup, await prepared(setup), 10, "running"),
      says: /connecting/,
      next: 10,
    },
    done: { build: (setup) => connected(setup, guided()), says: /Connected since/, next: undefined },
    doneByOther: { build: connectedByOther, says: /Connected since/, next: 8 },
    failed: {
      build: async (setup) => {
        const enrollment = await connected(setup, guided());
        await byOther(setup, virtualMachineRequests.powerOff(vmId(targetFrom(enrollment.target)), true));
        setup.clock.advance(90 * minutes);
        return enrollment;
      },
      says: /no heartbeat from it/,
      move: /himdsd/,
      next: 10,
    },
    contradicts:
      "There is one machine of a name. Whose it is, step 7 judges; step 10 says only whether its agent is connected.",
  },
};

describe("evidence built in the practice cloud", function () {
  this.timeout(240_000);

  for (const step of stepNumbers) {
    for (const [expected, cell] of Object.entries(cells[step])) {
      if (typeof cell === "string") {
        it(`step ${String(step)}, ${expected}: cannot be. ${cell}`, () => {
          assert.ok(cell.endsWith("."));
        });
        continue;
      }
      it(`step ${String(step)}, ${expected}`, async () => {
        const setup = await openSetup(cell.faults === undefined ? {} : { faults: cell.faults });
        const enrollment = await cell.build(setup);
        const { evidence, next } = await check(enrollment, setup.ports, signal);
        const found = evidence[step];
        assert.equal(found.state, cell.state ?? expected, JSON.stringify(found));
        assert.match(found.summary, cell.says);
        if (cell.move === undefined) assert.equal(found.nextMove, undefined);
        else assert.match(found.nextMove ?? "", cell.move);
        assert.equal(next, cell.next, "the next step");
      });
    }
  }
});
