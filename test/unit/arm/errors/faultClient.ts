import assert from "node:assert/strict";
import { ArmError } from "../../../../src/arm/errors";
import type { ArmClientOptions } from "../../../../src/arm/http/pipeline";
import { machine, type Expected } from "./faultAnswers";
import { clientAt } from "../testClient";

/** The error of a GET to `origin`. */
export async function failure(origin: string, options: Partial<ArmClientOptions> = {}): Promise<ArmError> {
  const client = clientAt(origin, { retry: { attempts: 2 }, timeoutMs: 30_000, ...options });
  try {
    const response = await client.send({ method: "GET", path: machine, apiVersion: "2025-06-01" });
    assert.fail(`no error but ${JSON.stringify(response)}`);
  } catch (error) {
    assert.ok(error instanceof ArmError, String(error));
    return error;
  } finally {
    client.close();
  }
}

/** Is it the error that was expected, and whole? */
export function check(error: ArmError, expected: Expected): void {
  assert.equal(error.kind, expected.kind);
  if (expected.code !== undefined) assert.equal(error.code, expected.code);
  assert.match(error.causeText, expected.cause);
  assert.match(error.nextMove, expected.next);
  assert.equal(error.retryable, expected.retryable);
  assert.deepEqual(error.remedy, expected.remedy);
  assert.equal(error.action, expected.action);
  assert.match(error.correlationId ?? "", /^[0-9a-f-]{36}$/);
  assert.equal(error.message, error.causeText);
}
