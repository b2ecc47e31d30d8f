import type { HttpClient } from "@azure/core-rest-pipeline";
import { practiceCloud } from "../../../src/arm/cloud";
import { createOperations } from "../../../src/arm/operations/operation";
import { readOperationRecord, type OperationRecord } from "../../../src/arm/operations/operationRecord";
import { memoryOperationStore, type OperationStore } from "../../../src/arm/operations/operationStore";
import { createArmClient } from "../../../src/arm/http/pipeline";
import type { Enrollment } from "../../../src/enrollment/record/record";
import { readRecord, writeRecord } from "../../../src/enrollment/record/recordFile";
import type { RunEvent, RunPorts } from "../../../src/enrollment/run/runner";
import { sendAction } from "../../../src/enrollment/actions/sendAction";
import type { ManualClock } from "../../../src/practice/state/clock";
import type { PracticeCloud } from "../../../src/practice/cloud";
import type { Random } from "../../../src/practice/state/random";
import { practiceCredential, practiceHttpClient } from "../../../src/practice/http/transport";

/** What outlives every window: the record as text, the operations as JSON, the vault. */
export interface Disk {
  record: string;
  operations: string;
  readonly vault: Map<string, string>;
}

/**
 * How a window ends before its work does. `leave`: the user stops watching, and what happens is still saved.
 * `cut`: it continues, but the connection breaks once.
 */
export interface Ending {
  readonly kind: "kill" | "leave" | "cut";
  /** Which things that the window does with the world are counted: all of them, or those that change it. */
  readonly among: "all" | "changes";
  /** At the so-manieth of them. */
  readonly moment: number;
  /** Has that thing still happened? */
  readonly after: boolean;
}

export interface Window {
  readonly ports: RunPorts;
  readonly signal: AbortSignal;
  readonly record: Enrollment;
  readonly log: readonly string[];
  /** Nothing that happens in this window counts any more. */
  readonly close: () => void;
}

interface World {
  readonly cloud: PracticeCloud;
  readonly clock: ManualClock;
  readonly disk: Disk;
  readonly random: Random;
  readonly tell: (event: RunEvent) => void;
}

/** More requests than this in one window are an endless loop. */
const mostMoments = 20_000;

/** A window opened over what is saved. Everything it does with the world is a moment at which it may end. */
export async function openWindow(world: World, ending: Ending | undefined): Promise<Window> {
  const { cloud, clock, disk, random } = world;
  const stop = new AbortController();
  const life = { over: false };
  const moments = { all: 0, changes: 0 };
  const end = (): void => {
    if (ending?.kind === "cut") throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    stop.abort();
    if (ending?.kind === "kill") life.over = true;
  };
  const throwIfDead = (): void => {
    if (life.over) throw new DOMException("The window was killed.", "AbortError");
  };
  const moment = async <T>(kind: "looks" | "changes", act: () => Promise<T>): Promise<T> => {
    throwIfDead();
    moments.all++;
    if (kind === "changes") moments.changes++;
    if (moments.all > mostMoments) throw new Error(`Endless: more than ${String(mostMoments)} moments.`);
    const counts = ending !== undefined && (ending.among === "all" || kind === "changes");
    const isLast = counts && moments[ending.among] === ending.moment;
    if (isLast && !ending.after) end();
    throwIfDead();
    const result = await act();
    if (isLast && ending.after) end();
    // What a killed process would have learnt, it never learns.
    throwIfDead();
    return result;
  };

  const reading = await readRecord(disk.record);
  if (!reading.ok) throw new Error(`The record is lost: ${reading.problem}`);
  const lines: string[] = [];
  const http = practiceHttpClient(cloud);
  const httpClient: HttpClient = {
    sendRequest: (request) =>
      moment(request.method === "GET" ? "looks" : "changes", () => http.sendRequest(request)),
  };
  const client = createArmClient({
    cloud: practiceCloud,
    credential: practiceCredential(cloud),
    httpClient,
    clock,
    random: () => random.next(),
    log: (line) => lines.push(line),
  });
  const store = await storeOn(disk, moment);
  const operations = createOperations({ client, store, clock, newId: () => random.guid() });
  const ports: RunPorts = {
    client,
    send: (action, signal) => sendAction({ client, operations, now: () => clock.now() }, action, signal),
    keys: {
      keep: (id, key) => moment("changes", () => Promise.resolve(void disk.vault.set(id, key))),
      has: (id) => moment("looks", () => Promise.resolve(disk.vault.has(id))),
      erase: (id) => moment("changes", () => Promise.resolve(void disk.vault.delete(id))),
    },
    save: (enrollment) =>
      moment("changes", () => {
        disk.record = writeRecord(enrollment);
        return Promise.resolve();
      }),
    now: () => new Date(clock.now()),
    wait: (milliseconds, signal) => moment("looks", () => clock.sleep(milliseconds, signal)),
    tell: world.tell,
  };
  return {
    ports,
    signal: stop.signal,
    record: reading.enrollment,
    log: lines,
    close: () => {
      life.over = true;
    },
  };
}

/** The operation store over its saved text, read again as after a reload. */
async function storeOn(
  disk: Disk,
  moment: <T>(kind: "looks" | "changes", act: () => Promise<T>) => Promise<T>,
): Promise<OperationStore> {
  const memory = memoryOperationStore();
  const saved: unknown = JSON.parse(disk.operations);
  for (const one of Array.isArray(saved) ? (saved as unknown[]) : []) {
    const record = readOperationRecord(one);
    if (record === undefined) throw new Error("An operation's record is lost.");
    await memory.save(record);
  }
  const keep = async <T>(result: T): Promise<T> => {
    disk.operations = JSON.stringify(await memory.list());
    return result;
  };
  return {
    claim: (record) => moment("changes", async () => keep(await memory.claim(record))),
    save: (record: OperationRecord) =>
      moment("changes", async () => {
        await memory.save(record);
        await keep(undefined);
      }),
    remove: (id) =>
      moment("changes", async () => {
        await memory.remove(id);
        await keep(undefined);
      }),
    list: () => moment("looks", () => memory.list()),
  };
}
