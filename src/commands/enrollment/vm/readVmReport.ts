import * as vscode from "vscode";
import { enrollmentName, type Enrollment } from "../../../enrollment/record/record";
import { readReport, type VmReport } from "../../../enrollment/evidence/report";
import { machineId, vmId } from "../../../enrollment/target/target";
import { t } from "../../../l10n";
import { Notice, type Command, type CommandScope } from "../../run/command";
import { completeTarget } from "../record/blocked";
import { checkNow } from "../record/checkEnrollment";
import { chosenEnrollment } from "../record/chosen";
import { askForText, type TextSource } from "./textSource";

/** Takes over what the VM's script wrote about steps 4 to 10: pasted, opened, or from the practice VM. */
export const readVmReport: Command = {
  intent: "read the VM's report",
  async run(scope, clicked) {
    const { services } = scope;
    const { enrollment } = await chosenEnrollment(services, clicked);
    const target = completeTarget(enrollment);
    const { text } = await askForText({
      placeHolder: vscode.l10n.t("Where is /var/lib/nexus-arc/report.json of the VM?"),
      prompt: vscode.l10n.t("Paste the report. Line breaks may be lost."),
      more: await practiceSource(scope, vmId(target)),
    });
    const reading = readReport(text);
    if (!reading.ok) throw new Notice(t(reading.problem));
    refuseOther(enrollment, reading.report, machineId(target));
    await services.enrollments.update(enrollment.id, (record) => ({ ...record, report: reading.report }));
    await checkNow(scope, enrollment.id);
  },
};

function refuseOther(enrollment: Enrollment, report: VmReport, expected: string): void {
  if (report.machineId.toLowerCase() === expected.toLowerCase()) return;
  throw new Notice(
    vscode.l10n.t(
      "This report is about another Arc machine ({0}), not about {1}.",
      report.machineId.split("/").at(-1) ?? "",
      enrollmentName(enrollment),
    ),
  );
}

async function practiceSource({ services }: CommandScope, id: string): Promise<readonly TextSource[]> {
  const report = await services.session.inPracticeVms((guest) => guest.report(id));
  if (report === undefined) return [];
  return [
    {
      label: vscode.l10n.t("From the practice VM"),
      description: vscode.l10n.t("as if you had copied it over SSH"),
      iconPath: new vscode.ThemeIcon("beaker"),
      read: () => Promise.resolve({ text: report, name: "report.json" }),
    },
  ];
}
