import * as vscode from "vscode";
import { t } from "../../l10n";
import type { ArmClient } from "../../arm/client";
import { isAborted } from "../../arm/errors";
import { untilAborted } from "../../arm/async/untilAborted";
import { readRoleNodes } from "../../rows/identities/readIdentities";
import type { Services } from "../../services";
import { signedIn } from "../ask/askGroup";
import type { Command } from "../run/command";
import { principalTarget, type PrincipalTarget } from "./principalTarget";
import { servicePrincipalText, type ServicePrincipalFacts } from "./servicePrincipalText";

/** Shows what Azure knows of an identity's service principal, and how to look further. */
export const showServicePrincipal: Command = {
  intent: "show the service principal",
  async run(scope, clicked) {
    const { services } = scope;
    const target = await principalTarget(services, clicked);
    const facts = await scope.progress(vscode.l10n.t("Reading {0}…", target.name), async ({ signal }) => {
      const client = await signedIn(services).clientFor(`/subscriptions/${target.subscriptionId}`);
      return {
        ...(await identityFacts(client, target, signal)),
        roles: await untilAborted(rolesOf(services, target), signal),
      };
    });
    await services.texts.show(`service principal of ${target.name}.md`, servicePrincipalText(facts, t));
  },
};

type Facts = Omit<ServicePrincipalFacts, "roles">;

async function identityFacts(
  client: ArmClient,
  target: PrincipalTarget,
  signal: AbortSignal,
): Promise<Facts> {
  const { name, principalId, origin } = target;
  if (origin.kind === "userAssigned") {
    const { id, clientId, tenantId } = origin.identity;
    return { name, principalId, clientId, tenantId, resourceId: id, isSystemAssigned: false };
  }
  const { getSystemAssignedIdentity } = await import("../../arm/resources/managedIdentity");
  const { id, identity } = origin.holder;
  const base = { name, principalId, resourceId: id, isSystemAssigned: true };
  try {
    const { clientId, tenantId } = await getSystemAssignedIdentity(client, id, signal);
    return { ...base, clientId, tenantId: tenantId ?? identity.tenantId };
  } catch (error) {
    if (isAborted(error)) throw error;
    return { ...base, clientId: undefined, tenantId: identity.tenantId };
  }
}

async function rolesOf(
  { session }: Services,
  { name, principalId, subscriptionId }: PrincipalTarget,
): Promise<ServicePrincipalFacts["roles"]> {
  try {
    const node = { kind: "roles", id: "", name, principalId, subscriptionId } as const;
    return (await readRoleNodes(session, node)).filter((each) => each.kind === "role");
  } catch (error) {
    if (isAborted(error)) throw error;
    return undefined;
  }
}
