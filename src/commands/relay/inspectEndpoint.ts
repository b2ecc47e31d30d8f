import * as vscode from "vscode";
import type { ArmClient } from "../../arm/client";
import { isAborted, toArmError } from "../../arm/errors";
import { undefinedIfNotFound } from "../../arm/errors/armError";
import { commandIds } from "../../ids";
import { t } from "../../l10n";
import type { Services } from "../../services";
import { signedIn } from "../ask/askGroup";
import type { Command } from "../run/command";
import { arcMachine, type ArcTarget } from "../machine/arcMachine";
import { endpointReport, type EndpointFindings } from "./endpointReport";
import { notify } from "../../window/notification";

/** Shows the connectivity endpoint of an Arc machine, and says what it proves and what it cannot show. */
export const inspectEndpoint: Command = {
  intent: "inspect the endpoint",
  async run(scope, clicked) {
    const { services } = scope;
    const machine = await arcMachine(services, clicked);
    const findings = await scope.progress(
      vscode.l10n.t("Reading the endpoint of {0}…", machine.name),
      async ({ signal }) => readFindings(await signedIn(services).clientFor(machine.id), machine, signal),
    );
    await showReport(services, findings);
    if (findings.endpoint !== undefined) void offerCredentials(services, machine);
  },
};

export async function readFindings(
  client: ArmClient,
  { id, name }: ArcTarget,
  signal: AbortSignal,
): Promise<EndpointFindings> {
  const [{ getEndpoint, listServiceConfigurations }, { apiVersions }] = await Promise.all([
    import("../../arm/resources/arc/hybridConnectivity"),
    import("../../arm/versions"),
  ]);
  const base = {
    machineId: id,
    machineName: name,
    readAt: new Date().toISOString(),
    apiVersion: apiVersions.hybridConnectivity,
  };
  const endpoint = await undefinedIfNotFound(getEndpoint(client, id, signal));
  if (endpoint === undefined) return { ...base, endpoint, services: [] };
  try {
    return { ...base, endpoint, services: await listServiceConfigurations(client, id, signal) };
  } catch (error) {
    if (isAborted(error)) throw error;
    return { ...base, endpoint, services: undefined, trouble: toArmError(error).causeText };
  }
}

export async function showReport({ texts }: Services, findings: EndpointFindings): Promise<void> {
  await texts.show(`endpoint of ${findings.machineName}.md`, endpointReport(findings, t));
}

async function offerCredentials({ log }: Services, machine: ArcTarget): Promise<void> {
  const read = vscode.l10n.t("Read Relay Credentials…");
  const chosen = await notify.information(
    vscode.l10n.t("The relay credentials of {0} would name the relay that it uses.", machine.name),
    read,
  );
  if (chosen !== read) return;
  try {
    await vscode.commands.executeCommand(commandIds.readRelayCredentials, machine);
  } catch (error) {
    log.error("The relay credentials could not be requested.", error);
  }
}
