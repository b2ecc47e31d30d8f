import type { ArmClient } from "../../arm/client";
import type { ShortAction } from "../../enrollment/actions/azureAction";
import type { RunningWork } from "../run/command";

/** Creates and assigns roles, in order. Doing it again changes nothing. Throws `ArmError`. */
export async function sendRoles(
  client: ArmClient,
  actions: readonly ShortAction[],
  { signal, report }: RunningWork,
): Promise<void> {
  const { sendShortAction } = await import("../../enrollment/actions/sendAction");
  for (const action of actions) {
    if (action.kind === "assignRole") report(action.roleName);
    await sendShortAction(client, action, signal);
  }
}
