import assert from "node:assert/strict";
import type { AccessToken } from "@azure/core-auth";
import fc from "fast-check";
import { createCredential } from "../../../../src/arm/auth/credential";
import { publicCloud } from "../../../../src/arm/cloud";
import { CachedCredential, type TokenRequest, type TokenSource } from "../../../../src/arm/auth/tokenCache";

const scope = "https://management.azure.com/.default";
const hour = 3_600_000;

/** A source that answers when it is told to. */
function held() {
  const asked: {
    request: TokenRequest;
    answer: (token: AccessToken | undefined) => void;
    fail: (error: Error) => void;
  }[] = [];
  const source: TokenSource = (request) =>
    new Promise((answer, fail) => {
      asked.push({ request, answer, fail });
    });
  return { asked, source };
}

/** A source that numbers its tokens. */
function numbered(now: () => number, lifeMs = hour) {
  const asked: TokenRequest[] = [];
  const source: TokenSource = (request) => {
    asked.push(request);
    return Promise.resolve({
      token: `${request.tenantId ?? "home"}-${asked.length}`,
      expiresOnTimestamp: now() + lifeMs,
    });
  };
  return { asked, source };
}

describe("the token cache", () => {
  it("keeps tenants apart and asks once for each", async () => {
    const { asked, source } = numbered(() => 0);
    const credential = new CachedCredential(source, () => 0);
    const get = async (tenantId: string) => (await credential.getToken(scope, { tenantId })).token;
    assert.deepEqual(
      [await get("a"), await get("b"), await get("a"), await get("b")],
      ["a-1", "b-2", "a-1", "b-2"],
    );
    assert.equal(asked.length, 2);
  });

  it("shares one call among those who ask at the same time", async () => {
    const { asked, source } = held();
    const credential = new CachedCredential(source);
    const both = Promise.all([credential.getToken(scope), credential.getToken([scope])]);
    assert.equal(asked.length, 1);
    asked[0]?.answer({ token: "shared", expiresOnTimestamp: Date.now() + hour });
    assert.deepEqual(
      (await both).map(({ token }) => token),
      ["shared", "shared"],
    );
  });

  it("aborts the source only when nobody waits any more", async () => {
    const { asked, source } = held();
    const credential = new CachedCredential(source);
    const [one, two] = [new AbortController(), new AbortController()];
    const first = credential.getToken(scope, { abortSignal: one.signal });
    const second = credential.getToken(scope, { abortSignal: two.signal });
    one.abort();
    await assert.rejects(first, { kind: "aborted", name: "AbortError" });
    assert.equal(asked[0]?.request.signal.aborted, false);
    two.abort();
    await assert.rejects(second, { kind: "aborted" });
    assert.equal(asked[0].request.signal.aborted, true);
    const third = credential.getToken(scope);
    assert.equal(asked.length, 2, "an abandoned call is not joined");
    asked[1]?.answer({ token: "third", expiresOnTimestamp: Date.now() + hour });
    assert.equal((await third).token, "third");
  });

  it("renews ahead without making anyone wait, and does not insist when that fails", async () => {
    let now = 0;
    const { asked, source } = held();
    const credential = new CachedCredential(source, () => now);
    const first = credential.getToken(scope, { interactive: true });
    asked[0]?.answer({ token: "old", expiresOnTimestamp: hour });
    await first;
    now = hour - 300_000;
    assert.equal((await credential.getToken(scope, { interactive: true })).token, "old");
    assert.equal(asked.length, 2);
    assert.equal(asked[1]?.request.interactive, false, "renewing ahead never asks the user");
    asked[1].fail(new Error("offline"));
    await new Promise(setImmediate);
    assert.equal((await credential.getToken(scope)).token, "old");
    assert.equal(asked.length, 2, "the next try waits");
    now += 60_000;
    await credential.getToken(scope);
    asked[2]?.answer({ token: "new", expiresOnTimestamp: now + hour });
    await new Promise(setImmediate);
    assert.equal((await credential.getToken(scope)).token, "new");
  });

  it("goes past the cache for claims and for a refused token, and keeps what it gets", async () => {
    const { asked, source } = numbered(() => 0);
    const credential = new CachedCredential(source, () => 0);
    await credential.getToken(scope);
    assert.equal((await credential.getToken(scope, { claims: "{}" })).token, "home-2");
    assert.equal((await credential.getToken(scope)).token, "home-2");
    assert.equal((await credential.getToken(scope, { forceRefresh: true })).token, "home-3");
    assert.equal((await credential.getToken(scope)).token, "home-3");
    assert.deepEqual(
      asked.map(({ claims }) => claims),
      [undefined, "{}", undefined],
    );
  });

  it("forgets one tenant or all when the session changes, also what is still in progress", async () => {
    const { asked, source } = held();
    const credential = new CachedCredential(source);
    const answer = (index: number, token: string): void => {
      asked[index]?.answer({ token, expiresOnTimestamp: Date.now() + hour });
    };
    const a = credential.getToken(scope, { tenantId: "a" });
    const b = credential.getToken(scope, { tenantId: "b" });
    answer(0, "a-old");
    await a;
    credential.clear("a");
    answer(1, "b-old");
    await b;
    const again = credential.getToken(scope, { tenantId: "a" });
    answer(2, "a-new");
    assert.equal((await again).token, "a-new");
    const late = credential.getToken(scope, { tenantId: "b" });
    answer(3, "b-new");
    assert.equal((await late).token, "b-new", "an answer from before the change is not kept");
  });

  it("says who is signed out, and keeps no failure", async () => {
    const answers = [undefined, { token: "now", expiresOnTimestamp: Date.now() + hour }];
    const credential = createCredential(
      { kind: "session", getToken: () => Promise.resolve(answers.shift()) },
      publicCloud,
    );
    await assert.rejects(credential.getToken(scope, { tenantId: "t" }), {
      kind: "signIn",
      remedy: { kind: "signIn", tenantId: "t" },
    });
    assert.equal((await credential.getToken(scope, { tenantId: "t" })).token, "now");
  });

  it("reads a session token's own expiry, and asks again soon when it has none", async () => {
    let calls = 0;
    let now = 1_000_000_000_000;
    const jwt = (exp: number): string => `h.${Buffer.from(JSON.stringify({ exp })).toString("base64url")}.s`;
    for (const [token, laterMs, expected] of [
      [jwt(1_000_000_000 + 7200), hour, 1],
      [jwt(1_000_000_000 + 7200), 2 * hour, 2],
      ["opaque", 400_000, 2],
    ] as const) {
      calls = 0;
      now = 1_000_000_000_000;
      const getToken = () => Promise.resolve((calls++, { token, expiresOnTimestamp: 0 }.token));
      const credential = createCredential({ kind: "session", getToken }, publicCloud, { now: () => now });
      await credential.getToken(scope);
      now += laterMs;
      await credential.getToken(scope);
      assert.equal(calls, expected, token);
    }
  });

  it("asks again when a renewal that was long in progress lands with an old token", async () => {
    let now = 0;
    const { source } = numbered(() => now);
    const credential = new CachedCredential(source, () => now);
    await credential.getToken(scope, { tenantId: "b" });
    now = 3_000_000; // its last ten minutes: renewed ahead
    await credential.getToken(scope, { tenantId: "b" });
    now = 6_480_001;
    const token = await credential.getToken(scope, { tenantId: "b" });
    assert.ok(token.expiresOnTimestamp - now >= 120_000);
  });

  it("never gives a token that is about to expire, whatever the order of events", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            wait: fc.nat({ max: 2 * hour }),
            tenantId: fc.constantFrom("a", "b"),
            claims: fc.boolean(),
            clear: fc.boolean(),
          }),
          { maxLength: 30 },
        ),
        async (steps) => {
          let now = 0;
          const { source } = numbered(() => now);
          const credential = new CachedCredential(source, () => now);
          for (const { wait, tenantId, claims, clear } of steps) {
            now += wait;
            if (clear) credential.clear(tenantId);
            const token = await credential.getToken(scope, { tenantId, ...(claims && { claims: "{}" }) });
            assert.ok(token.expiresOnTimestamp - now >= 120_000);
            assert.ok(token.token.startsWith(tenantId));
          }
        },
      ),
    );
  });

  it("says which tenant gives no token by itself, and whose sign-in it needs", async () => {
    const locked = new CachedCredential(() => Promise.resolve(undefined));
    await assert.rejects(locked.getToken(scope, { tenantId: "t1" }), {
      kind: "signIn",
      code: "TenantLocked",
      causeText: /This tenant requires its own sign-in/,
      nextMove: /Sign in to this tenant/,
      remedy: { kind: "signIn", tenantId: "t1" },
    });
    await assert.rejects(locked.getToken(scope), {
      kind: "signIn",
      code: "SignedOut",
      remedy: { kind: "signIn" },
    });
  });
});
