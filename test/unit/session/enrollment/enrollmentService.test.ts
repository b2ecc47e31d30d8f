import assert from "node:assert/strict";
import { StepBlockedError } from "../../../../src/enrollment/steps/step";
import { readReport } from "../../../../src/enrollment/evidence/report";
import { stepNumbers } from "../../../../src/enrollment/steps/stepNumber";
import { vmId, type TargetInput } from "../../../../src/enrollment/target/target";
import { targetRules } from "../../../../src/enrollment/target/targetRules";
import type { EnrollmentService } from "../../../../src/session/enrollment/enrollmentService";
import type { PracticeOptions } from "../../../../src/practice/cloud";
import { targetFrom } from "../../enrollment/sample";
import { practiceTarget, practiceVm } from "../../enrollment/setup";
import { connectGuest, openServiceSetup, shown, type ServiceSetup } from "./serviceSetup";

const guided = practiceTarget({ identity: "user", creator: "workstation", cloud: "practice" });
const handsFree = practiceTarget({ identity: "system", creator: "vm", flavour: "curl", cloud: "practice" });

async function begin(service: EnrollmentService, target = guided): Promise<string> {
  const { id } = await service.create(target);
  await service.update(id, (enrollment) => ({ ...enrollment, vm: practiceVm }));
  return id;
}

/** As another window, signed in elsewhere, would leave the record in the folder that all windows share. */
async function retarget(service: EnrollmentService, id: string, target: TargetInput): Promise<void> {
  await service.update(id, (enrollment) => ({ ...enrollment, target: { ...enrollment.target, ...target } }));
}

function done(service: EnrollmentService, id: string): number | undefined {
  return service.get(id)?.assessment?.done;
}

/** How many interruptions are tried, spread over the run. All points: a number above 60. */
const interruptions = Number(process.env["NEXUS_ARC_INTERRUPTIONS"] ?? 4);

describe("enrollment service", function () {
  this.timeout(240_000 + interruptions * 10_000);
  let setups: ServiceSetup[] = [];
  const enter = async (options?: PracticeOptions): Promise<ServiceSetup> => {
    const setup = await openServiceSetup(options);
    setups.push(setup);
    return setup;
  };
  afterEach(async () => {
    for (const setup of setups) await setup.end();
    setups = [];
  });

  it("takes a VM to Connected in the guided mode, and erases the key then", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service);
    await service.check(id);
    assert.equal(done(service, id), 0);
    assert.equal(service.get(id)?.assessment?.next, 1);
    await service.run(id, "remaining");
    const [kept = ""] = setup.secrets.values();
    const keyLines = kept.match(/[A-Za-z0-9+/=]{60,}/g) ?? [];
    assert.ok(keyLines.length > 0, "a private key is stored");
    const before = await setup.files();
    assert.equal(service.get(id)?.activity, undefined);
    const { enrollment } = service.get(id) ?? assert.fail();
    assert.equal(await connectGuest(setup, service, enrollment), "connected");
    await service.check(id);
    assert.equal(done(service, id), 10);
    assert.equal(setup.secrets.size, 0);
    for (const files of [before, await setup.files()]) {
      assert.ok(files.includes(id), "the record is in a file");
      for (const line of keyLines) assert.ok(!files.includes(line), "no private key in a file");
    }
    assert.deepEqual(setup.logged, []);
  });

  it("takes a VM to Connected hands-free, with user data of its own making", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service, handsFree);
    await service.run(id, "remaining");
    await service.run(id, "watch");
    const { enrollment, assessment } = service.get(id) ?? assert.fail();
    assert.equal(assessment?.connected, true);
    const report = readReport(setup.setup.cloud.guest.report(vmId(targetFrom(enrollment.target))) ?? "");
    assert.ok(report.ok);
    await service.update(id, (record) => ({ ...record, report: report.report }));
    assert.equal(done(service, id), 10, "the report is judged without asking Azure again");
    assert.equal(setup.secrets.size, 0);
  });

  it("tells the list and the changed enrollment apart", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const told: (string | undefined)[] = [];
    service.onDidChange((id) => void told.push(id));
    const id = await begin(service);
    assert.equal(told[0], undefined);
    assert.deepEqual([...new Set(told.slice(1))], [id]);
    assert.deepEqual(
      service.list().map(({ enrollment }) => enrollment.id),
      [id],
    );
  });

  it("runs to the end, and tells the others, when one who looks on throws", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service);
    const gone = new Error("Webview is disposed");
    service.onDidChange(() => {
      throw gone;
    });
    let told = 0;
    service.onDidChange(() => void (told += 1));
    await service.run(id, 1);
    assert.equal(service.get(id)?.enrollment.outcomes[1]?.state, "succeeded");
    assert.ok(told > 0);
    assert.ok(setup.logged.includes(gone));
  });

  it("shows what it does while it runs a step", async () => {
    const setup = await enter();
    const { service, operations } = await setup.open();
    const id = await begin(service);
    await service.run(id, 1);
    const seen: string[] = [];
    service.onDidChange(() => {
      const activity = service.get(id)?.activity;
      if (activity?.kind === "running" && activity.operationId !== undefined)
        seen.push(`${activity.step} ${activity.doing ?? ""} ${activity.detail ?? ""}`);
    });
    await service.run(id, 3);
    assert.ok(
      seen.some((line) => line.startsWith("3 Create the VM lab01 ")),
      JSON.stringify(seen),
    );
    const outcome = service.get(id)?.enrollment.outcomes[3];
    assert.equal(outcome?.state, "succeeded");
    assert.equal(await operations.clearEnded(), 1, "it is listed under Operations");
  });

  it("runs one thing at a time, in this window and in another", async () => {
    const setup = await enter();
    const first = await setup.open();
    const id = await begin(first.service);
    const second = await setup.open();
    const running = first.service.run(id, "remaining");
    await assert.rejects(first.service.run(id, 1), StepBlockedError);
    await shown(first.service, id, (state) => state?.activity?.kind === "running");
    await assert.rejects(second.service.run(id, 3), (error: unknown) => {
      assert.ok(error instanceof StepBlockedError);
      assert.match(error.message, /another window/i);
      return true;
    });
    assert.equal(second.service.get(id)?.activity, undefined);
    await running;
    assert.equal(first.service.get(id)?.enrollment.outcomes[8]?.state, "succeeded");
  });

  it("sees what another window adds, changes and removes", async () => {
    const setup = await enter();
    const [first, second] = [await setup.open(), await setup.open()];
    const id = await begin(first.service);
    await shown(second.service, id, (state) => state?.enrollment.vm.adminUsername === "azureuser");
    await second.service.update(id, (record) => ({ ...record, words: { 4: "2026-03-01T12:00:00Z" } }));
    await shown(first.service, id, (state) => state?.enrollment.words[4] !== undefined);
    await first.service.remove(id);
    await shown(second.service, id, (state) => state === undefined);
  });

  it("keeps changes of the user that are made while a step runs", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service);
    const running = service.run(id, "remaining");
    await shown(service, id, (state) => state?.activity?.kind === "running");
    await service.update(id, (record) => ({ ...record, words: { 9: "2026-03-01T12:00:00Z" } }));
    await running;
    const { enrollment } = service.get(id) ?? assert.fail();
    assert.deepEqual(enrollment.words, { 9: "2026-03-01T12:00:00Z" });
    assert.equal(enrollment.outcomes[8]?.state, "succeeded");
  });

  it("continues in another window after interruptions anywhere, and sends nothing twice", async () => {
    const whole = await enter();
    const { service } = await whole.open();
    const first = await begin(service);
    let changes = 0;
    service.onDidChange(() => void (changes += 1));
    await service.run(first, "remaining");
    for (let stopAt = 1; stopAt <= changes; stopAt += Math.ceil(changes / interruptions)) {
      const setup = await enter();
      const window = await setup.open();
      const id = await begin(window.service);
      let count = 0;
      window.service.onDidChange(() => {
        count += 1;
        if (count === stopAt) window.close();
      });
      await window.service.run(id, "remaining").catch(() => undefined);
      window.close();
      const next = await setup.open();
      await next.service.check(id);
      await shown(next.service, id, (state) => state?.activity === undefined);
      await next.service.run(id, "remaining");
      const { enrollment } = next.service.get(id) ?? assert.fail();
      const where = `interrupted at change ${stopAt} of ${changes}`;
      assert.equal(await connectGuest(setup, next.service, enrollment), "connected", where);
      await next.service.check(id);
      assert.deepEqual(
        stepNumbers.filter((step) => next.service.get(id)?.assessment?.evidence[step].state !== "done"),
        [],
        where,
      );
      assert.deepEqual(workDone(setup), ["created", "relayAssigned"], where);
    }
  });

  it("learns what became of an operation that ended while no window was open", async () => {
    const setup = await enter();
    const window = await setup.open();
    const id = await begin(window.service);
    await window.service.run(id, 1);
    const listening = window.service.onDidChange(() => {
      const activity = window.service.get(id)?.activity;
      if (activity?.kind === "running" && activity.operationId !== undefined) window.close();
    });
    await window.service.run(id, 3);
    listening.dispose();
    const next = await setup.open();
    await shown(next.service, id, (state) => state?.enrollment.outcomes[3]?.state === "succeeded");
  });

  it("keeps a failure with its cause, and can run the step again", async () => {
    const setup = await enter({ faults: "PUT */userAssignedIdentities/* 403 times=1" });
    const { service } = await setup.open();
    const id = await begin(service);
    await assert.rejects(service.run(id, "remaining"));
    const { failure, enrollment } = service.get(id) ?? assert.fail();
    assert.equal(failure?.step, 1);
    assert.ok((failure.cause + failure.nextMove).length > 20 && failure.correlationId !== undefined);
    assert.equal(enrollment.outcomes[1]?.state, "failed");
    await service.run(id, 1);
    assert.equal(service.get(id)?.failure, undefined);
    assert.equal(service.get(id)?.assessment?.evidence[1].state, "done");
  });

  it("stops watching without an error, and Azure continues", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service);
    await service.run(id, 1);
    service.onDidChange(() => {
      const activity = service.get(id)?.activity;
      if (activity?.kind === "running" && activity.operationId !== undefined) service.stop(id);
    });
    await service.run(id, 3);
    const watched: unknown[] = [];
    service.onDidChange(() => void watched.push(service.get(id)?.activity?.kind));
    assert.equal(service.get(id)?.activity, undefined);
    await shown(service, id, (state) => state?.enrollment.outcomes[3]?.state === "succeeded");
    assert.ok(!watched.includes("running"), "what was stopped is not taken up again by itself");
  });

  it("erases the key with the record", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service);
    await service.run(id, 7);
    assert.equal(setup.secrets.size, 1);
    await service.remove(id);
    assert.equal(setup.secrets.size, 0);
    assert.deepEqual(service.list(), []);
    assert.equal(await setup.files(), "");
  });

  it("makes the key pair once for whoever creates the machine manually", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service);
    await service.makeKey(id);
    const made = service.get(id)?.enrollment.clientPublicKey;
    assert.equal(made?.length, 360);
    await service.makeKey(id);
    await service.run(id, 7);
    assert.equal(service.get(id)?.enrollment.clientPublicKey, made);
    assert.equal(setup.secrets.size, 1);
  });

  it("says what is missing of an incomplete target, and hides no damaged record", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const { id } = await service.create({ vmName: "lab01" });
    await service.check(id);
    assert.match(service.get(id)?.failure?.cause ?? "", /tenantId is missing/);
    const { writeFile } = await import("node:fs/promises");
    await writeFile(`${setup.folder}/records/broken.nexus-arc.json`, "{");
    const next = await setup.open();
    assert.equal(next.service.unreadable.length, 1);
    assert.equal(next.service.list().length, 1);
  });

  it("tells the list which machine belongs to which VM", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service, { ...guided, arcMachineName: "other-name" });
    const target = targetFrom(guided);
    const { arcVmId } = service.get(id)?.enrollment ?? assert.fail();
    assert.deepEqual(service.knowledge(), [{ virtualMachineId: vmId(target), vmId: arcVmId }]);
    await service.run(id, "remaining");
    assert.match(service.knowledge()[0]?.machineId ?? "", /machines\/other-name$/);
  });

  it("saves nothing that it could not read again", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const id = await begin(service);
    const before = await setup.files();
    await assert.rejects(
      service.update(id, (record) => ({ ...record, vm: { ...record.vm, vmImage: "x".repeat(10_000) } })),
      /cannot be saved: The field "vm\.vmImage"/,
    );
    assert.equal(await setup.files(), before);
    assert.deepEqual(service.get(id)?.enrollment.vm, practiceVm);
  });

  it("saves every cloud, identity, way and flavour that an enrollment may have", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    for (const name of ["cloud", "identity", "creator", "flavour"] as const) {
      const words = targetRules[name].words.replace("be one of ", "");
      for (const value of words.split(", ")) await retarget(service, await begin(service), { [name]: value });
    }
    const next = await setup.open();
    assert.deepEqual(next.service.unreadable, []);
    assert.equal(next.service.list().length, 11);
  });

  it("refuses an enrollment of another cloud, and says where to sign in", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    const requests = (): number => setup.setup.cloud.world.operations.all().length;
    const before = requests();
    const elsewhere: readonly (readonly [TargetInput, RegExp, RegExp])[] = [
      [
        { cloud: "usGovernment" },
        /Azure US Government; .* the practice cloud/,
        /nexusArc\.cloud to usGovernment/,
      ],
      [
        { cloud: "custom", resourceManager: "https://arm.example", authority: "https://login.example" },
        /a custom cloud \(https:\/\/arm\.example\)/,
        /nexusArc\.customCloud to https:\/\/arm\.example/,
      ],
    ];
    for (const [cloud, cause, nextMove] of elsewhere) {
      const refused = (error: unknown): boolean => {
        assert.ok(error instanceof StepBlockedError);
        assert.match(error.message, cause);
        assert.match(error.nextMove, nextMove);
        return true;
      };
      const id = await begin(service);
      await retarget(service, id, cloud);
      for (const what of [1, 7, "remaining", "watch"] as const)
        await assert.rejects(service.run(id, what), refused);
      await assert.rejects(service.makeKey(id), refused);
      await service.check(id);
      const { failure, assessment, enrollment } = service.get(id) ?? assert.fail();
      assert.match(failure?.cause ?? "", cause);
      assert.match(failure?.nextMove ?? "", nextMove);
      assert.equal(assessment, undefined, "Azure was not asked");
      assert.deepEqual(enrollment.outcomes, {});
      await service.remove(id);
      await assert.rejects(service.add(enrollment), refused);
      assert.equal(service.get(id), undefined);
    }
    assert.equal(requests(), before);
    assert.equal(setup.secrets.size, 0);
  });

  it("shows nothing of another sign-in", async () => {
    const setup = await enter();
    const { service } = await setup.open();
    await begin(service);
    await service.use(undefined);
    assert.deepEqual(service.list(), []);
    await assert.rejects(service.create(guided), /Sign in/);
  });
});

/** The long operations that the practice cloud was asked for. */
function workDone({ setup }: ServiceSetup): readonly string[] {
  return setup.cloud.world.operations.all().map(({ effect }) => effect.kind);
}
