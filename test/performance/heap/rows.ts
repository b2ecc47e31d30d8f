/**
 * A process of its own that shows the machine list of a served practice cloud, and prints how many bytes of heap the list
 * takes beyond what was there before. Arguments: the server's URL. Environment: NEXUS_ARC_PRACTICE_TOKEN.
 */
import { once } from "node:events";
import { connectPracticeServer } from "../../../src/cli/azure";
import { AccountRouter } from "../../../src/session/account/accountRouter";
import { MachineList } from "../../../src/rows/machines/machineList";

/** What is left when all that can go is gone. Node runs with `--expose-gc`. */
function heap(): number {
  for (let round = 0; round < 4; round += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const url = process.argv[2] ?? "";
const client = await connectPracticeServer("the URL", url, process.env["NEXUS_ARC_PRACTICE_TOKEN"] ?? "");
await client.send({ method: "GET", path: "/tenants", apiVersion: "2022-12-01" });
// The code that lists is loaded before the first look, as it is not what is measured.
await import("../../../src/arm/inventory/inventory");
const directory = new AccountRouter({
  cloud: () => client.cloud,
  connect: () => Promise.resolve([{ id: "practice", label: "Practice cloud", client }]),
  knowledge: () => [],
  log: () => undefined,
});
const painted = new EventTarget();
const list = new MachineList("flat", {
  repaint: () => undefined,
  statusChanged: () => painted.dispatchEvent(new Event("status")),
});
const before = heap();
list.setSource(directory);
await list.children();
while (list.status.loading) await once(painted, "status");
await list.children();
const bytes = heap() - before;
console.log(JSON.stringify({ rows: [...list.rows].length, bytes }));
client.close();
