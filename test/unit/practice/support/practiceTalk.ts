import { ManualClock } from "../../../../src/practice/state/clock";
import {
  createPracticeCloud,
  type PracticeCloud,
  type PracticeOptions,
} from "../../../../src/practice/cloud";
import { isObject, type JsonObject } from "../../../../src/practice/state/json";

/** A practice cloud on a clock that stands still, and a short way to talk to it. */
export interface Talk {
  readonly cloud: PracticeCloud;
  readonly clock: ManualClock;
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body; an empty object where there is none. */
  readonly json: JsonObject;
  readonly text: string;
}

export const core = "/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001";
export const london = `${core}/resourceGroups/core-london`;

export function talk(options: PracticeOptions = {}): Talk {
  const clock = new ManualClock();
  const cloud = createPracticeCloud({ clock, speed: 1, ...options });
  return {
    cloud,
    clock,
    ask: async (method, path, body, headers) => {
      const answer = await cloud.handle({
        method,
        url: path.startsWith("https:") ? path : `https://management.practice.invalid${path}`,
        headers: { authorization: `Bearer ${cloud.token().token}`, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const parsed: unknown = answer.body === "" ? {} : JSON.parse(answer.body);
      return {
        status: answer.status,
        headers: answer.headers,
        json: isObject(parsed) ? parsed : {},
        text: answer.body,
      };
    },
  };
}
