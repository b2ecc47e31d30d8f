import assert from "node:assert/strict";
import type { Enrollment } from "../../../src/enrollment/record/record";
import { writeRecord } from "../../../src/enrollment/record/recordFile";
import { runRemaining } from "../../../src/enrollment/run/runner";
import { stepNumbers } from "../../../src/enrollment/steps/stepNumber";
import { machineId, vmId } from "../../../src/enrollment/target/target";
import { main } from "../../../src/cli/main";
import { openSetup, practiceTarget, practiceVm, type Setup } from "../enrollment/setup";
import { enrollmentFor, targetFrom } from "../enrollment/sample";
import { run, type Ended } from "./run";
import { namePractice, serveFor } from "./served";

const guided = (): Enrollment => ({
  ...enrollmentFor(practiceTarget({ identity: "user", creator: "workstation" })),
  vm: practiceVm,
});

interface Answer {
  readonly done: number;
  readonly next: number | null;
  readonly connected: boolean;
  readonly steps: readonly {
    readonly step: number;
    readonly state: string;
    readonly summary: string;
    readonly source: string;
    readonly at: string;
    readonly nextMove?: string;
  }[];
}

describe("nexus-arc status against a served practice cloud", function () {
  this.timeout(240_000);
  let setup: Setup;
  const served = serveFor(async () => {
    setup = await openSetup();
    return setup.cloud;
  });

  const status = (enrollment: Enrollment, ...more: string[]): Promise<Ended> =>
    run(["status", "--record", "-", ...more], writeRecord(enrollment));

  it("says of an enrollment that was not started what is to be done first, and ends with 1", async () => {
    const { code, output, errors } = await status(guided());
    assert.deepEqual([code, errors], [1, ""]);
    const lines = output.trimEnd().split("\n");
    assert.equal(lines.length, 11);
    assert.match(
      lines[0] ?? "",
      /^ 1 {2}notStarted +No identity with this name exists yet\. Run this step\. \[azure\]$/,
    );
    assert.match(lines[9] ?? "", /^10 {2}notStarted /);
    assert.equal(lines[10], "0 of 10 done; next: step 1");
  });

  it("says the same as JSON on one line", async () => {
    const { code, output } = await status(guided(), "--json");
    assert.equal(code, 1);
    assert.match(output, /^[^\n]+\n$/);
    const answer = JSON.parse(output) as Answer;
    assert.deepEqual([answer.done, answer.next, answer.connected], [0, 1, false]);
    assert.deepEqual(
      answer.steps.map(({ step }) => step),
      [...stepNumbers],
    );
    for (const { state, summary, source, at } of answer.steps) {
      assert.equal(state, "notStarted");
      assert.ok(summary.length > 10 && source.length > 0);
      assert.equal(new Date(at).toISOString(), at);
    }
    assert.equal(answer.steps[0]?.nextMove, "Run this step.");
  });

  it("ends with 0 when all ten are done, and changes nothing in Azure", async () => {
    const ended = await runRemaining(guided(), setup.ports, new AbortController().signal);
    const target = targetFrom(ended.target);
    setup.cloud.guest.connect({
      machineId: machineId(target),
      vmId: ended.arcVmId,
      privateKey: setup.keys.get(ended.id) ?? "",
      virtualMachineId: vmId(target),
    });
    const resources = (): string => {
      const { random: _, ...saved } = setup.cloud.save();
      return JSON.stringify(saved);
    };
    const before = resources();
    const { code, output } = await status(ended);
    assert.equal(code, 0, output);
    assert.match(output, /\n10 {2}done +Connected since .*\n10 of 10 done\n$/);
    const answer = JSON.parse((await status(ended, "--json")).output) as Answer;
    assert.deepEqual([answer.done, answer.next, answer.connected], [10, null, true]);
    assert.equal(resources(), before);
  });

  it("asks what `nexus-arc practice` serves", async () => {
    const stop = new AbortController();
    let line = "";
    let printed: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (printed = resolve));
    const serving = main(["practice"], {
      stdin: process.stdin,
      write: (text) => {
        line += text;
        printed();
      },
      writeError: (text) => assert.fail(text),
      signal: stop.signal,
    });
    await started;
    const { url, token } = JSON.parse(line) as { url: string; token: string };
    namePractice(url, token);
    const { code, output } = await status(guided());
    stop.abort();
    assert.equal(await serving, 0);
    assert.equal(code, 1);
    assert.match(output, /0 of 10 done/);
  });

  const unusable: Record<string, readonly [args: readonly string[], stdin: () => string, message: RegExp]> = {
    "no record": [["status"], () => "", /--record FILE/],
    "no such file": [["status", "--record", "/nowhere.json"], () => "", /file does not exist/],
    "no JSON": [["status", "--record", "-"], () => "hello", /not JSON/],
    "a target that is not complete": [
      ["status", "--record", "-"],
      () => writeRecord({ ...guided(), target: { vmName: "a1" } }),
      /tenantId is missing.*resourceGroup is missing/,
    ],
    "an unknown way to sign in": [
      ["status", "--record", "-", "--sign-in", "magic"],
      () => writeRecord(guided()),
      /azureCli, managedIdentity, or environment, not "magic"/,
    ],
    "an unknown option": [["status", "--record", "-", "--verbose"], () => "", /verbose/],
  };
  for (const [name, [args, stdin, message]] of Object.entries(unusable)) {
    it(`refuses ${name} with exit code 2 and nothing on standard output`, async () => {
      const { code, output, errors } = await run(args, stdin());
      assert.deepEqual([code, output], [2, ""]);
      assert.match(errors, message);
      assert.equal(errors.trimEnd().split("\n").length, 1);
    });
  }

  it("refuses a practice address on another machine", async () => {
    namePractice("https://management.azure.com", "secret-token");
    const { code, errors } = await status(guided());
    assert.equal(code, 2);
    assert.match(errors, /an address of this machine/);
    assert.ok(!errors.includes("secret-token"));
  });

  it("says that Azure cannot be asked, and why, with exit code 2", async () => {
    namePractice(served.url(), "not-a-token");
    const { code, output, errors } = await status(guided());
    assert.deepEqual([code, output], [2, ""]);
    assert.match(errors, /sign/i);
    assert.ok(!errors.includes("not-a-token"));
  });
});
