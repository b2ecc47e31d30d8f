/**
 * The window is reloaded, or its extension host killed, at drawn moments of an enrollment, in both modes. Azure is served
 * outside the window and continues; its log of writes says that nothing was done twice. `NEXUS_ARC_INTERRUPTIONS` sets how many moments
 * of each way (all of them: 99), `NEXUS_ARC_SEED` which ones, and how.
 */
import assert from "node:assert/strict";
import { newEnrollment, type Enrollment } from "../../../src/enrollment/record/record";
import { writeRecord } from "../../../src/enrollment/record/recordFile";
import { machineId, readTarget, vmId, type EnrollmentTarget } from "../../../src/enrollment/target/target";
import { createPracticeCloud } from "../../../src/practice/cloud";
import { Random } from "../../../src/practice/state/random";
import { practiceTarget, practiceVm } from "../../unit/enrollment/setup";
import { ServedAzure, stubAzureCli } from "../harness/cloud/azure";
import { AnswerTrap, drawWalks, type Moment, type Way } from "../harness/cloud/enrollmentMoments";
import { EnrollmentsView } from "../harness/enrollmentsView";
import { TickingClock } from "../harness/cloud/tickingClock";
import { eventually } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

const interruptions = Number(process.env["NEXUS_ARC_INTERRUPTIONS"] ?? 1);
const seed = Number(process.env["NEXUS_ARC_SEED"] ?? 1);
const random = new Random(seed);
const hows = ["reload", "kill"] as const;

/** An enrollment that is walked through. */
interface Walk {
  readonly record: Enrollment;
  readonly target: EnrollmentTarget;
  readonly vmName: string;
}

describe(`an enrollment over interruptions (seed ${seed}, NEXUS_ARC_INTERRUPTIONS=${interruptions})`, function () {
  this.timeout(600_000 + interruptions * 60_000);
  const clock = new TickingClock();
  const cloud = createPracticeCloud({ clock });
  const trap = new AnswerTrap();
  let azure: ServedAzure;
  let workbench: Workbench;
  let view: EnrollmentsView;

  before(async () => {
    azure = await ServedAzure.start(cloud, { hold: trap.hold });
    workbench = await Workbench.open({
      keepsSecrets: true,
      machineSettings: { ...azure.machineSettings(), "nexusArc.signIn": "azureCli" },
      env: { PATH: await stubAzureCli(cloud) },
    });
    view = new EnrollmentsView(workbench);
    await workbench.openSideBar();
    await workbench.press(
      workbench.page.getByRole("button", { name: "Sign In to Azure" }),
      workbench.tree().row("Core network"),
    );
    await view.makeSpace();
  });
  after(async () => {
    trap.release();
    clock.end();
    await workbench.close();
    await azure.close();
  });

  /** An enrollment into an empty resource group, as another machine has exported it. */
  async function begin(way: Way, vmName: string): Promise<Walk> {
    const input = practiceTarget({
      cloud: "custom",
      resourceManager: azure.url,
      audience: azure.url,
      authority: "https://login.microsoftonline.com",
      creator: way === "guided" ? "workstation" : "vm",
      resourceGroup: "empty-group",
      vmName,
    });
    const group = `/subscriptions/${input.subscriptionId ?? ""}/resourceGroups/empty-group`;
    const userAssignedIdentityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${vmName}`;
    const fresh = newEnrollment({ ...input, userAssignedIdentityId }, new Date(), () => random.guid());
    const record = { ...fresh, vm: practiceVm };
    const reading = readTarget(record.target);
    assert.ok(reading.ok, JSON.stringify(reading));
    await view.fromClipboard(writeRecord(record), () => workbench.command("Nexus Arc: Import Enrollment…"));
    await view.checkUntil(vmName, /0\/10/);
    return { record, target: reading.target, vmName };
  }

  async function interrupt(how: (typeof hows)[number]): Promise<void> {
    if (how === "reload") await workbench.reload();
    else {
      await workbench.killExtensionHost();
      await workbench.reviveExtensionHost();
    }
  }

  /** Interrupts the window, and waits until the next one knows the enrollment. */
  async function goThrough(moment: Moment, { vmName }: Walk): Promise<void> {
    const how = hows[random.below(hows.length)] ?? "kill";
    console.log(`      ${vmName}: ${how} at step ${moment.step} ${moment.kind}`);
    const before = await workbench.server.extensionHosts();
    await interrupt(how);
    const anotherHost = async (): Promise<true | undefined> => {
      const now = await workbench.server.extensionHosts();
      return now.length > 0 && now.every((pid) => !before.includes(pid)) ? true : undefined;
    };
    await eventually("another extension host alone", anotherHost);
    trap.release();
    await view.row(vmName, /\d+\/10/).waitFor();
  }

  const stage = ({ target }: Walk) => cloud.guest.look(vmId(target))?.stage;

  /** Resolves at the moment; then Azure holds its answer, or time stands still in the VM. */
  function meets(moment: Moment, walk: Walk): Promise<void> {
    if (moment.kind === "inVm") return clock.holdWhen(() => stage(walk) === moment.step);
    return trap.catches(moment);
  }

  /**
   * What this workstation and the VM do by themselves, with these interruptions. A moment in the VM is looked for while the window
   * is still being reloaded at the one before, as the VM does not wait for it.
   */
  async function runThrough(moments: readonly Moment[], walk: Walk): Promise<void> {
    let met: Promise<void> | undefined;
    for (const [index, moment] of moments.entries()) {
      met ??= meets(moment, walk);
      await view.runUntil(walk.vmName, `step ${moment.step} ${moment.kind} of ${walk.vmName}`, met);
      const next = moments[index + 1];
      met = next?.kind === "inVm" ? meets(next, walk) : undefined;
      await goThrough(moment, walk);
      if (moment.kind === "inVm") clock.goOn();
    }
  }

  /** The user's word for what happens inside the VM; said again where the interruption came before it was noted. */
  async function sayThrough(moment: Moment, walk: Walk): Promise<void> {
    const { step } = moment;
    await view.chooseOfStep(walk.vmName, step, "Mark Step as Done");
    await goThrough(moment, walk);
    await view.tree.expand(walk.vmName);
    const title = `^${step}\\s`;
    await view.tree.row(new RegExp(`${title}(?!.*(Not checked|checking))`)).waitFor();
    if ((await view.tree.rows(new RegExp(`${title}.*marked by you`)).count()) === 0)
      await view.chooseOfStep(walk.vmName, step, "Mark Step as Done");
    await view.tree.row(new RegExp(`${title}.*marked by you`)).waitFor();
    await view.tree.collapse(walk.vmName);
  }

  /** Copies the key from the window and runs `azcmagent connect` in the VM. */
  async function connectByHand({ record, target, vmName }: Walk): Promise<void> {
    const privateKey = await view.copied(async () => {
      await view.choose(vmName, "Copy the VM's Private Key…");
      await workbench.answerDialog("Copy");
    });
    const outcome = cloud.guest.connect({
      machineId: machineId(target),
      vmId: record.arcVmId,
      virtualMachineId: vmId(target),
      privateKey,
    });
    assert.deepEqual(outcome, { outcome: "connected", machineId: machineId(target) });
  }

  /** Every write that Azure has taken for this enrollment, it has taken once. */
  function assertNothingTwice(since: number, { vmName }: Walk): void {
    const isWrite = /^PUT |^PATCH |^DELETE |^POST .*\/assignRelay$/;
    const taken = azure.exchanges
      .slice(since)
      .filter(({ status }) => status < 300)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((line) => isWrite.test(line));
    assert.ok(taken.length >= 4, JSON.stringify(taken));
    assert.deepEqual(
      taken.filter((line, index) => taken.indexOf(line) !== index),
      [],
    );
    const long = cloud.world.operations
      .all()
      .filter((operation) => JSON.stringify(operation).includes(`/${vmName}"`))
      .map(({ effect }) => effect.kind);
    assert.deepEqual(long.sort(), ["created", "relayAssigned"]);
  }

  it("comes to Connected in the guided mode, and nothing is done twice", async () => {
    for (const [index, moments] of drawWalks("guided", interruptions, random).entries()) {
      const since = azure.exchanges.length;
      const walk = await begin("guided", `guided${index}`);
      await runThrough(
        moments.filter(({ step, kind }) => kind !== "said" && step !== 10),
        walk,
      );
      await view.runUntil(
        walk.vmName,
        "all that the workstation does",
        view.row(walk.vmName, /5\/10 · next/).waitFor({ timeout: 240_000 }),
      );
      for (const moment of moments.filter(({ kind }) => kind === "said")) await sayThrough(moment, walk);
      const last = moments.find(({ step }) => step === 10);
      if (last?.kind === "sent") await goThrough(last, walk);
      await connectByHand(walk);
      if (last?.kind === "over") await goThrough(last, walk);
      await view.checkUntil(walk.vmName, /10\/10 · Connected/);
      await view.choose(walk.vmName, "Copy the VM's Private Key…");
      await workbench.notification("No private key is stored").first().waitFor();
      assertNothingTwice(since, walk);
    }
    await workbench.screenshot("enrollments-survived-guided");
  });

  it("comes to Connected hands-free, and nothing is done twice", async () => {
    for (const [index, moments] of drawWalks("handsFree", interruptions, random).entries()) {
      const since = azure.exchanges.length;
      const walk = await begin("handsFree", `free${index}`);
      await runThrough(moments, walk);
      const connected = eventually(
        "the VM connected",
        () => (stage(walk) === "connected" ? true : undefined),
        240_000,
      );
      await view.runUntil(
        walk.vmName,
        "the VM connected",
        connected.then(() => undefined),
      );
      await view.checkUntil(walk.vmName, /Connected/);
      await view.fromClipboard(cloud.guest.report(vmId(walk.target)) ?? "", () =>
        view.choose(walk.vmName, "Read the VM's Report…"),
      );
      await view.checkUntil(walk.vmName, /10\/10 · Connected/);
      assertNothingTwice(since, walk);
    }
    await workbench.screenshot("enrollments-survived-hands-free");
  });
});
