import * as vscode from "vscode";
import { firstBootUserData, vmScript } from "../../../enrollment/vmScript/vmScript";
import { secretVariables } from "../../../enrollment/dialects/dialect";
import { quoteForShell } from "../../../enrollment/dialects/quote";
import { enrollmentName, type Enrollment } from "../../../enrollment/record/record";
import type { StepNumber } from "../../../enrollment/steps/stepNumber";
import { stepOf } from "../../../enrollment/steps";
import { isEnrollmentNode } from "../../../rows/enrollments/nodes";
import { Notice, type CommandScope } from "../../run/command";
import { completeTarget } from "../record/blocked";
import { chosenEnrollment } from "../record/chosen";
import { copyPrivateKey } from "../vm/privateKey";
import { askForStepText } from "./stepTexts";
import { runScriptInTerminal } from "./terminalScript";
import { notify } from "../../../window/notification";

/** A step on Azure in a local shell; everything inside the VM as its script, over SSH. */
export async function runInTerminal(scope: CommandScope, clicked: unknown): Promise<void> {
  const { enrollment } = await chosenEnrollment(scope.services, clicked);
  const step = isEnrollmentNode(clicked) && clicked.kind === "enrollmentStep" ? clicked.step : undefined;
  if (step === undefined || stepOf(step).runsOn === "vm") await overSsh(scope, enrollment);
  else await locally(scope, enrollment, step);
}

async function locally(scope: CommandScope, enrollment: Enrollment, step: StepNumber): Promise<void> {
  const scripts = ["az", "powershell", "rest"];
  const text = await askForStepText(scope, enrollment, step, (dialect) => scripts.includes(dialect));
  const userData = step === 3 ? firstBootUserData(enrollment, completeTarget(enrollment)) : undefined;
  const shell = text.dialect === "powershell" ? "powershell" : "bash";
  await runScriptInTerminal({
    name: `step-${step}.${text.fileExtension}`,
    title: vscode.l10n.t("{0}: step {1}", enrollmentName(enrollment), step),
    text: text.text,
    shell,
    command: (file) => (shell === "powershell" ? `& ${file}` : `bash ${file}`),
    ...(userData !== undefined && { environment: { [secretVariables.userDataContent]: userData } }),
  });
}

/** The file goes up first, so that the script has a terminal to ask for the key on: it stands on no command line. */
async function overSsh(scope: CommandScope, enrollment: Enrollment): Promise<void> {
  const target = completeTarget(enrollment);
  if (scope.services.session.mode === "practice")
    throw new Notice(
      vscode.l10n.t("SSH is not available in the practice cloud. Use “Simulate the VM” instead."),
    );
  const host = await askForHost(enrollment);
  if (target.creator === "workstation" && !(await copyPrivateKey(scope.services, enrollment)))
    throw new vscode.CancellationError();
  const there = quoteForShell(host);
  await runScriptInTerminal({
    name: "nexus-arc-enroll.sh",
    title: vscode.l10n.t("{0}: the VM's script", enrollmentName(enrollment)),
    text: vmScript(target, { vmId: enrollment.arcVmId }),
    shell: "bash",
    command: (file) => `scp ${file} ${there}:nexus-arc-enroll.sh && ssh -t ${there} ${sudo(enrollment)}`,
  });
  if (target.creator === "workstation")
    void notify.information(
      vscode.l10n.t(
        "When the terminal asks for PRIVATE_B64, paste the key from the clipboard. The terminal does not show it.",
      ),
    );
}

/** The GUID is no secret; `sudo` passes it on by `env`. */
function sudo({ arcVmId }: Enrollment): string {
  return quoteForShell(`sudo env ARC_MACHINE_VMID=${arcVmId} bash nexus-arc-enroll.sh`);
}

async function askForHost({ vm, target }: Enrollment): Promise<string> {
  const host = await vscode.window.showInputBox({
    title: vscode.l10n.t("Run the VM's script over SSH"),
    prompt: vscode.l10n.t("SSH address of the VM: USER@HOST, or a name from your SSH configuration"),
    value: `${vm.adminUsername ?? "azureuser"}@${target.vmName ?? ""}`,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[A-Za-z0-9_][A-Za-z0-9_.@-]*$/.test(text)
        ? undefined
        : vscode.l10n.t("Letters, digits, '.', '_', '-', and '@'. It must not start with '-'."),
  });
  if (host === undefined) throw new vscode.CancellationError();
  return host;
}
