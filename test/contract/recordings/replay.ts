/** Plays recorded operations to the product's operation engine, and compares what it asks with what `az` asked. */
import type { ArmRequest } from "../../../src/arm/client";
import { readObject, readString } from "../../../src/arm/decode";
import { createOperations } from "../../../src/arm/operations/operation";
import { operationKinds, type OperationKind } from "../../../src/arm/operations/operationKind";
import { memoryOperationStore } from "../../../src/arm/operations/operationStore";
import { fakeArm } from "../../unit/arm/support/fakeArm";
import { steppedClock } from "../../unit/arm/support/steppedClock";
import { productRequest } from "./recordedOperations";
import { pathOf, type Recording } from "./recordings";

export interface Replay {
  /** Verb and URL of each request, without what is signed away in the recordings. */
  readonly asked: readonly string[];
  readonly expected: readonly string[];
  readonly state: string;
  readonly expectedState: string;
}

export interface ReplayableOperation {
  readonly title: string;
  replay(): Promise<Replay>;
}

const kindsByRequest: readonly (readonly [string, RegExp, OperationKind])[] = [
  ["PUT", /\/virtualMachines\/[^/]+$/i, "createVirtualMachine"],
  ["PATCH", /\/virtualMachines\/[^/]+$/i, "updateVirtualMachine"],
  ["DELETE", /\/virtualMachines\/[^/]+$/i, "deleteVirtualMachine"],
  ["POST", /\/assignRelay$/i, "assignRelay"],
  ["POST", /\/start$/i, "startVirtualMachine"],
  ["POST", /\/powerOff$/i, "powerOffVirtualMachine"],
  ["POST", /\/restart$/i, "restartVirtualMachine"],
  ["POST", /\/reimage$/i, "reimageVirtualMachine"],
  ["PATCH", /\/cloudServicesNetworks\/[^/]+$/i, "updateCloudServicesNetwork"],
];

function kindOf(recording: Recording): OperationKind | undefined {
  const path = pathOf(recording);
  return kindsByRequest.find(([method, pattern]) => method === recording.method && pattern.test(path))?.[2];
}

function operationUrls(recording: Recording): readonly string[] {
  return [recording.headers["azure-asyncoperation"], recording.headers["location"]].flatMap(
    (url) => url ?? [],
  );
}

/** The recorded operations of the product's kinds, each with the polls that followed. */
export function replayableOperations(recordings: readonly Recording[]): readonly ReplayableOperation[] {
  return recordings.flatMap((start) => {
    const kind = kindOf(start);
    const request = productRequest(start);
    if (kind === undefined || request === undefined || operationUrls(start).length === 0) return [];
    const steps = stepsOf(start, kind, recordings);
    if (endOf(steps) === undefined) return [];
    return [{ title: `${start.file} (${kind})`, replay: () => replay(kind, request, steps) }];
  });
}

/** The polls of this operation's own URLs in the order in which they came, and the GET of the target after the last one. */
function stepsOf(
  start: Recording,
  kind: OperationKind,
  recordings: readonly Recording[],
): readonly Recording[] {
  const urls = new Set(operationUrls(start));
  const later = recordings.filter(
    ({ scenario, number }) => scenario === start.scenario && number > start.number,
  );
  const polls = later.filter(({ method, url }) => method === "GET" && urls.has(url));
  const last = polls.at(-1);
  if (operationKinds[kind].finalState === "location" || last === undefined) return [start, ...polls];
  const final = later.find(
    ({ number, method, url }) => number > last.number && method === "GET" && url === start.url,
  );
  return [start, ...polls, ...(final === undefined ? [] : [final])];
}

/** How the recorded operation ended; `undefined` when the recording stops before. */
function endOf(steps: readonly Recording[]): string | undefined {
  const words = steps
    .slice(1)
    .map(({ body }) => readString(readObject(body)["status"])?.toLowerCase())
    .filter((word) => word === "succeeded" || word === "failed" || word === "canceled");
  return words.at(-1);
}

async function replay(
  kind: OperationKind,
  request: ArmRequest,
  steps: readonly Recording[],
): Promise<Replay> {
  const [start] = steps;
  const version = new URL(start?.url ?? "").searchParams.get("api-version") ?? "";
  let at = 0;
  const asked: string[] = [];
  const arm = fakeArm((sent) => {
    asked.push(`${sent.method} ${urlOf(sent, version)}`);
    const step = steps[at++];
    if (step === undefined) return { status: 500, body: { error: { code: "TooManyRequests", message: "" } } };
    return { status: step.status, headers: step.headers, body: step.body };
  });
  const operations = createOperations({ client: arm, store: memoryOperationStore(), clock: steppedClock() });
  const targetId = decodeURIComponent(request.path).replace(
    /\/(assignRelay|start|powerOff|restart|reimage)$/i,
    "",
  );
  const record = await operations.begin({ kind, targetId, apiVersion: version, request });
  const outcome = await operations.watch(record.id);
  return {
    asked: asked.map(withPlainRegion),
    expected: steps.map(({ method, url }) => withPlainRegion(`${method} ${decodeURIComponent(url)}`)),
    state: outcome.state,
    expectedState: endOf(steps) ?? "",
  };
}

/**
 * Each answer to a poll names a new URL, which we follow; the az of the recordings asked the first one again. With their signatures
 * taken out, the two differ in the region's case only.
 */
function withPlainRegion(request: string): string {
  return request.replace(/\/locations\/[^/]+\//i, (segment) => segment.toLowerCase());
}

function urlOf(request: ArmRequest, version: string): string {
  if (request.path.startsWith("https:")) return decodeURIComponent(request.path);
  return `https://management.azure.com${decodeURIComponent(request.path)}?api-version=${version}`;
}
