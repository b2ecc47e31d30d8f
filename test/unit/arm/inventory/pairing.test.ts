import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeMachineSummary, type MachineSummary } from "../../../../src/arm/resources/arc/machine";
import { pairMachines, type PairKnowledge } from "../../../../src/arm/inventory/pairing";
import {
  decodeVirtualMachineSummary,
  type VirtualMachineSummary,
} from "../../../../src/arm/resources/networkCloud/virtualMachine";

const vm = (name: string, group = "rg", subscription = "s"): VirtualMachineSummary =>
  decodeVirtualMachineSummary({
    id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.NetworkCloud/virtualMachines/${name}`,
  });

const machine = (name: string, fields: object = {}, group = "rg", subscription = "s"): MachineSummary =>
  decodeMachineSummary({
    id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.HybridCompute/machines/${name}`,
    properties: fields,
  });

function reasons(
  vms: readonly VirtualMachineSummary[],
  machines: readonly MachineSummary[],
  knowledge: readonly PairKnowledge[] = [],
): readonly string[] {
  return pairMachines(vms, machines, knowledge).map(
    (pair) => `${pair.virtualMachine.name}-${pair.machine.name} by ${pair.reason}`,
  );
}

describe("pairing VMs with Arc machines", () => {
  it("goes by the relay's assignment first, then by vmId, then by name", () => {
    const knowledge: PairKnowledge[] = [
      { virtualMachineId: vm("vm1").id.toUpperCase(), machineId: machine("other").id.toLowerCase() },
      { virtualMachineId: vm("vm2").id, vmId: "ABCD" },
    ];
    assert.deepEqual(
      reasons(
        [vm("vm1"), vm("vm2"), vm("vm3")],
        [machine("vm1"), machine("other"), machine("third", { vmId: "abcd" }), machine("VM3")],
        knowledge,
      ),
      ["vm1-other by relay", "vm2-third by vmId", "vm3-VM3 by name"],
    );
  });

  it("takes a name for proof in the same resource group only", () => {
    assert.deepEqual(reasons([vm("vm1")], [machine("vm1", {}, "elsewhere")]), []);
    assert.deepEqual(reasons([vm("vm1", "RG")], [machine("vm1", {}, "rg")]), ["vm1-vm1 by name"]);
  });

  it("takes a host name for proof when it is the only one in the subscription", () => {
    const hosted = machine("arc", { osProfile: { computerName: "VM1" } }, "elsewhere");
    const named = machine("arc2", { machineFqdn: "vm1.example.org" }, "elsewhere");
    assert.deepEqual(reasons([vm("vm1")], [hosted]), ["vm1-arc by hostName"]);
    assert.deepEqual(reasons([vm("vm1")], [named]), ["vm1-arc2 by hostName"]);
    assert.deepEqual(reasons([vm("vm1")], [hosted, named]), []);
    assert.deepEqual(reasons([vm("vm1"), vm("vm1", "rg2")], [hosted]), []);
    assert.deepEqual(reasons([vm("vm1", "rg", "s2")], [hosted]), []);
  });

  it("gives a machine to one VM at most, and a VM one machine", () => {
    const names = fc.constantFrom("a", "b", "c");
    const vms = fc.array(
      fc.tuple(names, names).map(([name, group]) => vm(name, group)),
      { maxLength: 6 },
    );
    const machines = fc.array(
      fc
        .tuple(names, names, names)
        .map(([name, group, computerName]) => machine(name, { osProfile: { computerName } }, group)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(vms, machines, (left, right) => {
        const pairs = pairMachines(left, right);
        assert.equal(new Set(pairs.map((pair) => pair.machine)).size, pairs.length);
        assert.equal(new Set(pairs.map((pair) => pair.virtualMachine)).size, pairs.length);
      }),
    );
  });
});
