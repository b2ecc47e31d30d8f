/**
 * The product against recorded traffic: what it sends, what it reads, and how it follows operations.
 * Works on any recordings in NEXUS_ARC_RECORDINGS; what the product has no operation for is counted, not judged.
 */
import assert from "node:assert/strict";
import type { ArmRequest } from "../../../src/arm/client";
import { readObject, type Json } from "../../../src/arm/decode";
import { decodeAnswer } from "./decodedAnswers";
import { productRequest } from "./recordedOperations";
import { loadRecordings, pathOf, recordingsFolder, type Recording } from "./recordings";
import { replayableOperations } from "./replay";

/** Fields of a recorded body that the product never sends, and why. */
const notSent: Readonly<Record<string, string>> = {
  isolateEmulatorThread: "deprecated in the API, without effect",
  virtioInterface: "deprecated in the API, without effect",
  nextHops: "not of this product",
};

/** `userData` and `networkData` are deprecated and come back in clear text; the product sends their successors. */
const successors: Readonly<Record<string, string>> = {
  userData: "userDataContent",
  networkData: "networkDataContent",
};

/** Nothing in it, so nothing said. */
function isEmpty(name: string, value: unknown): boolean {
  return (
    ["userAssignedIdentities", "properties"].includes(name) && Object.keys(readObject(value)).length === 0
  );
}

/** A recorded body as the product would say the same. */
function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name, field]) => notSent[name] === undefined && !isEmpty(name, field))
    .map(([name, field]): [string, unknown] => [successors[name] ?? name, normalise(field)]);
  return Object.fromEntries(entries);
}

function expectedBody(recording: Recording): unknown {
  const body = normalise(recording.sent);
  // The API's default, which the product spells out.
  if (pathOf(recording).endsWith("/powerOff")) return { skipShutdown: "False", ...readObject(body) };
  return body;
}

const named = /\/roleAssignments\/[^/]+$/i;

function comparable(path: string): string {
  // The name of a role assignment is the client's own choice.
  return path.toLowerCase().replace(named, "/roleassignments/{name}");
}

function assertSameRequest(ours: ArmRequest, recording: Recording): void {
  const url = new URL(recording.url);
  const { "api-version": version, ...query } = Object.fromEntries(url.searchParams);
  assert.equal(ours.method, recording.method);
  assert.equal(comparable(decodeURIComponent(ours.path)), comparable(pathOf(recording)));
  assert.deepEqual(ours.query ?? {}, query);
  assert.match(ours.apiVersion ?? "", /^\d{4}-\d{2}-\d{2}(-preview)?$/);
  assert.match(version ?? "", /^\d{4}-\d{2}-\d{2}(-preview)?$/);
  const { identity: ourIdentity, ...ourBody } = readObject(ours.body);
  const { identity, ...body } = readObject(expectedBody(recording));
  assert.deepEqual(ourBody, body);
  assert.deepEqual(sortedIdentity(ourIdentity), sortedIdentity(identity));
  assert.equal(ours.body === undefined, expectedBody(recording) === undefined);
}

/** The kinds of identity in one order and spelling, and the ids that are wanted: `null` takes one away. */
function sortedIdentity(identity: unknown): Json | undefined {
  if (identity === undefined) return undefined;
  const { type, userAssignedIdentities } = readObject(identity);
  const kinds = String(type)
    .split(",")
    .map((kind) => kind.trim())
    .sort();
  const wanted = Object.entries(readObject(userAssignedIdentities)).filter(([, value]) => value !== null);
  return { kinds, ids: wanted.map(([id]) => id) };
}

const recordings = loadRecordings();
const ours = recordings.filter((recording) => productRequest(recording) !== undefined);

describe(`recorded traffic (${recordings.length} exchanges)`, () => {
  before(() => {
    console.log(
      `    ${recordings.length} exchanges in ${recordingsFolder === process.env["NEXUS_ARC_RECORDINGS"] ? "NEXUS_ARC_RECORDINGS" : "the data folder"}; ${ours.length} of them are requests that the product makes.`,
    );
  });

  it("has requests that the product makes", () => {
    assert.ok(ours.length > 0);
  });

  for (const recording of ours) {
    it(`sends what ${recording.file} sent`, () => {
      const request = productRequest(recording);
      assert.ok(request !== undefined);
      assertSameRequest(request, recording);
    });
  }

  for (const recording of recordings) {
    it(`reads ${recording.file} with nothing lost`, () => {
      const answer = decodeAnswer(recording);
      assert.deepEqual(answer.kept, answer.came);
      for (const { field, read, shown } of answer.fields) assert.deepEqual(read, shown, field);
    });
  }
});

describe("recorded operations, replayed", () => {
  for (const operation of replayableOperations(recordings)) {
    it(`follows ${operation.title} request by request`, async () => {
      const { asked, expected, state, expectedState } = await operation.replay();
      assert.deepEqual(asked, expected);
      assert.equal(state, expectedState);
    });
  }

  it("are some", () => {
    assert.ok(
      replayableOperations(recordings).length > 0 || process.env["NEXUS_ARC_RECORDINGS"] !== undefined,
    );
  });
});
