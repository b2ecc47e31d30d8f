import assert from "node:assert/strict";
import { assess } from "../../../src/enrollment/evidence/assessment";
import type { AzureView } from "../../../src/enrollment/evidence/azureView";
import type { EnrollmentState } from "../../../src/session/enrollment/enrollmentState";
import { showEnrolledMachines } from "../../../src/rows/machines/enrolledMachines";
import type { MachineRow } from "../../../src/session/listing/machine";
import { eventually } from "../../workbench/harness/waiting";
import {
  absent,
  allRights,
  enrollmentFor,
  identityOf,
  machineOf,
  rolesOf,
  targetFrom,
  userTarget,
  viewWith,
  vmOf,
} from "../enrollment/sample";

const enrollment = enrollmentFor(userTarget);
const target = targetFrom(userTarget);
const machine = machineOf(target, enrollment.arcVmId, { status: "Connected" });
const vm = vmOf(target);

function stateOf(parts: Partial<AzureView>): EnrollmentState {
  const seen = { identity: identityOf(target), rights: allRights, roles: rolesOf(target), ...parts };
  return { enrollment, assessment: assess(target, enrollment, viewWith(seen)) };
}

/** A enrollments whose one enrollment changes, and the lists beside it. */
function rig() {
  let state: EnrollmentState = { enrollment };
  let tell: () => void = () => undefined;
  const rows: MachineRow[] = [];
  let identityChanges = 0;
  const reads: string[] = [];
  const read = <T>(found: { kind: "seen"; value: T } | { kind: string }, what: string): Promise<T> => {
    reads.push(what);
    return "value" in found ? Promise.resolve(found.value) : Promise.reject(new Error(what));
  };
  showEnrolledMachines({
    enrollments: {
      list: () => [state],
      onDidChange: (listener) => {
        tell = listener;
        return { dispose: () => undefined };
      },
    },
    source: () => source,
    put: (row) => rows.push(row),
    identityChanged: () => (identityChanges += 1),
    log: (line, cause) => assert.fail(`${line} ${String(cause)}`),
  });
  const source = { readVm: () => read(vm, "vm"), readArc: () => read(machine, "machine") };
  return {
    rows,
    reads,
    identityChanges: () => identityChanges,
    becomes: (next: EnrollmentState) => {
      state = next;
      tell();
    },
  };
}

describe("machines beside their enrollment", () => {
  it("stand in the list once a step has made or connected them, and are read only then", async () => {
    const { rows, reads, becomes } = rig();
    const before = stateOf({ vm: absent, machine: absent });
    becomes(before);
    becomes(before);
    assert.deepEqual(reads, [], "the first look tells no news");
    becomes(stateOf({ vm, machine }));
    const row = await eventually("its row", () => rows[0]);
    assert.equal(row.kind, "vm");
    assert.equal(row.arc?.status, "Connected");
    becomes(stateOf({ vm, machine }));
    assert.deepEqual(reads, ["vm", "machine"]);
  });

  it("have the view of identities read again when identity or roles change", () => {
    const { becomes, identityChanges } = rig();
    becomes(stateOf({ identity: absent, roles: absent, vm: absent, machine: absent }));
    becomes(stateOf({ vm: absent, machine: absent }));
    becomes(stateOf({ vm: absent, machine: absent }));
    assert.equal(identityChanges(), 1);
  });
});
