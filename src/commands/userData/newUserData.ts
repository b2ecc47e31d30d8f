import { say } from "../../l10n/sentence";
import * as vscode from "vscode";
import { t } from "../../l10n";
import { judge, type TargetInput, type TargetName } from "../../enrollment/target/target";
import type { Choice, Question, TemplateAnswers } from "../../userdata/template/questions";
import type { Command } from "../run/command";

/** Asks what the first boot has to do, and opens a commented script or cloud-config that does it. */
export const newUserData: Command = {
  intent: "write the user data",
  async run() {
    const {
      newUserData: write,
      targetOfAnswers,
      judgeProxy,
    } = await import("../../enrollment/vmScript/newUserData");
    const answers = await askAnswers();
    if (answers === undefined) return;
    const proxy = answers.proxy === "csn" ? undefined : await askProxy(judgeProxy);
    if (answers.proxy === "other" && proxy === undefined) return;
    const texts = await askTexts(answers);
    const reading = texts && targetOfAnswers(answers, texts);
    if (reading?.ok !== true) return;
    const content = write(answers, reading.target, proxy);
    const language = answers.form === "cloud-config" ? "cloud-config" : "shellscript";
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
  },
};

async function askAnswers(): Promise<TemplateAnswers | undefined> {
  const { templateQuestions: asked } = await import("../../userdata/template/questions");
  const identity = await pick(asked.identity);
  const creator = identity && (await pick(asked.creator));
  const flavour = creator && (await pick(asked.flavour));
  const cloud = flavour && (await pick(asked.cloud));
  const proxy = cloud && (await pick(asked.proxy));
  const form = proxy && (await pick(asked.form));
  return form && { identity, creator, flavour, cloud, proxy, form };
}

async function pick<Value extends string>({ title, choices }: Question<Value>): Promise<Value | undefined> {
  const items = choices.map(({ label, detail, value }: Choice<Value>) => {
    return { label: vscode.l10n.t(label), detail: vscode.l10n.t(detail), value };
  });
  const options = { title: vscode.l10n.t(title), ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.value;
}

function askProxy(validateInput: (text: string) => string | undefined): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t("New enrollment user data"),
    prompt: vscode.l10n.t("The proxy's address, such as http://proxy.example:3128"),
    ignoreFocusOut: true,
    validateInput,
  });
}

const texts: readonly [TargetName, string][] = [
  ["tenantId", say`Tenant ID`],
  ["subscriptionId", say`Subscription ID`],
  ["resourceGroup", say`Resource group`],
  ["location", say`Region of the Arc machine, such as eastus`],
  ["vmName", say`Name of the VM: letters and digits`],
];
const identityText: [TargetName, string] = [
  "userAssignedIdentityId",
  say`Resource ID of the user-assigned identity`,
];

async function askTexts({ identity }: TemplateAnswers): Promise<TargetInput | undefined> {
  const wanted = identity === "user" ? [...texts, identityText] : texts;
  let input: TargetInput = {};
  for (const [step, [name, prompt]] of wanted.entries()) {
    const value = await vscode.window.showInputBox({
      title: vscode.l10n.t("New enrollment user data ({0} of {1})", step + 1, wanted.length),
      prompt: t(prompt),
      ignoreFocusOut: true,
      validateInput: (text) => {
        const problem = judge(name, text);
        return problem && t(problem);
      },
    });
    if (value === undefined) return undefined;
    input = { ...input, [name]: value };
  }
  return input;
}
