import * as vscode from "vscode";
import { untilAborted } from "../../../arm/async/untilAborted";
import { principalOf, viewAzure } from "../../../enrollment/evidence/azureView";
import { dialects } from "../../../enrollment/dialects";
import { dialectNames, type DialectName } from "../../../enrollment/dialects/dialect";
import { planView } from "../../../enrollment/evidence/planView";
import type { Enrollment } from "../../../enrollment/record/record";
import type { StepNumber } from "../../../enrollment/steps/stepNumber";
import { stepOf } from "../../../enrollment/steps";
import { stepText } from "../../../enrollment/steps/stepText";
import type { EnrollmentTarget } from "../../../enrollment/target/target";
import { signInFirst } from "../../ask/askGroup";
import { Notice, type CommandScope } from "../../run/command";
import { completeTarget, tellingWhatBlocks } from "../record/blocked";

/** One step in one dialect. Secrets stand in it as variables. */
export interface StepText {
  readonly dialect: DialectName;
  readonly title: string;
  /** VS Code's language id. */
  readonly language: string;
  readonly fileExtension: string;
  readonly text: string;
}

/** The step as the user wants it; only dialects that have words for it are offered. Rejects with a cancellation. */
export async function askForStepText(
  scope: CommandScope,
  enrollment: Enrollment,
  step: StepNumber,
  accepts: (dialect: DialectName) => boolean = () => true,
): Promise<StepText> {
  const texts = (await stepTexts(scope, enrollment, step)).filter(({ dialect }) => accepts(dialect));
  const [only, ...more] = texts;
  if (only === undefined) throw new Notice(vscode.l10n.t("This step has no text."));
  if (more.length === 0) return only;
  const picked = await vscode.window.showQuickPick(
    texts.map((text) => ({ label: text.title, text })),
    { placeHolder: vscode.l10n.t("Choose a format") },
  );
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.text;
}

/** Every dialect's words for one step, as it stands before it is run. */
async function stepTexts(scope: CommandScope, record: Enrollment, step: StepNumber): Promise<StepText[]> {
  return tellingWhatBlocks(async () => {
    const target = completeTarget(record);
    const enrollment = step === 7 ? await withKey(scope, record, target) : record;
    const principalId = step === 2 ? await principal(scope, enrollment, target) : undefined;
    const view = planView(step, enrollment, target, principalId, new Date());
    const inVm = stepOf(step).runsOn === "vm";
    return dialectNames.flatMap((dialect): StepText[] => {
      const text = stepText(step, dialect, { enrollment, target, view });
      if (text === undefined || (inVm && dialect === "powershell")) return [];
      const { title, language, fileExtension } = dialects[dialect];
      if (!inVm) return [{ dialect, title, language, fileExtension, text }];
      const byAz = dialect === "az";
      return [
        {
          dialect,
          title: byAz
            ? vscode.l10n.t("Commands in the VM")
            : vscode.l10n.t("Commands in the VM, without Azure CLI"),
          language: "shellscript",
          fileExtension: "sh",
          text,
        },
      ];
    });
  });
}

/** The machine is created with a public key; who sends the step manually needs the pair as well. */
async function withKey(
  { services, progress }: CommandScope,
  record: Enrollment,
  { creator }: EnrollmentTarget,
): Promise<Enrollment> {
  if (creator === "vm") return record;
  await progress(vscode.l10n.t("Generating the key pair…"), ({ signal }) =>
    untilAborted(services.enrollments.makeKey(record.id), signal),
  );
  return services.enrollments.get(record.id)?.enrollment ?? record;
}

/** Only Azure knows the object id of the identity. */
async function principal(
  { services, progress }: CommandScope,
  { relayRole }: Enrollment,
  target: EnrollmentTarget,
): Promise<string> {
  const client = services.session.directory?.client;
  if (client === undefined) throw signInFirst(vscode.l10n.t("Sign in first."));
  const view = await progress(vscode.l10n.t("Loading from Azure…"), ({ signal }) =>
    viewAzure(client, target, relayRole, () => new Date(), signal),
  );
  const principalId = principalOf(target, view.identity, view.vm);
  if (principalId !== undefined) return principalId;
  throw new Notice(
    target.identity === "user"
      ? vscode.l10n.t("The identity to assign roles to does not exist yet. Do step 1 first.")
      : vscode.l10n.t("The identity to assign roles to does not exist yet. Do step 3 first."),
  );
}
