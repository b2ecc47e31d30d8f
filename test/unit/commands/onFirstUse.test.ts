import assert from "node:assert/strict";
import type { CommandScope } from "../../../src/commands/run/command";
import { onFirstUse } from "../../../src/commands/run/onFirstUse";

const scope = {} as CommandScope;

describe("a command that is loaded on first use", () => {
  it("is loaded once, gets what it was called with, and names its own intent", async () => {
    let loads = 0;
    const given: unknown[] = [];
    const command = onFirstUse(() => {
      loads += 1;
      return Promise.resolve({ intent: "do it", run: (_, ...args) => void given.push(args) });
    });
    assert.equal(loads, 0);
    await command.run(scope, "row", 1);
    await command.run(scope);
    assert.equal(loads, 1);
    assert.deepEqual(given, [["row", 1], []]);
    assert.equal(command.intent, "do it");
  });

  it("fails as it is loaded or run, and can be retried", async () => {
    let tries = 0;
    const command = onFirstUse(() => {
      tries += 1;
      return tries === 1
        ? Promise.reject(new Error("no disk"))
        : Promise.resolve({ intent: "do it", run: () => Promise.reject(new Error("no network")) });
    });
    await assert.rejects(async () => command.run(scope), /no disk/);
    assert.equal(command.intent, "load the command");
    await assert.rejects(async () => command.run(scope), /no network/);
    assert.equal(command.intent, "do it");
  });
});
