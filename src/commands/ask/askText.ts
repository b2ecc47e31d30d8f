import * as vscode from "vscode";
import { t } from "../../l10n";
import { withoutLinks } from "../../markdown";
import { back, type Back, type QuestionStep } from "./questions";
import { judge } from "../../enrollment/target/target";

/** What is said below a text while it is typed: a problem keeps it from being accepted, a warning does not. */
export interface TextJudgement {
  readonly problem?: string;
  readonly warning?: string;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly value?: string;
  readonly placeHolder?: string;
  /** Hidden while it is typed. */
  readonly secret?: boolean;
  readonly judge?: (text: string) => TextJudgement;
}

/** Asks for a text, judged as it is typed. Rejects with a cancellation when the user declines. */
export async function askText(questionStep: QuestionStep, question: TextQuestion): Promise<string | Back> {
  const box = vscode.window.createInputBox();
  Object.assign(box, {
    title: questionStep.title,
    ignoreFocusOut: true,
    prompt: withoutLinks(question.prompt),
    value: question.value ?? "",
    placeholder: question.placeHolder ?? "",
    password: question.secret === true,
    buttons: questionStep.step > 1 ? [vscode.QuickInputButtons.Back] : [],
  });
  if (questionStep.total > 1) {
    box.step = questionStep.step;
    box.totalSteps = questionStep.total;
  }
  const judge = question.judge ?? ((): TextJudgement => ({}));
  const show = (judgement: TextJudgement): void => {
    box.validationMessage = messageOf(judgement);
  };
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<string | Back>((resolve, reject) => {
      listening.push(
        box.onDidChangeValue((text) => {
          show(judge(text.trim()));
        }),
        box.onDidTriggerButton(() => {
          resolve(back);
        }),
        box.onDidHide(() => {
          reject(new vscode.CancellationError());
        }),
        box.onDidAccept(() => {
          const text = box.value.trim();
          const judgement = judge(text);
          if (judgement.problem === undefined) resolve(text);
          else show(judgement);
        }),
      );
      box.show();
      if (box.value !== "") show(judge(box.value));
    });
  } finally {
    for (const each of listening) each.dispose();
    box.dispose();
  }
}

function messageOf({
  problem,
  warning,
}: TextJudgement): vscode.InputBoxValidationMessage | string | undefined {
  if (problem !== undefined) return withoutLinks(t(problem));
  if (warning === undefined) return undefined;
  return { message: withoutLinks(t(warning)), severity: vscode.InputBoxValidationSeverity.Warning };
}

/** Judges what is typed by the rule of a value of the enrollment. */
export function judgeTarget(name: Parameters<typeof judge>[0]): (text: string) => TextJudgement {
  return (text) => {
    const problem = judge(name, text);
    return problem === undefined ? {} : { problem };
  };
}
