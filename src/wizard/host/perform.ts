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
  readonly desk: WizardService;
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
  look: WizardContext,
  ports: ActionPorts,
): Promise<void> {
  const { desk } = ports;
  const { id } = look.desk.enrollment;
  const { page } = look.place;
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
      desk.stop(id);
      return;
    case "copy":
      return ports.copy(textOf(look));
    case "terminal":
      return onStep("runInTerminal", look, ports);
    case "openScript":
      return ports.openText(textOf(look), dialects[look.place.dialect].language);
    case "openReport":
      return onStep("readVmReport", look, ports);
    case "playVm":
      return onStep("playPracticeVm", look, ports);
    case "sayDone":
      return say(desk, id, page, look.now.toISOString());
    case "sayNotDone":
      return say(desk, id, page, undefined);
    case "copyCorrelationId":
      return ports.copy(look.desk.trouble?.correlationId ?? "");
    case "showLog":
      ports.showLog();
      return;
  }
}

/** Not waited for: the command asks the user, and tells what became of it. */
function onStep(command: StepCommand, look: WizardContext, ports: ActionPorts): Promise<void> {
  const { page } = look.place;
  if (!isStepNumber(page)) return Promise.resolve();
  const node: StepNode = { kind: "enrollmentStep", enrollmentId: look.desk.enrollment.id, step: page };
  inBackground(ports.onStep(command, node), ports);
  return Promise.resolve();
}

function inBackground(command: Promise<void>, { log }: ActionPorts): void {
  command.catch((error: unknown) => {
    log("A command of the wizard failed.", error);
  });
}

/** The page is not held until the end: the desk reports what became of it. What it does not report is reported here. */
function begin(
  id: string,
  what: StepNumber | "remaining" | "watch",
  { desk, log, complain, t }: ActionPorts,
): void {
  desk.run(id, what).catch((error: unknown) => {
    log("An action of the wizard failed.", error);
    if (desk.get(id)?.trouble !== undefined) return;
    complain(
      error instanceof StepBlockedError
        ? `${t(error.message)} ${t(error.nextMove)}`
        : t(toArmError(error).causeText),
    );
  });
}

function textOf(look: WizardContext): string {
  return sendingOf(look, look.place.page)?.text ?? "";
}

async function say(desk: WizardService, id: string, page: number, at: string | undefined): Promise<void> {
  if (!isInGuestStep(page)) return;
  await desk.update(id, (enrollment) => ({ ...enrollment, words: wordsWith(enrollment, page, at) }));
}

function wordsWith({ words }: Enrollment, step: InGuestStep, at: string | undefined): Enrollment["words"] {
  const { [step]: _, ...others } = words;
  return at === undefined ? others : { ...others, [step]: at };
}
