import assert from "node:assert/strict";
import fc from "fast-check";
import type { Memento } from "vscode";
import { modes } from "../../../../src/session/account/account";
import { ModeStore } from "../../../../src/session/account/modeStore";

/** VS Code's memento: what is kept goes through JSON. */
function memento(saved: Readonly<Record<string, unknown>> = {}): Memento & { readonly text: () => string } {
  const values = new Map(Object.entries(saved));
  return {
    keys: () => [...values.keys()],
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => {
      if (value === undefined) values.delete(key);
      else values.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
    text: () => JSON.stringify([...values]),
  };
}

describe("what the user works with", () => {
  it("is nothing for somebody who never chose", () => {
    const store = new ModeStore(memento());
    assert.equal(store.mode, undefined);
    assert.equal(store.accounts, undefined);
  });

  it("is there again in the next window", async () => {
    const state = memento();
    for (const mode of modes) {
      await new ModeStore(state).setMode(mode);
      assert.equal(new ModeStore(state).mode, mode);
    }
    const accounts = [{ accountId: "a" }, { accountId: "b", tenants: ["t1", "t2"] }];
    await new ModeStore(state).setAccounts(accounts);
    assert.deepEqual(new ModeStore(state).accounts, accounts);
    await new ModeStore(state).setAccounts(undefined);
    assert.equal(new ModeStore(state).accounts, undefined);
  });

  it("reads whatever another version has left, without a crash and without making anything up", () => {
    const choice = fc.oneof(
      fc.anything(),
      fc.record({ accountId: fc.anything(), tenants: fc.anything(), token: fc.string() }),
      fc.record({ accountId: fc.string(), tenants: fc.array(fc.oneof(fc.string(), fc.anything())) }),
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.constantFrom(...modes)),
        fc.oneof(fc.anything(), fc.array(choice)),
        (mode, accounts) => {
          const store = new ModeStore(memento({ mode, accounts }));
          assert.ok(store.mode === undefined || store.mode === mode);
          for (const account of store.accounts ?? []) {
            assert.equal(typeof account.accountId, "string");
            assert.ok(account.tenants?.every((tenant) => typeof tenant === "string") !== false);
            assert.ok(Object.keys(account).every((key) => ["accountId", "tenants"].includes(key)));
          }
        },
      ),
    );
  });
});
