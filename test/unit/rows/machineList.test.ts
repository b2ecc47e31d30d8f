import assert from "node:assert/strict";
import { armError } from "../../../src/arm/errors";
import { decodeMachine } from "../../../src/arm/resources/arc/machine";
import { decodeVirtualMachine } from "../../../src/arm/resources/networkCloud/virtualMachine";
import type { ListedContent } from "../../../src/session/listing/content";
import { rowKey, type MachineRow } from "../../../src/session/listing/machine";
import { MachineList } from "../../../src/rows/machines/machineList";
import type { Repaint } from "../../../src/rows/machines/model";
import type { TreeNode } from "../../../src/rows/machines/nodes";
import type { Freshness, MachineSource } from "../../../src/session/listing/source";
import { contentOf, machine, nexusVm } from "./rows";

type Show = (content: ListedContent, freshness: Freshness) => void;

/** A source whose listing and reads the test answers itself. */
class StagedSource implements MachineSource {
  show: Show | undefined;
  finish: (() => void) | undefined;
  fail: ((error: Error) => void) | undefined;
  signal: AbortSignal | undefined;
  lists = 0;
  reads: string[] = [];
  readFailure: Error | undefined;
  vmProperties: Record<string, unknown> = {};

  list(show: Show, signal: AbortSignal): Promise<void> {
    this.lists += 1;
    this.show = show;
    this.signal = signal;
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
  }

  readVm(id: string) {
    this.reads.push(id);
    if (this.readFailure !== undefined) return Promise.reject(this.readFailure);
    return Promise.resolve(decodeVirtualMachine({ id, properties: this.vmProperties }));
  }

  readArc(id: string) {
    this.reads.push(id);
    if (this.readFailure !== undefined) return Promise.reject(this.readFailure);
    return Promise.resolve(decodeMachine({ id, properties: { status: "Connected", osName: "ubuntu" } }));
  }
}

function stage(): { list: MachineList; source: StagedSource; repaints: Repaint[] } {
  const repaints: Repaint[] = [];
  const list = new MachineList("subscription", {
    repaint: (repaint) => repaints.push(repaint),
    statusChanged: () => undefined,
  });
  const source = new StagedSource();
  list.setSource(source);
  repaints.length = 0;
  return { list, source, repaints };
}

function listed(rows: readonly MachineRow[], problems: ListedContent["problems"] = []): ListedContent {
  return { ...contentOf(rows), problems };
}

const running = nexusVm("vm1", {}, { status: "Disconnected" });
const forbidden = armError("forbidden", "AuthorizationFailed", { correlationId: "c-1" });

async function opened(rows: readonly MachineRow[]) {
  const staged = stage();
  const top = staged.list.children();
  staged.source.show?.(listed(rows), { kind: "complete" });
  staged.source.finish?.();
  await top;
  return staged;
}

function ids(nodes: readonly TreeNode[]): string[] {
  return nodes.map(({ id }) => id);
}

describe("the list of machines", () => {
  it("answers with the first page while the rest is on its way, and paints the rest when it is there", async () => {
    const { list, source, repaints } = stage();
    const top = list.children();
    assert.equal(list.status.state, "loading");
    source.show?.(listed([nexusVm("vm1")]), { kind: "partial" });
    assert.equal((await top).length, 1);
    assert.deepEqual(repaints, []);
    source.show?.(listed([nexusVm("vm1"), nexusVm("vm2")]), { kind: "complete" });
    source.finish?.();
    assert.deepEqual(repaints, [{ kind: "all" }]);
    assert.equal(list.status.total, 2);
  });

  it("shows saved rows at once and says how old they are until fresh ones come", async () => {
    const { list, source } = stage();
    const top = list.children();
    source.show?.(listed([nexusVm("vm1")]), { kind: "snapshot", fetchedAt: "2026-01-01T00:00:00Z" });
    await top;
    assert.equal(list.status.savedAt, "2026-01-01T00:00:00Z");
    assert.equal(list.status.loading, true);
    source.show?.(listed([nexusVm("vm1")]), { kind: "complete" });
    assert.equal(list.status.savedAt, undefined);
  });

  it("shows a failed listing as a row, never as an empty list, and does not ask again by itself", async () => {
    const { list, source } = stage();
    const top = list.children();
    source.fail?.(forbidden);
    const [problem] = await top;
    assert.equal(problem?.kind, "problem");
    assert.equal(list.status.state, "rows");
    const look = list.present(problem);
    assert.match(look.spoken, /lacks a permission/);
    assert.match(look.context, /hasCorrelationId/);
    await list.children();
    assert.equal(source.lists, 1);
    void list.retry("list");
    assert.equal(source.lists, 2);
  });

  it("keeps the rows of one tenant beside the failure of another", async () => {
    const { list, source } = stage();
    const top = list.children();
    const problem = { id: "tenant:t2", what: "Tenant Contoso", error: forbidden };
    source.show?.(listed([running], [problem]), { kind: "complete" });
    const nodes = await top;
    assert.deepEqual(
      nodes.map(({ kind }) => kind),
      ["problem", "subscription"],
    );
  });

  it("gives up a listing that nobody wants any more, and lets go of who waits", async () => {
    const { list, source } = stage();
    const top = list.children();
    list.setSource(undefined);
    assert.equal(source.signal?.aborted, true);
    assert.deepEqual(await top, []);
    source.show?.(listed([running]), { kind: "complete" });
    assert.equal(list.status.total, 0);
  });

  it("reads details once, when a row is opened", async () => {
    const { list, source } = await opened([running]);
    source.vmProperties = { cpuCores: 4, memorySizeGB: 8, detailedStatus: "Running", powerState: "On" };
    const node = machineNode(list);
    const first = await list.children(node);
    await list.children(node);
    assert.equal(source.reads.length, 1);
    assert.deepEqual(
      first.map(({ kind }) => kind),
      ["arc", "detail", "detail"],
    );
    assert.deepEqual(
      first.flatMap((child) => (child.kind === "detail" ? [child.value] : [])),
      ["None", "4 vCPU · 8 GiB"],
    );
  });

  it("takes what an opened row shows into the row, and repaints that row only", async () => {
    const { list, source, repaints } = await opened([running]);
    source.vmProperties = { powerState: "Off", detailedStatus: "Stopped" };
    const node = machineNode(list);
    await list.children(node);
    assert.deepEqual(repaints, [{ kind: "nodes", nodes: [node] }]);
    assert.match(list.present(node).description ?? "", /^Stopped/);
  });

  it("shows why an opened row could not be read, and reads it again on Retry only", async () => {
    const { list, source, repaints } = await opened([running]);
    source.readFailure = forbidden;
    const node = machineNode(list);
    const children = await list.children(node);
    assert.deepEqual(
      children.map(({ kind }) => kind),
      ["arc", "problem"],
    );
    await list.children(node);
    assert.equal(source.reads.length, 1);
    source.readFailure = undefined;
    await list.retry(node.id);
    assert.deepEqual(repaints, [{ kind: "nodes", nodes: [node] }]);
    await list.children(node);
    assert.equal(source.reads.length, 2);
  });

  it("refreshes one row with two reads and one repainted row", async () => {
    const { list, source, repaints } = await opened([running, nexusVm("vm2")]);
    source.vmProperties = { powerState: "On", detailedStatus: "Running" };
    await list.refreshRow(rowKey(running));
    assert.equal(source.reads.length, 2);
    assert.equal(repaints.length, 1);
    const [repaint] = repaints;
    assert.deepEqual(repaint?.kind === "nodes" ? ids(repaint.nodes) : [], [`machine:${rowKey(running)}`]);
    assert.equal(list.present(machineNode(list)).description, "Running · Connected");
  });

  it("drops a row whose resources are gone", async () => {
    const { list, source } = await opened([running, nexusVm("vm2")]);
    source.readFailure = armError("notFound", "ResourceNotFound");
    await list.refreshRow(rowKey(running));
    assert.equal(list.row(rowKey(running)), undefined);
    assert.equal(list.status.total, 1);
  });

  it("does not repaint what looks the same", async () => {
    const { list, repaints } = await opened([running]);
    list.put({ ...running, arc: machine("vm1", { status: "Disconnected", agentVersion: "1.67" }) });
    assert.deepEqual(repaints, []);
  });

  it("lists operations, and repaints the one that moved on", async () => {
    const { list, repaints } = await opened([running]);
    const operation = { id: "o1", title: "Start vm1", state: "running", percent: 10 } as const;
    list.setOperations([operation]);
    assert.deepEqual(repaints, [{ kind: "all" }]);
    const [first] = await list.children();
    assert.equal(first?.kind, "operations");
    list.setOperations([{ ...operation, percent: 40 }]);
    const [, second] = repaints;
    assert.deepEqual(second?.kind === "nodes" ? ids(second.nodes) : [], ["operation:o1"]);
    const [node] = await list.children(first);
    assert.equal(list.present(node!).description, "In progress · 40 %");
  });
});

function machineNode(list: MachineList): Extract<TreeNode, { kind: "machine" }> {
  const key = rowKey(running);
  assert.ok(list.row(key));
  const node = list.nodeOf(key);
  return node;
}
