import { toArmError } from "../../arm/errors";
import { StepBlockedError } from "../../enrollment/steps/step";
import {
  isStepNumber,
  isInGuestStep,
  type StepNumber,
  type InGuestStep,
} from "../../enrollment/steps/stepNumber";
import { dialects } from "../../enrollment/dialects";
import type { Enrollment } from "../../enrollment/record/record";
import type { ActionName } from "../../protocol";
import type { WizardService } from "../../session/enrollment/enrollmentState";
import type { WizardContext } from "../model/wizardContext";
import { sendingOf } from "../model/sending";
import type { Translate } from "../../l10n/translate";

/** Commands that work on a step, from the tree as from here. */
export type StepCommand = "runInTerminal" | "readVmReport" | "playPracticeVm";

/** A step as the tree of enrollments hands it to a command. */
export interface StepNode {
  readonly kind: "enrollmentStep";
  readonly enrollmentId: string;
  readonly step: StepNumber;
}

/** What a pressed button reaches. */
export interface ActionPorts {
  readonly enrollments: WizardService;
  readonly t: Translate;
  readonly copy: (text: string) => Promise<void>;
  readonly openText: (text: string, language: string) => Promise<void>;
  /** Hands a step to the command that does this everywhere. */
  readonly onStep: (command: StepCommand, node: StepNode) => Promise<void>;
  readonly checkPrerequisites: (enrollmentId: string) => Promise<void>;
  readonly showLog: () => void;
  /** Shows a sentence that the page has no place for. */
  readonly complain: (text: string) => void;
  readonly log: (line: string, cause?: unknown) => void;
}

/** Does what a button says. Only for buttons that the page has now. Throws what the work throws. */
export async function performAction(
  action: ActionName,
  context: WizardContext,
  ports: ActionPorts,
): Promise<void> {
  const { enrollments } = ports;
  const { id } = context.enrollments.enrollment;
  const { page } = context.wizardState;
  switch (action) {
    case "next":
      return;
    case "checkPrerequisites":
      inBackground(ports.checkPrerequisites(id), ports);
      return;
    case "run":
      if (isStepNumber(page)) begin(id, page, ports);
      return;
    case "runRemaining":
      begin(id, "remaining", ports);
      return;
    case "watch":
      begin(id, "watch", ports);
      return;
    case "stop":
      enrollments.stop(id);
      return;
    case "copy":
      return ports.copy(textOf(context));
    case "terminal":
      return onStep("runInTerminal", context, ports);
    case "openScript":
      return ports.openText(textOf(context), dialects[context.wizardState.dialect].language);
    case "openReport":
      return onStep("readVmReport", context, ports);
    case "playVm":
      return onStep("playPracticeVm", context, ports);
    case "sayDone":
      return say(enrollments, id, page, context.now.toISOString());
    case "sayNotDone":
      return say(enrollments, id, page, undefined);
    case "copyCorrelationId":
      return ports.copy(context.enrollments.failure?.correlationId ?? "");
    case "showLog":
      ports.showLog();
      return;
  }
}

/** Not waited for: the command asks the user, and tells what became of it. */
function onStep(command: StepCommand, context: WizardContext, ports: ActionPorts): Promise<void> {
  const { page } = context.wizardState;
  if (!isStepNumber(page)) return Promise.resolve();
  const node: StepNode = {
    kind: "enrollmentStep",
    enrollmentId: context.enrollments.enrollment.id,
    step: page,
  };
  inBackground(ports.onStep(command, node), ports);
  return Promise.resolve();
}

function inBackground(command: Promise<void>, { log }: ActionPorts): void {
  command.catch((error: unknown) => {
    log("A command of the wizard failed.", error);
  });
}

/** The page is not held until the end: the service reports what became of it. What it does not report is reported here. */
function begin(
  id: string,
  what: StepNumber | "remaining" | "watch",
  { enrollments, log, complain, t }: ActionPorts,
): void {
  enrollments.run(id, what).catch((error: unknown) => {
    log("An action of the wizard failed.", error);
    if (enrollments.get(id)?.failure !== undefined) return;
    complain(
      error instanceof StepBlockedError
        ? `${t(error.message)} ${t(error.nextMove)}`
        : t(toArmError(error).causeText),
    );
  });
}

function textOf(context: WizardContext): string {
  return sendingOf(context, context.wizardState.page)?.text ?? "";
}

async function say(
  enrollments: WizardService,
  id: string,
  page: number,
  at: string | undefined,
): Promise<void> {
  if (!isInGuestStep(page)) return;
  await enrollments.update(id, (enrollment) => ({ ...enrollment, words: wordsWith(enrollment, page, at) }));
}

function wordsWith({ words }: Enrollment, step: InGuestStep, at: string | undefined): Enrollment["words"] {
  const { [step]: _, ...others } = words;
  return at === undefined ? others : { ...others, [step]: at };
}
