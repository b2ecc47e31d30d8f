import * as vscode from "vscode";
import type { Services } from "../../services";
import { agree } from "../ask/agree";
import { signedIn } from "../ask/askGroup";
import type { Command } from "../run/command";
import { arcMachine, type ArcTarget } from "../machine/arcMachine";
import type { RelayFindings } from "./endpointReport";
import { readFindings, showReport } from "./inspectEndpoint";

/** Asks Azure for relay credentials of the shortest life, and shows of them what is no secret. */
export const readRelayCredentials: Command = {
  intent: "read the relay credentials",
  async run(scope, clicked) {
    const { services } = scope;
    const machine = await arcMachine(services, clicked);
    await agree(
      vscode.l10n.t("Read the relay credentials of {0}?", machine.name),
      vscode.l10n.t(
        "Azure issues new credentials, valid for ten minutes, and records that in its activity log. The access key is neither shown nor stored. Only the relay's names and the expiration time are.",
      ),
      vscode.l10n.t("Read"),
    );
    const findings = await scope.progress(
      vscode.l10n.t("Reading the relay of {0}…", machine.name),
      async ({ signal }) => {
        const client = await signedIn(services).clientFor(machine.id);
        const { getRelayInfo } = await import("../../arm/resources/arc/hybridConnectivity");
        const info = await getRelayInfo(client, machine.id, signal);
        const platform = await platformOf(services, machine, signal);
        return { ...(await readFindings(client, machine, signal)), relay: { info, platform } };
      },
    );
    await showReport(services, findings);
  },
};

async function platformOf(
  services: Services,
  { id }: ArcTarget,
  signal: AbortSignal,
): Promise<RelayFindings["platform"]> {
  const row = services.tree.list.rowOfResource(id);
  if (row?.kind !== "vm") return undefined;
  const directory = signedIn(services);
  const clusterId = row.vm.clusterId ?? (await directory.readVm(row.vm.id, signal)).clusterId;
  if (clusterId === undefined) return { kind: "none" };
  const { readPlatformRelay } = await import("../../arm/resources/networkCloud/relayEvidence");
  return readPlatformRelay(await directory.clientFor(clusterId), clusterId, signal);
}
