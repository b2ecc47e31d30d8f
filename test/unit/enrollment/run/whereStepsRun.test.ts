import assert from "node:assert/strict";
import { ArmError } from "../../../../src/arm/errors";
import { workstationSteps } from "../../../../src/enrollment/run/nextStep";
import { runStep } from "../../../../src/enrollment/run/runner";
import { runsHere } from "../../../../src/enrollment/steps";
import { StepBlockedError } from "../../../../src/enrollment/steps/step";
import { stepNumbers, type StepNumber } from "../../../../src/enrollment/steps/stepNumber";
import { inEnglish } from "../../../../src/l10n/translate";
import { presentStep } from "../../../../src/rows/enrollments/presentation";
import { runsFromHere } from "../../../../src/wizard/model/wizardContext";
import { enrollmentFor, targetFrom } from "../sample";
import { openSetup, practiceTarget, practiceVm } from "../setup";

const sorted = (steps: readonly StepNumber[]): readonly StepNumber[] => steps.toSorted((a, b) => a - b);

describe("the steps that this workstation runs", () => {
  for (const [creator, expected] of [
    ["workstation", [1, 2, 3, 7, 8]],
    ["vm", [1, 2, 3]],
  ] as const) {
    for (const identity of ["user", "system"] as const) {
      const target = practiceTarget({ identity, creator });
      const enrollment = { ...enrollmentFor(target), vm: practiceVm };
      // Without an identity of its own to make, step 1 has nothing to send; it can be run anyway.
      const inOrder = expected.filter((step) => identity === "user" || step !== 1);

      it(`are the same for all who ask: ${creator} creates the machine, ${identity}-assigned identity`, () => {
        assert.deepEqual(
          stepNumbers.filter((step) => runsHere(step, target)),
          expected,
          "command picker",
        );
        assert.deepEqual(sorted(workstationSteps(targetFrom(target))), inOrder, "order");
        assert.deepEqual(
          stepNumbers.filter((step) =>
            /\binAzure\b/.test(presentStep({ enrollment }, step, inEnglish).context),
          ),
          expected,
          "tree",
        );
        const look = {
          enrollments: { enrollment },
          wizardState: { page: 1, dialect: "az", drafts: {} },
          cloud: "",
          now: new Date(),
          t: inEnglish,
        } as const;
        assert.deepEqual(
          stepNumbers.filter((step) => runsFromHere(look, step)),
          expected,
          "wizard",
        );
      });

      it(`are the ones that the runner starts: ${creator} creates the machine, ${identity}-assigned identity`, async () => {
        const started: StepNumber[] = [];
        for (const step of stepNumbers) {
          const setup = await openSetup();
          try {
            await runStep(step, enrollment, setup.ports, new AbortController().signal);
          } catch (error) {
            // A step that is not due yet is blocked by what Azure shows, or refused by Azure, after it was started.
            assert.ok(error instanceof StepBlockedError || error instanceof ArmError, String(error));
          }
          if (setup.events.some(({ kind }) => kind === "started")) started.push(step);
        }
        assert.deepEqual(started, expected);
      });
    }
  }

  it("are those of hands-free mode until a mode is chosen", () => {
    assert.deepEqual(
      stepNumbers.filter((step) => runsHere(step, {})),
      [1, 2, 3],
    );
  });
});
