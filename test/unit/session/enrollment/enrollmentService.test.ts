import assert from "node:assert/strict";
import { StepBlockedError } from "../../../../src/enrollment/steps/step";
import { readReport } from "../../../../src/enrollment/evidence/report";
import { stepNumbers } from "../../../../src/enrollment/steps/stepNumber";
import { vmId, type TargetInput } from "../../../../src/enrollment/target/target";
import { targetRules } from "../../../../src/enrollment/target/targetRules";
import type { EnrollmentService } from "../../../../src/session/enrollment/enrollmentService";
import type { PracticeOptions } from "../../../../src/practice/cloud";
import { targetFrom } from "../../enrollment/sample";
import { practiceTarget, practiceVm } from "../../enrollment/room";
import { connectGuest, openDeskRoom, shown, type DeskRoom } from "./deskRoom";

const guided = practiceTarget({ identity: "user", creator: "workstation", cloud: "practice" });
const handsFree = practiceTarget({ identity: "system", creator: "vm", flavour: "curl", cloud: "practice" });

async function begin(desk: EnrollmentService, target = guided): Promise<string> {
  const { id } = await desk.create(target);
  await desk.update(id, (enrollment) => ({ ...enrollment, vm: practiceVm }));
  return id;
}

/** As another window, signed in elsewhere, would leave the record in the folder that all windows share. */
async function retarget(desk: EnrollmentService, id: string, target: TargetInput): Promise<void> {
  await desk.update(id, (enrollment) => ({ ...enrollment, target: { ...enrollment.target, ...target } }));
}

function done(desk: EnrollmentService, id: string): number | undefined {
  return desk.get(id)?.assessment?.done;
}

/** How many interruptions are tried, spread over the run. All points: a number above 60. */
const interruptions = Number(process.env["NEXUS_ARC_INTERRUPTIONS"] ?? 4);

describe("enrollment desk", function () {
  this.timeout(240_000 + interruptions * 10_000);
  let rooms: DeskRoom[] = [];
  const enter = async (options?: PracticeOptions): Promise<DeskRoom> => {
    const room = await openDeskRoom(options);
    rooms.push(room);
    return room;
  };
  afterEach(async () => {
    for (const room of rooms) await room.end();
    rooms = [];
  });

  it("takes a VM to Connected in the guided mode, and erases the key then", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk);
    await desk.check(id);
    assert.equal(done(desk, id), 0);
    assert.equal(desk.get(id)?.assessment?.next, 1);
    await desk.run(id, "remaining");
    const [kept = ""] = room.secrets.values();
    const keyLines = kept.match(/[A-Za-z0-9+/=]{60,}/g) ?? [];
    assert.ok(keyLines.length > 0, "a private key is stored");
    const before = await room.files();
    assert.equal(desk.get(id)?.activity, undefined);
    const { enrollment } = desk.get(id) ?? assert.fail();
    assert.equal(await connectGuest(room, desk, enrollment), "connected");
    await desk.check(id);
    assert.equal(done(desk, id), 10);
    assert.equal(room.secrets.size, 0);
    for (const files of [before, await room.files()]) {
      assert.ok(files.includes(id), "the record is in a file");
      for (const line of keyLines) assert.ok(!files.includes(line), "no private key in a file");
    }
    assert.deepEqual(room.logged, []);
  });

  it("takes a VM to Connected hands-free, with user data of its own making", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk, handsFree);
    await desk.run(id, "remaining");
    await desk.run(id, "watch");
    const { enrollment, assessment } = desk.get(id) ?? assert.fail();
    assert.equal(assessment?.connected, true);
    const report = readReport(room.room.cloud.guest.report(vmId(targetFrom(enrollment.target))) ?? "");
    assert.ok(report.ok);
    await desk.update(id, (record) => ({ ...record, report: report.report }));
    assert.equal(done(desk, id), 10, "the report is judged without asking Azure again");
    assert.equal(room.secrets.size, 0);
  });

  it("tells the list and the changed enrollment apart", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const told: (string | undefined)[] = [];
    desk.onDidChange((id) => void told.push(id));
    const id = await begin(desk);
    assert.equal(told[0], undefined);
    assert.deepEqual([...new Set(told.slice(1))], [id]);
    assert.deepEqual(
      desk.list().map(({ enrollment }) => enrollment.id),
      [id],
    );
  });

  it("runs to the end, and tells the others, when one who looks on throws", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk);
    const gone = new Error("Webview is disposed");
    desk.onDidChange(() => {
      throw gone;
    });
    let told = 0;
    desk.onDidChange(() => void (told += 1));
    await desk.run(id, 1);
    assert.equal(desk.get(id)?.enrollment.outcomes[1]?.state, "succeeded");
    assert.ok(told > 0);
    assert.ok(room.logged.includes(gone));
  });

  it("shows what it does while it runs a step", async () => {
    const room = await enter();
    const { desk, operations } = await room.open();
    const id = await begin(desk);
    await desk.run(id, 1);
    const seen: string[] = [];
    desk.onDidChange(() => {
      const activity = desk.get(id)?.activity;
      if (activity?.kind === "running" && activity.operationId !== undefined)
        seen.push(`${activity.step} ${activity.doing ?? ""} ${activity.detail ?? ""}`);
    });
    await desk.run(id, 3);
    assert.ok(
      seen.some((line) => line.startsWith("3 Create the VM lab01 ")),
      JSON.stringify(seen),
    );
    const outcome = desk.get(id)?.enrollment.outcomes[3];
    assert.equal(outcome?.state, "succeeded");
    assert.equal(await operations.clearEnded(), 1, "it is listed under Operations");
  });

  it("runs one thing at a time, in this window and in another", async () => {
    const room = await enter();
    const first = await room.open();
    const id = await begin(first.desk);
    const second = await room.open();
    const running = first.desk.run(id, "remaining");
    await assert.rejects(first.desk.run(id, 1), StepBlockedError);
    await shown(first.desk, id, (state) => state?.activity?.kind === "running");
    await assert.rejects(second.desk.run(id, 3), (error: unknown) => {
      assert.ok(error instanceof StepBlockedError);
      assert.match(error.message, /another window/i);
      return true;
    });
    assert.equal(second.desk.get(id)?.activity, undefined);
    await running;
    assert.equal(first.desk.get(id)?.enrollment.outcomes[8]?.state, "succeeded");
  });

  it("sees what another window adds, changes and removes", async () => {
    const room = await enter();
    const [first, second] = [await room.open(), await room.open()];
    const id = await begin(first.desk);
    await shown(second.desk, id, (state) => state?.enrollment.vm.adminUsername === "azureuser");
    await second.desk.update(id, (record) => ({ ...record, words: { 4: "2026-03-01T12:00:00Z" } }));
    await shown(first.desk, id, (state) => state?.enrollment.words[4] !== undefined);
    await first.desk.remove(id);
    await shown(second.desk, id, (state) => state === undefined);
  });

  it("keeps changes of the user that are made while a step runs", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk);
    const running = desk.run(id, "remaining");
    await shown(desk, id, (state) => state?.activity?.kind === "running");
    await desk.update(id, (record) => ({ ...record, words: { 9: "2026-03-01T12:00:00Z" } }));
    await running;
    const { enrollment } = desk.get(id) ?? assert.fail();
    assert.deepEqual(enrollment.words, { 9: "2026-03-01T12:00:00Z" });
    assert.equal(enrollment.outcomes[8]?.state, "succeeded");
  });

  it("continues in another window after interruptions anywhere, and sends nothing twice", async () => {
    const whole = await enter();
    const { desk } = await whole.open();
    const first = await begin(desk);
    let changes = 0;
    desk.onDidChange(() => void (changes += 1));
    await desk.run(first, "remaining");
    for (let stopAt = 1; stopAt <= changes; stopAt += Math.ceil(changes / interruptions)) {
      const room = await enter();
      const window = await room.open();
      const id = await begin(window.desk);
      let count = 0;
      window.desk.onDidChange(() => {
        count += 1;
        if (count === stopAt) window.close();
      });
      await window.desk.run(id, "remaining").catch(() => undefined);
      window.close();
      const next = await room.open();
      await next.desk.check(id);
      await shown(next.desk, id, (state) => state?.activity === undefined);
      await next.desk.run(id, "remaining");
      const { enrollment } = next.desk.get(id) ?? assert.fail();
      const where = `interrupted at change ${stopAt} of ${changes}`;
      assert.equal(await connectGuest(room, next.desk, enrollment), "connected", where);
      await next.desk.check(id);
      assert.deepEqual(
        stepNumbers.filter((step) => next.desk.get(id)?.assessment?.evidence[step].state !== "done"),
        [],
        where,
      );
      assert.deepEqual(workDone(room), ["created", "relayAssigned"], where);
    }
  });

  it("learns what became of an operation that ended while no window was open", async () => {
    const room = await enter();
    const window = await room.open();
    const id = await begin(window.desk);
    await window.desk.run(id, 1);
    const listening = window.desk.onDidChange(() => {
      const activity = window.desk.get(id)?.activity;
      if (activity?.kind === "running" && activity.operationId !== undefined) window.close();
    });
    await window.desk.run(id, 3);
    listening.dispose();
    const next = await room.open();
    await shown(next.desk, id, (state) => state?.enrollment.outcomes[3]?.state === "succeeded");
  });

  it("keeps a failure with its cause, and can run the step again", async () => {
    const room = await enter({ faults: "PUT */userAssignedIdentities/* 403 times=1" });
    const { desk } = await room.open();
    const id = await begin(desk);
    await assert.rejects(desk.run(id, "remaining"));
    const { trouble, enrollment } = desk.get(id) ?? assert.fail();
    assert.equal(trouble?.step, 1);
    assert.ok((trouble.cause + trouble.nextMove).length > 20 && trouble.correlationId !== undefined);
    assert.equal(enrollment.outcomes[1]?.state, "failed");
    await desk.run(id, 1);
    assert.equal(desk.get(id)?.trouble, undefined);
    assert.equal(desk.get(id)?.assessment?.evidence[1].state, "done");
  });

  it("stops watching without an error, and Azure continues", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk);
    await desk.run(id, 1);
    desk.onDidChange(() => {
      const activity = desk.get(id)?.activity;
      if (activity?.kind === "running" && activity.operationId !== undefined) desk.stop(id);
    });
    await desk.run(id, 3);
    const watched: unknown[] = [];
    desk.onDidChange(() => void watched.push(desk.get(id)?.activity?.kind));
    assert.equal(desk.get(id)?.activity, undefined);
    await shown(desk, id, (state) => state?.enrollment.outcomes[3]?.state === "succeeded");
    assert.ok(!watched.includes("running"), "what was stopped is not taken up again by itself");
  });

  it("erases the key with the record", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk);
    await desk.run(id, 7);
    assert.equal(room.secrets.size, 1);
    await desk.remove(id);
    assert.equal(room.secrets.size, 0);
    assert.deepEqual(desk.list(), []);
    assert.equal(await room.files(), "");
  });

  it("makes the key pair once for whoever creates the machine manually", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk);
    await desk.makeKey(id);
    const made = desk.get(id)?.enrollment.clientPublicKey;
    assert.equal(made?.length, 360);
    await desk.makeKey(id);
    await desk.run(id, 7);
    assert.equal(desk.get(id)?.enrollment.clientPublicKey, made);
    assert.equal(room.secrets.size, 1);
  });

  it("says what is missing of an incomplete target, and hides no damaged record", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const { id } = await desk.create({ vmName: "lab01" });
    await desk.check(id);
    assert.match(desk.get(id)?.trouble?.cause ?? "", /tenantId is missing/);
    const { writeFile } = await import("node:fs/promises");
    await writeFile(`${room.folder}/records/broken.nexus-arc.json`, "{");
    const next = await room.open();
    assert.equal(next.desk.unreadable.length, 1);
    assert.equal(next.desk.list().length, 1);
  });

  it("tells the list which machine belongs to which VM", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk, { ...guided, arcMachineName: "other-name" });
    const target = targetFrom(guided);
    const { arcVmId } = desk.get(id)?.enrollment ?? assert.fail();
    assert.deepEqual(desk.knowledge(), [{ virtualMachineId: vmId(target), vmId: arcVmId }]);
    await desk.run(id, "remaining");
    assert.match(desk.knowledge()[0]?.machineId ?? "", /machines\/other-name$/);
  });

  it("saves nothing that it could not read again", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const id = await begin(desk);
    const before = await room.files();
    await assert.rejects(
      desk.update(id, (record) => ({ ...record, vm: { ...record.vm, vmImage: "x".repeat(10_000) } })),
      /cannot be saved: The field "vm\.vmImage"/,
    );
    assert.equal(await room.files(), before);
    assert.deepEqual(desk.get(id)?.enrollment.vm, practiceVm);
  });

  it("saves every cloud, identity, way and flavour that an enrollment may have", async () => {
    const room = await enter();
    const { desk } = await room.open();
    for (const name of ["cloud", "identity", "creator", "flavour"] as const) {
      const words = targetRules[name].words.replace("be one of ", "");
      for (const value of words.split(", ")) await retarget(desk, await begin(desk), { [name]: value });
    }
    const next = await room.open();
    assert.deepEqual(next.desk.unreadable, []);
    assert.equal(next.desk.list().length, 11);
  });

  it("refuses an enrollment of another cloud, and says where to sign in", async () => {
    const room = await enter();
    const { desk } = await room.open();
    const requests = (): number => room.room.cloud.world.operations.all().length;
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
      const id = await begin(desk);
      await retarget(desk, id, cloud);
      for (const what of [1, 7, "remaining", "watch"] as const)
        await assert.rejects(desk.run(id, what), refused);
      await assert.rejects(desk.makeKey(id), refused);
      await desk.check(id);
      const { trouble, assessment, enrollment } = desk.get(id) ?? assert.fail();
      assert.match(trouble?.cause ?? "", cause);
      assert.match(trouble?.nextMove ?? "", nextMove);
      assert.equal(assessment, undefined, "Azure was not asked");
      assert.deepEqual(enrollment.outcomes, {});
      await desk.remove(id);
      await assert.rejects(desk.add(enrollment), refused);
      assert.equal(desk.get(id), undefined);
    }
    assert.equal(requests(), before);
    assert.equal(room.secrets.size, 0);
  });

  it("shows nothing of another sign-in", async () => {
    const room = await enter();
    const { desk } = await room.open();
    await begin(desk);
    await desk.use(undefined);
    assert.deepEqual(desk.list(), []);
    await assert.rejects(desk.create(guided), /Sign in/);
  });
});

/** The long operations that the practice cloud was asked for. */
function workDone({ room }: DeskRoom): readonly string[] {
  return room.cloud.world.operations.all().map(({ effect }) => effect.kind);
}
