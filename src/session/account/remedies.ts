import * as vscode from "vscode";
import type { ActionableRemedy } from "../../arm/errors";
import type { ArmClient } from "../../arm/client";
import { systemClock } from "../../arm/clock";
import type { AzureSession } from "./azureSession";
import { signIn } from "./signIn";

/** Does what an error's button promises. */
export class Remedies {
  readonly #session: AzureSession;

  constructor(session: AzureSession) {
    this.#session = session;
  }

  /** Throws `ArmError`; rejects with a cancellation when the user declines. */
  async apply(remedy: ActionableRemedy, signal: AbortSignal): Promise<void> {
    switch (remedy.kind) {
      case "signIn":
        return signIn(this.#session, signal, remedy);
      case "registerProvider":
        return this.#register(remedy, signal);
    }
  }

  async #register(
    { subscriptionId, namespace }: Extract<ActionableRemedy, { kind: "registerProvider" }>,
    signal: AbortSignal,
  ): Promise<void> {
    const { directory } = this.#session;
    if (directory === undefined) throw new vscode.CancellationError();
    const client = await directory.clientFor(`/subscriptions/${subscriptionId}`);
    await registerAndWait(client, subscriptionId, namespace, signal);
  }
}

/** Registering takes a minute or two; Azure says when it is done. */
const lookAgainAfter = 3_000;

async function registerAndWait(
  client: ArmClient,
  subscriptionId: string,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  const { getResourceProvider, registerResourceProvider } =
    await import("../../arm/resources/resourceProviders");
  let provider = await registerResourceProvider(client, subscriptionId, namespace, signal);
  while (provider.registrationState !== "Registered") {
    await systemClock.sleep(lookAgainAfter, signal);
    provider = await getResourceProvider(client, subscriptionId, namespace, signal);
  }
}
