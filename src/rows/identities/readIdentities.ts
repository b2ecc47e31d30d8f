import { mapWithConcurrency } from "../../arm/async/mapWithConcurrency";
import type { ArmClient } from "../../arm/client";
import { armError, toArmError, type ArmError } from "../../arm/errors";
import { roleKey } from "../../arm/resources/authorization/permissions";
import { undefinedIfNotFound } from "../../arm/errors/armError";
import type { AzureSession } from "../../session/account/azureSession";
import type { SubscriptionIdentities } from "./content";
import type { IdentityNode } from "./nodes";

/** Reads the identities, Azure VMs and scale sets of a subscription. Never rejects: what failed stands in the answer. */
export async function readSubscription(
  { directory }: AzureSession,
  subscriptionId: string,
): Promise<SubscriptionIdentities> {
  if (directory === undefined) return { userAssigned: [], compute: [] };
  const [{ listUserAssignedIdentities }, { listComputeResources }] = await Promise.all([
    import("../../arm/resources/managedIdentity"),
    import("../../arm/resources/compute"),
  ]);
  const client = directory.clientFor(`/subscriptions/${subscriptionId}`);
  const ask = async <T>(list: (through: ArmClient) => Promise<readonly T[]>) => {
    try {
      return await list(await client);
    } catch (error) {
      return toArmError(error);
    }
  };
  const [userAssigned, compute] = await Promise.all([
    ask((through) => listUserAssignedIdentities(through, { subscriptionId })),
    ask((through) => listComputeResources(through, { subscriptionId })),
  ]);
  return { userAssigned, compute };
}

/** So many role definitions are read side by side. */
const definitionsAtOnce = 4;

/** The role assignments of a principal in a subscription, with their roles' names. Throws `ArmError`. */
export async function readRoleNodes(
  { directory }: AzureSession,
  { id, principalId, subscriptionId }: Extract<IdentityNode, { kind: "roles" }>,
): Promise<readonly IdentityNode[]> {
  if (directory === undefined) throw signedOut();
  const { listRoleAssignments, getRoleDefinition } =
    await import("../../arm/resources/authorization/authorization");
  const scope = `/subscriptions/${subscriptionId}`;
  const client = await directory.clientFor(scope);
  const assignments = await listRoleAssignments(client, scope, principalId);
  const definitions = new Map(
    assignments.map(({ roleDefinitionId }) => [roleKey(roleDefinitionId), roleDefinitionId]),
  );
  const names = new Map(
    await mapWithConcurrency([...definitions], definitionsAtOnce, async ([key, definitionId]) => {
      const role = await undefinedIfNotFound(getRoleDefinition(client, definitionId));
      return [key, role?.roleName] as const;
    }),
  );
  if (assignments.length === 0) {
    return [
      {
        kind: "detail",
        id: `${id}/none`,
        label: "None in this subscription",
        value: "",
        icon: "circle-slash",
      },
    ];
  }
  return assignments.map((assignment) => ({
    kind: "role",
    id: `${id}/${assignment.id.toLowerCase()}`,
    assignmentId: assignment.id,
    roleName: names.get(roleKey(assignment.roleDefinitionId)) ?? assignment.roleDefinitionId,
    scope: assignment.scope,
    rolesId: id,
  }));
}

function signedOut(): ArmError {
  return armError("signIn", "SignedOut");
}
