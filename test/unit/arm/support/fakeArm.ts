import type { ArmClient, ArmRequest, ArmResponse } from "../../../../src/arm/client";
import { publicCloud } from "../../../../src/arm/cloud";
import { errorFromResponse } from "../../../../src/arm/errors";

export type Answer = Partial<ArmResponse> & { readonly status: number };

export interface FakeArm extends ArmClient {
  readonly requests: ArmRequest[];
}

/** A door to Azure that answers from a function and keeps what it was asked. Answers outside 2xx are thrown, as the real door does. */
export function fakeArm(answer: (request: ArmRequest) => Answer | Promise<Answer>): FakeArm {
  const requests: ArmRequest[] = [];
  return {
    requests,
    cloud: publicCloud,
    async send(request) {
      requests.push(request);
      request.signal?.throwIfAborted();
      const { status, headers = {}, body } = await answer(request);
      if (status >= 200 && status < 300) return { status, headers, body };
      throw errorFromResponse({ status, headers, bodyText: body === undefined ? "" : JSON.stringify(body) });
    },
  };
}

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers,
  body,
});

export const refused = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: `${code} for the test.` } },
});
