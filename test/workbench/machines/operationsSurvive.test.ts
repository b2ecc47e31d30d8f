/**
 * The window is reloaded, or its extension host is killed, while it starts an operation or watches one. What became of each
 * is counted in Azure, which is served outside the window. `NEXUS_ARC_KILLS` sets how often (by turns), `NEXUS_ARC_SEED` when.
 */
import assert from "node:assert/strict";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileOperationStore } from "../../../src/arm/operations/operationFiles";
import type { OperationRecord } from "../../../src/arm/operations/operationRecord";
import { createPracticeCloud } from "../../../src/practice/cloud";
import type { PracticeRequest } from "../../../src/practice/http/wire";
import { Random } from "../../../src/practice/state/random";
import { seed } from "../../seed";
import { ServedAzure, stubAzureCli } from "../harness/cloud/azure";
import { eventually } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

const kills = Number(process.env["NEXUS_ARC_KILLS"] ?? 2);
/** A restart in this cloud takes about three seconds. */
const spanMs = 3000;
/** The request that starts it is on its way that long, and its answer again: many moments fall in between. */
const travelMs = 400;

const begins = ({ method, url }: Pick<PracticeRequest, "method" | "url">): boolean =>
  method === "POST" && url.includes("/restart");

describe("an operation that the Azure CLI's account starts", () => {
  const random = new Random(seed);
  let workbench: Workbench;
  let azure: ServedAzure;
  let names: readonly string[];

  before(async () => {
    const cloud = createPracticeCloud({
      population: { kind: "fleet", subscriptions: 1, virtualMachines: kills + 3 },
    });
    names = [...cloud.world.store.list("microsoft.networkcloud/virtualmachines")]
      .filter(({ properties }) => properties["powerState"] === "On") // some are off, and cannot be restarted
      .map(({ name }) => name)
      .slice(0, kills);
    assert.equal(names.length, kills);
    azure = await ServedAzure.start(cloud, { travelMs: (request) => (begins(request) ? travelMs : 5) });
    workbench = await Workbench.open({
      settings: { "nexusArc.tree.grouping": "flat" },
      machineSettings: { ...azure.machineSettings(), "nexusArc.signIn": "azureCli" },
      env: { PATH: await stubAzureCli(cloud) },
    });
    await workbench.openSideBar();
    // The view has room for all rows: VS Code draws only those in sight.
    await workbench.tree("Enrollments").fold("folded");
    await workbench.press(
      workbench.page.getByRole("button", { name: "Sign In to Azure" }),
      workbench.tree().row(names[0] ?? ""),
    );
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  /** How often Azure has started the restart of this VM. */
  const begun = (name: string): number =>
    azure.exchanges.filter((exchange) => exchange.status < 300 && exchange.path.endsWith(`/${name}/restart`))
      .length;

  async function recordOf(name: string): Promise<OperationRecord | undefined> {
    const folder = path.join(
      workbench.server.userFolder,
      "User/globalStorage/nexus-arc.nexus-arc/operations",
    );
    const records = await fileOperationStore(folder).list();
    return records.find(({ targetId }) => targetId.endsWith(`/${name}`));
  }

  async function beginRestart(name: string): Promise<void> {
    await workbench.tree().menu(name, "Restart VM…");
    await workbench.answerDialog("Restart");
  }

  async function interrupt(how: "reload" | "kill"): Promise<void> {
    if (how === "reload") return workbench.reload();
    await workbench.killExtensionHost();
    await workbench.reviveExtensionHost();
  }

  it(`is picked up again after ${kills} reloads and kills, and none is started twice (seed ${seed})`, async () => {
    const seen: Record<string, number> = {};
    for (const [round, name] of names.entries()) {
      const how = round % 2 === 0 ? "kill" : "reload";
      await beginRestart(name);
      await delay(random.next() * spanMs);
      const left = (await recordOf(name))?.phase ?? "nothing saved";
      seen[`${how}, ${left}`] = (seen[`${how}, ${left}`] ?? 0) + 1;
      await interrupt(how);
      await workbench.openSideBar();
      await workbench.tree().row(name).waitFor();
      await assertPickedUp(name);
    }
    console.log(`      at the moment of the interruption: ${JSON.stringify(seen)}`);
    await workbench.screenshot("operations-survived");
  }).timeout(180_000 + kills * 120_000);

  /** The tree shows what became of it: how it ended, or that it is not known yet whether Azure has taken it. */
  async function assertPickedUp(name: string): Promise<void> {
    const record = await eventually(`the end of the restart of ${name}`, async () => {
      const found = await recordOf(name);
      // Killed before it was saved: then nothing was sent.
      if (found === undefined) return { phase: "nothing saved" } as const;
      if (found.phase === "intended" && begun(name) === 0) return found;
      return found.phase === "ended" ? found : undefined;
    });
    assert.ok(begun(name) <= 1, `${name} was begun ${begun(name)} times`);
    const tree = workbench.tree();
    switch (record.phase) {
      case "nothing saved":
        assert.equal(begun(name), 0, "nothing is sent before it is saved");
        return;
      case "ended":
        assert.equal(record.end, begun(name) === 1 ? "succeeded" : "notStarted");
        await tree.expand("Operations");
        await tree.row(new RegExp(`Restart ${name}.*(Succeeded|Not started)`)).waitFor();
        await workbench.command("Nexus Arc: Clear Ended Operations");
        return;
      case "intended":
        await tree.expand("Operations");
        // Until it is known that Azure has not taken it.
        await tree.row(new RegExp(`Restart ${name}.*(In progress|Not started)`)).waitFor();
    }
  }
});
