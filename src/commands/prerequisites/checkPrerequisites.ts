import * as vscode from "vscode";
import { commandIds } from "../../ids";
import { t } from "../../l10n";
import type { PrerequisiteAction } from "../../prerequisites/finding";
import type { PrerequisiteReport } from "../../prerequisites/report/report";
import type { PrerequisiteSubject } from "../../prerequisites/subject";
import type { ReportButton } from "../../prerequisites/report/markdown";
import { signedIn } from "../ask/askGroup";
import { Notice, type Command, type CommandScope } from "../run/command";

/** Looks at all that an enrollment needs, and shows it as a document; the same document again when its button was pressed. */
export const checkPrerequisites: Command = {
  intent: "check the prerequisites",
  async run(scope, clicked) {
    const { services } = scope;
    signedIn(services);
    const again = reportNamed(clicked);
    if (again !== undefined) {
      const shown = services.prerequisites.get(again);
      if (shown === undefined) throw new Notice(vscode.l10n.t("This report was not saved. Check again."));
      await checkAndShow(scope, again, shown.subject);
      return;
    }
    const { askSubject } = await import("./askSubject");
    const subject = await askSubject(scope, clicked);
    await checkAndShow(scope, nameOf(subject), subject);
  },
};

function nameOf({ vmName, resourceGroup, subscriptionId }: PrerequisiteSubject): string {
  const about = (vmName ?? resourceGroup ?? subscriptionId).replaceAll(/[^\p{L}\p{N}_.-]+/gu, "-");
  return `Prerequisites of ${about}.md`;
}

/** What a button of the document hands to a command. */
export interface ReportArgument {
  readonly report: string;
  /** The finding's id: places change when a report is made again, and a button may be older than its report. */
  readonly finding?: string;
  readonly action?: PrerequisiteAction["kind"];
}

/** The report's name, where the argument is one of its buttons'. */
export function reportNamed(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("report" in value)) return undefined;
  return typeof value.report === "string" ? value.report : undefined;
}

/** Asks Azure, judges, and shows the report as `name`. */
export async function checkAndShow(
  scope: CommandScope,
  name: string,
  subject: PrerequisiteSubject,
): Promise<void> {
  const { services, progress } = scope;
  const { client } = signedIn(services);
  const report = await progress(vscode.l10n.t("Checking prerequisites…"), async ({ signal }) => {
    const [{ gatherFacts }, { checkPrerequisites: judge }] = await Promise.all([
      import("../../prerequisites/azureFacts"),
      import("../../prerequisites/report/report"),
    ]);
    return judge(subject, await gatherFacts(client, subject, () => new Date(), signal));
  });
  const { reportMarkdown, findingHeading } = await import("../../prerequisites/report/markdown");
  const markdown = reportMarkdown(report, t);
  await services.prerequisites.show(
    name,
    { subject, report, markdown },
    buttonsOf(name, report, markdown, (finding) => findingHeading(finding, t)),
  );
}

function buttonsOf(
  name: string,
  report: PrerequisiteReport,
  markdown: string,
  headingOf: (finding: PrerequisiteReport["findings"][number]) => string,
): ReportButton[] {
  const [title = ""] = markdown.split("\n", 1);
  const argument: ReportArgument = { report: name };
  return [
    {
      line: title,
      title: vscode.l10n.t("$(refresh) Check again"),
      command: commandIds.checkPrerequisites,
      argument,
    },
    {
      line: title,
      title: vscode.l10n.t("$(export) Export…"),
      command: commandIds.exportPrerequisites,
      argument,
    },
    ...report.findings.flatMap((finding) =>
      finding.actions.map((action) => ({
        line: headingOf(finding),
        title: buttonTitle(action),
        command: commandIds.applyPrerequisite,
        argument: { report: name, finding: finding.id, action: action.kind } satisfies ReportArgument,
      })),
    ),
  ];
}

function buttonTitle(action: PrerequisiteAction): string {
  switch (action.kind) {
    case "registerProvider":
      return vscode.l10n.t("$(plug) Register {0}", action.namespace);
    case "addEgress":
      return vscode.l10n.t("$(add) Add {0} egress endpoints…", action.lines.length);
    case "enableDefaultEgress":
      return vscode.l10n.t("$(check) Turn on default endpoints…");
    case "deleteMachine":
      return vscode.l10n.t("$(trash) Delete Arc machine…");
    case "startVm":
      return vscode.l10n.t("$(play) Start VM…");
    case "chooseNames":
      return vscode.l10n.t("$(edit) Choose other names…");
  }
}
