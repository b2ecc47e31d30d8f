import * as vscode from "vscode";
import type { ArmClient } from "../../arm/client";
import type { FleetSite } from "../../fleet/file/newFile";
import { t } from "../../l10n";
import { readChoices, type ChoiceKind, type Offer } from "../../session/listing/choices";
import { groupQuestions, placeClicked, signedIn, type GroupAnswers } from "../ask/askGroup";
import { askAll } from "../ask/questions";
import type { CommandScope } from "../run/command";

/** Asks in which resource group the VMs shall be, and reads what they need there. Throws `ArmError`, or a cancellation. */
export async function askFleetSite(scope: CommandScope): Promise<Partial<FleetSite>> {
  const { services, progress } = scope;
  const { subscriptionId = "", group } = await askAll<GroupAnswers>(
    vscode.l10n.t("New fleet file"),
    {},
    groupQuestions(services, placeClicked(services, undefined)),
  );
  const directory = signedIn(services);
  const id = `/subscriptions/${subscriptionId}`;
  const resourceGroup = group?.name ?? "";
  const tenantId = directory.tenantOf(id);
  const client = await directory.clientFor(id);
  const found = await progress(vscode.l10n.t("Checking {0}…", resourceGroup), ({ signal }) =>
    readSite(client, { subscriptionId, resourceGroup }, signal),
  );
  return {
    ...(tenantId !== undefined && { tenantId }),
    subscriptionId,
    resourceGroup,
    ...(group?.location !== undefined && { location: group.location }),
    ...found,
  };
}

/** The group's own networks and image first, else others of the subscription; an L3 network beside the cloud services network. */
async function readSite(
  client: ArmClient,
  target: Pick<FleetSite, "subscriptionId" | "resourceGroup">,
  signal: AbortSignal,
): Promise<Partial<FleetSite>> {
  const source = { clientFor: () => Promise.resolve(client), subscriptions: () => Promise.resolve([]) };
  const read = (kind: ChoiceKind): Promise<readonly Offer[]> =>
    readChoices(kind, { target }, source, t, signal);
  const [[wayOut], networks, [image]] = await Promise.all([
    read("cloudServicesNetworks"),
    read("networks"),
    read("images"),
  ]);
  const beside = wayOut?.value.replace(/\/cloudServicesNetworks\/.*$/i, "/l3Networks/").toLowerCase();
  const network = networks.find(
    ({ value }) => beside !== undefined && value.toLowerCase().startsWith(beside),
  );
  const customLocation = wayOut?.implies?.vm?.customLocation;
  return {
    ...(wayOut !== undefined && { cloudServicesNetworkId: wayOut.value }),
    ...(customLocation !== undefined && { customLocation }),
    ...(network !== undefined && { networkId: network.value }),
    ...(image !== undefined && { vmImage: image.value }),
  };
}
