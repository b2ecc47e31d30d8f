import assert from "node:assert/strict";
import fc from "fast-check";
import { pageSize, TreeModel, type Repaint } from "../../../src/rows/machines/model";
import { rowKey, type MachineRow } from "../../../src/session/listing/machine";
import type { TreeNode } from "../../../src/rows/machines/nodes";
import { arcMachine, contentOf, nexusVm } from "./rows";

function nodesOf(repaint: Repaint): readonly TreeNode[] {
  return repaint.kind === "nodes" ? repaint.nodes : assert.fail("the whole tree would be painted again");
}

function rowsUnder(model: TreeModel, parentId?: string): string[] {
  return model.children(parentId).flatMap((node) => {
    return node.kind === "machine" ? [node.key] : rowsUnder(model, node.id);
  });
}

describe("the tree model", () => {
  const rows: MachineRow[] = [
    nexusVm("vm10", { group: "rg2" }),
    nexusVm("vm2", { group: "RG1" }, { status: "Connected" }),
    nexusVm("vm1", { group: "rg1", powerState: "Off", detailedStatus: "Stopped" }),
    arcMachine("server1", { subscription: "00000000-0000-0000-0000-0000000000b2", status: "Expired" }),
  ];

  it("groups by subscription, then by resource group, whatever case the ids have", () => {
    const model = new TreeModel("subscription");
    model.setContent(contentOf(rows));
    const [first, second] = model.children();
    assert.equal(model.children().length, 2);
    assert.equal(model.groupCount(first!.id), 3);
    assert.equal(model.groupCount(second!.id), 1);
    const groups = model.children(first!.id);
    assert.deepEqual(
      groups.map((node) => (node.kind === "resourceGroup" ? model.groupCount(node.id) : 0)),
      [2, 1],
    );
  });

  it("sorts names as people do", () => {
    const model = new TreeModel("flat");
    model.setContent(contentOf(rows));
    const names = model
      .children()
      .map((node) => (node.kind === "machine" ? node.key.slice(node.key.lastIndexOf("/") + 1) : node.kind));
    assert.deepEqual(names, ["server1", "vm1", "vm2", "vm10"]);
  });

  it("lists by status what needs a person first", () => {
    const model = new TreeModel("status");
    model.setContent(contentOf([...rows, nexusVm("vm3", { provisioningState: "Failed" })]));
    assert.deepEqual(
      model.children().map((node) => (node.kind === "state" ? node.state : node.kind)),
      ["failed", "expired", "notInArc", "stopped", "connected"],
    );
  });

  it("shows long lists in pages and says how much is left", () => {
    const model = new TreeModel("flat");
    model.setContent(contentOf(Array.from({ length: 450 }, (_, index) => nexusVm(`vm${index}`))));
    const first = model.children();
    assert.equal(first.length, pageSize + 1);
    assert.equal(first.at(-1)?.kind, "more");
    assert.equal(model.hiddenCount(""), 250);
    assert.deepEqual(model.loadMore(""), { kind: "all" });
    model.loadMore("");
    assert.equal(model.children().length, 450);
    assert.equal(model.hiddenCount(""), 0);
  });

  it("repaints one row when one row changes", () => {
    const model = new TreeModel("subscription");
    model.setContent(contentOf(rows));
    model.children();
    const changed = nexusVm("vm2", { group: "RG1" }, { status: "Disconnected" });
    const nodes = nodesOf(model.put(changed));
    assert.deepEqual(nodes, [model.machineNode(rowKey(changed))]);
    assert.equal(model.row(rowKey(changed)), changed);
  });

  it("repaints the two groups between which a row moved", () => {
    const model = new TreeModel("status");
    model.setContent(contentOf([...rows, nexusVm("vm3", {}, { status: "Connected" }), nexusVm("vm4")]));
    model.children();
    const nodes = nodesOf(model.put(nexusVm("vm4", {}, { status: "Connected" })));
    assert.deepEqual(
      nodes.map((node) => node.id),
      ["state:notInArc", "state:connected"],
    );
    assert.equal(model.groupCount("state:connected"), 3);
  });

  it("repaints all when a group comes or goes", () => {
    const model = new TreeModel("status");
    model.setContent(contentOf(rows));
    model.children();
    assert.deepEqual(model.put(nexusVm("vm10", { group: "rg2", provisioningState: "Failed" })), {
      kind: "all",
    });
    assert.deepEqual(model.remove(rowKey(rows[3]!)), { kind: "all" });
    assert.equal(model.size, 3);
  });

  it("filters by every word, in names, groups, subscriptions and states", () => {
    const model = new TreeModel("flat");
    model.setContent(contentOf(rows));
    const found = (text: string): number => {
      model.setFilter(text);
      return model.matchCount;
    };
    assert.equal(found("VM1"), 2);
    assert.equal(found("vm rg1"), 2);
    assert.equal(found("stopped"), 1);
    assert.equal(found("edge berlin"), 3);
    assert.equal(found("not in arc rg2"), 1);
    assert.equal(found("nothing has this name"), 0);
    assert.equal(found("   "), 4);
  });

  it("does not show a row that a change takes out of the filter", () => {
    const model = new TreeModel("flat");
    model.setContent(contentOf(rows));
    model.setFilter("connected");
    assert.equal(model.children().length, 1);
    assert.deepEqual(model.put(nexusVm("vm2", { group: "RG1" }, { status: "Error" })), { kind: "all" });
    assert.equal(model.children().length, 0);
  });

  it("keeps each node the same object while the content stands", () => {
    const model = new TreeModel("subscription");
    model.setContent(contentOf(rows));
    const before = model.children();
    model.setContent(contentOf([...rows]));
    model.children().forEach((node, index) => {
      assert.equal(node, before[index]);
    });
  });

  it("finds a row by its VM and by its Arc machine", () => {
    const model = new TreeModel("flat");
    model.setContent(contentOf(rows));
    const row = rows[1]!;
    assert.ok(row.kind === "vm" && row.arc !== undefined);
    assert.equal(model.rowOfResource(row.arc.id.toUpperCase()), row);
    assert.equal(model.rowOfResource(row.vm.id.toUpperCase()), row);
    assert.equal(model.rowOfResource("/subscriptions/none"), undefined);
  });

  it("shows every row exactly once, in each grouping, after any changes", () => {
    const change = fc.record({
      index: fc.nat(19),
      powerState: fc.constantFrom("On", "Off", undefined),
      status: fc.constantFrom("Connected", "Disconnected", "Brand new", undefined),
      gone: fc.boolean(),
    });
    const grouping = fc.constantFrom("subscription" as const, "flat" as const, "status" as const);
    fc.assert(
      fc.property(grouping, fc.array(change, { maxLength: 30 }), (kind, changes) => {
        const model = new TreeModel(kind);
        const initial = Array.from({ length: 20 }, (_, index) => nexusVm(`vm${index}`));
        model.setContent(contentOf(initial));
        model.children();
        for (const { index, powerState, status, gone } of changes) {
          const row = nexusVm(`vm${index}`, { powerState }, status === undefined ? undefined : { status });
          if (gone) model.remove(rowKey(row));
          else model.put(row);
        }
        const shown = rowsUnder(model);
        assert.deepEqual(shown.sort(), [...model.rows].map(rowKey).sort());
        assert.equal(model.matchCount, model.size);
      }),
    );
  });
});
