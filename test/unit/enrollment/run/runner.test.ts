import assert from "node:assert/strict";
import type { ArmClient } from "../../../../src/arm/client";
import { machineId, vmId } from "../../../../src/enrollment/target/target";
import { vmScript } from "../../../../src/enrollment/vmScript/vmScript";
import { readReport } from "../../../../src/enrollment/evidence/report";
import { check, runRemaining, runStep, watch } from "../../../../src/enrollment/run/runner";
import { StepBlockedError } from "../../../../src/enrollment/steps/step";
import { stepNumbers } from "../../../../src/enrollment/steps/stepNumber";
import type { Enrollment } from "../../../../src/enrollment/record/record";
import { enrollmentFor, targetFrom } from "../sample";
import { openSetup, practiceTarget, practiceVm, type Setup } from "../setup";

const signal = new AbortController().signal;

const guided = (identity: "system" | "user", more = {}): Enrollment => ({
  ...enrollmentFor(practiceTarget({ identity, creator: "workstation", ...more })),
  vm: practiceVm,
});

/** Simulates the VM in the guided mode: the agent connects with the key from the vault. */
function connect(setup: Setup, enrollment: Enrollment): void {
  const target = targetFrom(enrollment.target);
  const outcome = setup.cloud.guest.connect({
    machineId: machineId(target),
    vmId: enrollment.arcVmId,
    privateKey: setup.keys.get(enrollment.id) ?? "",
    virtualMachineId: vmId(target),
  });
  assert.equal(outcome.outcome, "connected", JSON.stringify(outcome));
}

describe("runner against the practice cloud", function () {
  this.timeout(240_000);

  for (const identity of ["user", "system"] as const) {
    it(`takes a ${identity}-assigned VM from an empty resource group to Connected, guided`, async () => {
      const setup = await openSetup();
      const ended = await runRemaining(guided(identity), setup.ports, signal);
      assert.ok(setup.keys.has(ended.id), "the private key is kept until the machine is connected");
      connect(setup, ended);
      const assessment = await check(ended, setup.ports, signal);
      assert.deepEqual(
        stepNumbers.filter((step) => assessment.evidence[step].state !== "done"),
        [],
      );
      assert.ok(!setup.keys.has(ended.id), "the private key is erased once the machine is connected");
      assert.ok(
        !JSON.stringify([setup.saved, setup.events]).includes("MIIEp"),
        "no record and no event holds a private key",
      );
    });

    it(`sends nothing when everything is already done (${identity}-assigned)`, async () => {
      const setup = await openSetup();
      const ended = await runRemaining(guided(identity), setup.ports, signal);
      setup.events.length = 0;
      const again = await runRemaining(ended, setup.ports, signal);
      assert.deepEqual(again, ended);
      assert.deepEqual(
        setup.events.filter(({ kind }) => kind === "sending"),
        [],
      );
    });
  }

  for (const [identity, steps] of [
    ["user", 5],
    ["system", 4],
  ] as const) {
    it(`looks at Azure once for each step that it runs, and once where nothing is left (${identity}-assigned)`, async () => {
      const setup = await openSetup();
      // A look reads the VM once.
      let looks = 0;
      const client: ArmClient = {
        cloud: setup.client.cloud,
        send: (request) => {
          if (request.method === "GET" && request.path.endsWith("/virtualMachines/lab01")) looks += 1;
          return setup.client.send(request);
        },
      };
      const ended = await runRemaining(guided(identity), { ...setup.ports, client }, signal);
      assert.equal(looks, steps);
      looks = 0;
      await runRemaining(ended, { ...setup.ports, client }, signal);
      assert.equal(looks, 1);
    });
  }

  for (const identity of ["user", "system"] as const) {
    for (const flavour of ["az", "curl"] as const) {
      it(`takes a ${identity}-assigned VM to Connected, hands-free with ${flavour}`, async () => {
        const setup = await openSetup();
        const input = practiceTarget({ identity, creator: "vm", flavour });
        const enrollment = { ...enrollmentFor(input), vm: practiceVm };
        const script = vmScript(targetFrom(input), { vmId: enrollment.arcVmId });
        const userDataContent = Buffer.from(script).toString("base64");
        const ended = await runRemaining(enrollment, setup.ports, signal, { userDataContent });
        const { evidence } = await watch(ended, setup.ports, signal);
        assert.deepEqual(
          stepNumbers
            .map((step) => [step, evidence[step].state])
            .filter(([step, state]) => state !== "done" && step !== 8),
          [],
        );
        assert.equal(evidence[8].state, "unknown", "no API shows the relay before the VM's report is read");
        const report = readReport(setup.cloud.guest.report(vmId(targetFrom(input))) ?? "");
        assert.ok(report.ok, JSON.stringify(report));
        const { done } = await check({ ...ended, report: report.report }, setup.ports, signal);
        assert.equal(done, 10);
        assert.equal(setup.keys.size, 0, "no key on this workstation");
      });
    }
  }

  it("names the step and the cause when the VM cannot continue by itself", async () => {
    const setup = await openSetup({ faults: "POST */assignRelay operation=Failed" });
    const input = practiceTarget({ identity: "user", creator: "vm" });
    const enrollment = { ...enrollmentFor(input), vm: practiceVm };
    const userDataContent = Buffer.from(vmScript(targetFrom(input), { vmId: enrollment.arcVmId })).toString(
      "base64",
    );
    const ended = await runRemaining(enrollment, setup.ports, signal, { userDataContent });
    setup.clock.advance(30 * 60_000);
    const report = readReport(setup.cloud.guest.report(vmId(targetFrom(input))) ?? "");
    assert.ok(report.ok);
    const { evidence, connected } = await check({ ...ended, report: report.report }, setup.ports, signal);
    assert.equal(connected, false);
    const failed = stepNumbers.filter((step) => evidence[step].state === "failed");
    assert.deepEqual(failed, [8]);
    assert.ok((evidence[8].nextMove ?? "").length > 0);
  });

  it("continues after a reload at every point where something was saved", async () => {
    const whole = await openSetup();
    await runRemaining(guided("user"), whole.ports, signal);
    for (const [index] of whole.saved.entries()) {
      const setup = await openSetup();
      const stop = new AbortController();
      const ports = {
        ...setup.ports,
        save: async (enrollment: Enrollment) => {
          await setup.ports.save(enrollment);
          if (setup.saved.length === index + 1) stop.abort();
        },
      };
      const first = guided("user");
      await runRemaining(first, ports, stop.signal).catch((error: unknown) => {
        assert.equal((error as Error).name, "AbortError", String(error));
      });
      const after = setup.reload();
      const ended = await runRemaining(setup.saved.at(-1) ?? first, after.ports, signal);
      connect(after, ended);
      const { done } = await check(ended, after.ports, signal);
      assert.equal(done, 10, `interrupted after save ${index + 1}`);
    }
  });

  it("never overwrites another enrollment's machine", async () => {
    const setup = await openSetup();
    await runRemaining(guided("user"), setup.ports, signal);
    const second = guided("user");
    await assert.rejects(runStep(7, second, setup.ports, signal), (error: unknown) => {
      assert.ok(error instanceof StepBlockedError);
      assert.match(error.message, /vmId is not this enrollment's/);
      assert.match(error.nextMove, /another Arc machine name/);
      return true;
    });
  });

  it("makes no key pair for a machine of another enrollment, nor for one that is already connected", async () => {
    const setup = await openSetup();
    const first = await runRemaining(guided("user"), setup.ports, signal);
    connect(setup, first);
    await check(first, setup.ports, signal);
    assert.deepEqual(await runStep(7, first, setup.ports, signal), first);
    const second = guided("user");
    assert.deepEqual(await runStep(7, second, setup.ports, signal), second);
    assert.equal(setup.keys.size, 0);
  });

  for (const [step, what] of [
    [1, "userAssignedIdentities"],
    [2, "roleAssignments"],
    [3, "virtualMachines"],
    [7, "machines"],
    [8, "machines"],
  ] as const) {
    it(`sends nothing of step ${step} while Azure does not let it see ${what}: what is there may be another's`, async () => {
      const setup = await openSetup();
      const done = await runRemaining(guided("user"), setup.ports, signal);
      setup.events.length = 0;
      setup.cloud.useFaults(`GET */${what}* 403`);
      await assert.rejects(runStep(step, done, setup.ports, signal), { name: "ArmError", kind: "forbidden" });
      assert.ok(setup.events.every(({ kind }) => kind !== "sending"));
    });
  }

  it("says so when nothing happens any more in the VM", async () => {
    const setup = await openSetup({ faults: "POST */assignRelay operation=Failed" });
    const input = practiceTarget({ identity: "user", creator: "vm" });
    const enrollment = { ...enrollmentFor(input), vm: practiceVm };
    const script = vmScript(targetFrom(input), { vmId: enrollment.arcVmId });
    const secrets = { userDataContent: Buffer.from(script).toString("base64") };
    const ended = await runRemaining(enrollment, setup.ports, signal, secrets);
    await assert.rejects(watch(ended, setup.ports, signal), (error: unknown) => {
      assert.ok(error instanceof StepBlockedError);
      assert.match(error.message, /^No change since 2026-\S+ Step \d/);
      assert.match(error.nextMove, /report/);
      return true;
    });
  });

  it("waits for a VM that another window started to create, and stops when it went wrong", async () => {
    const setup = await openSetup({ faults: "PUT */virtualMachines/* operation=Failed" });
    const stop = new AbortController();
    const tell: Setup["ports"]["tell"] = (event) => {
      if (event.kind === "sending" && event.step === 3)
        setImmediate(() => {
          stop.abort();
        });
    };
    const first = guided("user");
    await runRemaining(first, { ...setup.ports, tell }, stop.signal).catch(() => undefined);
    const after = setup.reload();
    await assert.rejects(runRemaining(setup.saved.at(-1) ?? first, after.ports, signal), (error: unknown) => {
      assert.ok(error instanceof Error && "nextMove" in error, String(error));
      return /create|start/.test(String(error.nextMove));
    });
    assert.ok(!after.events.some((event) => event.kind === "started" && event.step === 7));
  });

  it("keeps what Azure refused, with cause and next move, and can run the step again", async () => {
    const setup = await openSetup({ faults: "PUT */virtualMachines/* 403 times=1" });
    const enrollment = guided("user");
    await assert.rejects(runRemaining(enrollment, setup.ports, signal));
    const failed = setup.saved.at(-1);
    assert.ok(failed?.outcomes[3]?.state === "failed");
    assert.ok(failed.outcomes[3].cause.length > 0 && failed.outcomes[3].nextMove.length > 0);
    assert.equal((await check(failed, setup.ports, signal)).evidence[3].state, "failed");
    const ended = await runRemaining(failed, setup.ports, signal);
    assert.equal(ended.outcomes[3]?.state, "succeeded");
  });

  it("says where the private key must be when it is not here, and changes nothing", async () => {
    const setup = await openSetup();
    const ended = await runRemaining(guided("user"), setup.ports, signal);
    // The record came to another workstation, where the private key never was.
    setup.keys.clear();
    setup.events.length = 0;
    await assert.rejects(runStep(7, ended, setup.ports, signal), (error: unknown) => {
      assert.ok(error instanceof StepBlockedError);
      assert.match(error.message, /private key of this machine is not on this workstation/);
      assert.match(error.nextMove, /where it was started, or delete the Arc machine/);
      return true;
    });
    assert.ok(!setup.events.some(({ kind }) => kind === "sending"));
    assert.deepEqual(setup.saved.at(-1), ended, "the record still names the machine's public key");
    assert.equal(setup.keys.size, 0);
  });

  it("assigns a relay that somebody has assigned already, without harm", async () => {
    const setup = await openSetup();
    const ended = await runRemaining(guided("user"), setup.ports, signal);
    const { 8: _, ...outcomes } = ended.outcomes;
    const again = await runStep(8, { ...ended, outcomes }, setup.ports, signal);
    assert.equal(again.outcomes[8]?.state, "succeeded");
    connect(setup, again);
    assert.equal((await check(again, setup.ports, signal)).done, 10);
  });

  it("runs one step again after a conflict, and no other", async () => {
    const setup = await openSetup({ faults: "POST */assignRelay 409 code=Conflict times=1" });
    await assert.rejects(runRemaining(guided("user"), setup.ports, signal));
    const failed = setup.saved.at(-1) ?? assert.fail();
    assert.equal(failed.outcomes[8]?.state, "failed");
    setup.events.length = 0;
    const ended = await runStep(8, failed, setup.ports, signal);
    assert.equal(ended.outcomes[8]?.state, "succeeded");
    const sent = setup.events.flatMap((event) => (event.kind === "sending" ? [event.action.kind] : []));
    assert.deepEqual(sent, ["assignRelay"]);
  });

  for (const code of ["PrincipalNotFound", "RoleDefinitionDoesNotExist"]) {
    it(`waits until Azure knows a new identity or role everywhere (${code})`, async () => {
      const setup = await openSetup({ faults: `PUT */roleAssignments/* 400 code=${code} times=3` });
      const identity = await runStep(1, guided("user"), setup.ports, signal);
      const before = setup.clock.now();
      const ended = await runStep(2, identity, setup.ports, signal);
      assert.equal(ended.outcomes[2]?.state, "succeeded");
      assert.ok(setup.clock.now() - before >= 17_000, "2, 5 and 10 seconds of the practice cloud's time");
      assert.equal((await check(ended, setup.ports, signal)).evidence[2].state, "done");
    });
  }

  it("gives up on an identity that never gets known, with cause and next move", async () => {
    const setup = await openSetup({ faults: "PUT */roleAssignments/* 400 code=PrincipalNotFound" });
    const identity = await runStep(1, guided("user"), setup.ports, signal);
    await assert.rejects(runStep(2, identity, setup.ports, signal));
    const outcome = setup.saved.at(-1)?.outcomes[2];
    assert.ok(outcome?.state === "failed");
    assert.ok(outcome.cause.length > 0 && outcome.nextMove.length > 0);
  });

  const blocked: [string, number, Enrollment, RegExp][] = [
    ["a step inside the VM", 9, guided("user"), /inside the VM/],
    [
      "step 7 in the hands-free way",
      7,
      { ...guided("user"), target: practiceTarget({ creator: "vm" }) },
      /never leaves the VM/,
    ],
    ["roles before the identity", 2, guided("user"), /identity to assign roles to does not exist/],
    ["the relay before the VM", 8, guided("user"), /VM to assign does not exist/],
    ["a VM name with a hyphen", 3, guided("user", { vmName: "my-vm" }), /not allow hyphens/],
    ["a VM without its choices", 3, { ...guided("user"), vm: {} }, /custom location/],
  ];
  for (const [name, step, enrollment, cause] of blocked) {
    it(`refuses ${name} before anything is sent`, async () => {
      const setup = await openSetup();
      await assert.rejects(runStep(step as 3, enrollment, setup.ports, signal), (error: unknown) => {
        assert.ok(error instanceof StepBlockedError);
        assert.match(error.message, cause);
        return error.nextMove.length > 0;
      });
      assert.deepEqual(
        setup.events.filter(({ kind }) => kind === "sending"),
        [],
      );
    });
  }
});
