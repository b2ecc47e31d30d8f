import assert from "node:assert/strict";
import { armError } from "../../../src/arm/errors";
import { errorMessage } from "../../../src/commands/run/errorMessage";
import { inEnglish } from "../../../src/l10n/translate";

function buttons(error: unknown): string[] {
  return errorMessage("start the VM", error, inEnglish).actions.map(({ label }) => label);
}

describe("the message of a failed command", () => {
  it("says what could not be done, why, and the next move", () => {
    const { text } = errorMessage(
      "start the VM",
      armError("conflict", "Busy", {}, { causeText: "It is busy." }),
      inEnglish,
    );
    assert.equal(
      text,
      "Could not start the VM. It is busy. Wait until the other operation ends, refresh, and retry.",
    );
  });

  it("offers the remedy first, then Retry, the log and the correlation id", () => {
    const remedy = {
      kind: "registerProvider",
      namespace: "Microsoft.HybridCompute",
      subscriptionId: "s",
    } as const;
    const error = armError(
      "providerNotRegistered",
      "MissingSubscriptionRegistration",
      { correlationId: "c-1" },
      { remedy, retryable: true },
    );
    assert.deepEqual(buttons(error), [
      "Register Microsoft.HybridCompute",
      "Retry",
      "Show Log",
      "Copy Correlation ID",
    ]);
  });

  it("offers a sign-in for a step-up, and no Retry where retrying cannot help", () => {
    const error = armError("stepUp", "InteractionRequired", {}, { remedy: { kind: "signIn", claims: "{}" } });
    assert.deepEqual(buttons(error), ["Sign In", "Show Log"]);
  });

  it("makes no button of a wait", () => {
    const error = armError(
      "throttled",
      "TooManyRequests",
      {},
      { remedy: { kind: "retryAfter", seconds: 5 } },
    );
    assert.deepEqual(buttons(error), ["Retry", "Show Log"]);
  });

  it("shows the message of our own errors, redacted", () => {
    const { text } = errorMessage(
      "save the key",
      new Error("key.env exists already. Bearer abcdefghijklmnop"),
      inEnglish,
    );
    assert.match(text, /^Could not save the key\. key\.env exists already\./);
    assert.doesNotMatch(text, /abcdefghijklmnop/);
  });
});
