/**
 * Processes that run an operation are killed at random moments. Each operation must be picked up again by another
 * process, and Azure must have started none twice.
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { readObject, readObjects, readString } from "../../../src/arm/decode";
import { createPracticeCloud, type PracticeCloud } from "../../../src/practice/cloud";
import type { PracticeRequest } from "../../../src/practice/http/wire";
import { servePractice } from "../../../src/practice/http/server";
import { seed } from "../../seed";
import { beginWork, operationsOf, type OperationTask, type Work } from "./operationProcess";

const kills = 20;
/** So many rounds go side by side, each with a cloud of its own: most of a round is waiting. */
const together = 4;
/** A started operation of the practice cloud has two polls or so after it. */
const spanMs = 1300;
/** Each way of a request and its answer, so that many kills meet a request on its way. */
const travelMs = 120;

/** Mulberry32, public domain: the same seed, the same moments. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The practice cloud at the end of a long line, which also counts what was really started. */
function faraway(cloud: PracticeCloud, begun: string[]): PracticeCloud {
  const begins = ({ method, url }: PracticeRequest): boolean =>
    (method === "POST" && url.includes("/assignRelay")) ||
    (method === "PUT" && url.includes("/virtualMachines/"));
  return {
    ...cloud,
    handle: async (request) => {
      const travels = begins(request) ? travelMs : 5;
      await delay(travels);
      // What has arrived is done, though nobody waits for the answer any more.
      const answer = await cloud.handle(request);
      if (begins(request) && answer.status < 300) begun.push(request.url);
      await delay(travels);
      return answer;
    },
  };
}

function start(task: OperationTask): ChildProcess {
  const script = path.join(import.meta.dirname, "operationProcess.ts");
  return spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function killAfterReady(child: ChildProcess, milliseconds: number): Promise<void> {
  const exited = once(child, "exit");
  assert.ok(child.stdout !== null && child.stderr !== null);
  const complaints: string[] = [];
  child.stderr.on("data", (text: Buffer) => complaints.push(text.toString()));
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, "line"), exited.then(() => ["exit"])]);
  assert.equal(first, "ready", complaints.join(""));
  await Promise.race([delay(milliseconds), exited]);
  child.kill("SIGKILL");
  await exited;
}

async function firstVm(cloud: PracticeCloud): Promise<{ readonly id: string; readonly body: unknown }> {
  const url =
    "https://management.practice.invalid/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/providers/Microsoft.NetworkCloud/virtualMachines?api-version=2025-09-01";
  const headers = { authorization: `Bearer ${cloud.token().token}` };
  const answer = await cloud.handle({ method: "GET", url, headers });
  const body = readObjects(readObject(JSON.parse(answer.body))["value"])[0];
  return { id: readString(body?.["id"]) ?? "", body };
}

describe("killing the process in mid-operation", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-kill-"));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function workOf(cloud: PracticeCloud, round: number): Promise<Work> {
    const { id, body } = await firstVm(cloud);
    const machineId = id.replace(
      "Microsoft.NetworkCloud/virtualMachines",
      "Microsoft.HybridCompute/machines",
    );
    if (round % 2 === 0) return { kind: "assignRelay", vmId: id, machineId };
    const properties = readObject(readObject(body)["properties"]);
    const network = readObjects(properties["networkAttachments"])[0];
    return {
      kind: "create",
      vmId: `${id.slice(0, id.lastIndexOf("/"))}/kill${round}`,
      vm: {
        location: readString(readObject(body)["location"]) ?? "",
        customLocation: readString(readObject(readObject(body)["extendedLocation"])["name"]) ?? "",
        adminUsername: "azureuser",
        cloudServicesNetworkId:
          readString(readObject(properties["cloudServicesNetworkAttachment"])["attachedNetworkId"]) ?? "",
        networks: [
          { networkId: readString(network?.["attachedNetworkId"]) ?? "", ipAllocationMethod: "Dynamic" },
        ],
        cpuCores: 2,
        memorySizeGB: 4,
        osDisk: { diskSizeGB: 20 },
        vmImage: readString(properties["vmImage"]) ?? "",
      },
    };
  }

  /** Kills one process after so many milliseconds, and gives the phase that it had saved. */
  async function killOnce(round: number, milliseconds: number): Promise<string> {
    const begun: string[] = [];
    const cloud = createPracticeCloud({ speed: 50 });
    const server = await servePractice(faraway(cloud, begun), 0);
    try {
      const task: OperationTask = {
        url: server.url,
        token: cloud.token().token,
        folder: path.join(folder, String(round)),
        work: await workOf(cloud, round),
      };
      await killAfterReady(start(task), milliseconds);
      const operations = operationsOf(task);
      const [left] = await operations.list();
      if (left === undefined) {
        assert.equal(begun.length, 0, "nothing is sent before it is saved");
      } else {
        const outcome = await operations.watch(left.id, { timeoutMs: 60_000 });
        assert.equal(outcome.state, begun.length === 1 ? "succeeded" : "notStarted", `round ${round}`);
      }
      assert.ok(begun.length <= 1, `round ${round} began ${begun.length} times`);
      if (begun.length === 0) {
        // Nothing has reached Azure: the work can be started, once, as if nothing had been.
        const again = await operations.watch((await beginWork(operations, task.work)).id);
        assert.equal(again.state, "succeeded");
        assert.equal(begun.length, 1);
      }
      return left?.phase ?? "nothing saved";
    } finally {
      await server.close();
    }
  }

  it(`${kills} times: each is picked up again, none is started twice (seed ${seed})`, async () => {
    const random = randomOf(seed);
    const moments = Array.from({ length: kills }, () => random() * spanMs);
    const phases: string[] = [];
    for (let first = 0; first < kills; first += together) {
      const group = moments.slice(first, first + together);
      phases.push(...(await Promise.all(group.map((moment, place) => killOnce(first + place, moment)))));
    }
    console.log(`    saved at the moment of the kill: ${phases.sort().join(", ")}`);
    assert.ok(new Set(phases).size >= 2, "the moments were spread over the operation");
  }).timeout(300_000);
});
