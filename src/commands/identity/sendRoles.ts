import type { ArmClient } from "../../arm/client";
import type { AzureAction } from "../../enrollment/actions/azureAction";
import type { RunningWork } from "../run/command";

/** Creates and assigns roles, in order. Doing it again changes nothing. Throws `ArmError`. */
export async function sendRoles(
  client: ArmClient,
  actions: readonly AzureAction[],
  { signal, report }: RunningWork,
): Promise<void> {
  const [{ putRoleAssignment }, { requestOf }] = await Promise.all([
    import("../../arm/resources/authorization/authorization"),
    import("../../enrollment/actions/azureAction"),
  ]);
  for (const action of actions) {
    if (action.kind === "assignRole") {
      report(action.roleName);
      await putRoleAssignment(client, action.assignment, signal);
    } else {
      await client.send({ ...requestOf(action), signal });
    }
  }
}
