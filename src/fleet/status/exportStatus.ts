import { stepNumbers } from "../../enrollment/steps/stepNumber";
import { inEnglish, type Translate } from "../../l10n/translate";
import { plainMarkdown } from "../../markdown";
import type { FleetStatus, VmStatus } from "./status";
import { stateWord, vmStates } from "./vmState";

const columns = [
  "vmName",
  "subscriptionId",
  "resourceGroup",
  "arcMachineName",
  "state",
  "cause",
  ...stepNumbers.map((step) => `step${step}`),
  "differences",
];

/**
 * A table for spreadsheets (RFC 4180). What a spreadsheet would read as a formula gets an apostrophe in front, also behind a `;`, which
 * starts a cell where the decimal sign is a comma (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function statusAsCsv(status: FleetStatus): string {
  const rows = status.vms.map(cellsOf);
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

function cellsOf({ vm, state, cause, steps, differences }: VmStatus): readonly string[] {
  const { target } = vm;
  return [
    target.vmName,
    target.subscriptionId,
    target.resourceGroup,
    target.arcMachineName,
    state,
    cause?.text ?? "",
    ...stepNumbers.map((step) => steps[step]),
    differences.map(({ path }) => path).join(" "),
  ];
}

function csvCell(text: string): string {
  const safe = text.replace(/(^|[;\t\r\n])(?=[=+\-@＝＋－＠])/g, "$1'");
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A report for people, in the language of `t`. */
export function statusAsMarkdown(name: string, status: FleetStatus, t: Translate = inEnglish): string {
  const counts = vmStates.flatMap((state) =>
    status.counts[state] === undefined ? [] : [`| ${t(stateWord(state))} | ${status.counts[state]} |`],
  );
  const causes = status.causes.map(
    ({ cause, vms }) =>
      `| ${vms.length} | ${plainMarkdown(t(cause.text))} | ${plainMarkdown(
        vms
          .slice(0, 10)
          .map(({ target }) => target.vmName)
          .join(", "),
      )}${vms.length > 10 ? ", …" : ""} |`,
  );
  const drift = status.vms.flatMap(({ vm, differences }) =>
    differences.map(
      ({ path, inAzure, inFile }) =>
        `| ${vm.target.vmName} | ${plainMarkdown(path)} | ${plainMarkdown(inAzure)} | ${plainMarkdown(inFile)} |`,
    ),
  );
  const section = (
    title: string,
    columnNames: readonly string[],
    rows: readonly string[],
  ): readonly string[] =>
    rows.length === 0
      ? []
      : ["", `## ${title}`, "", tableRow(columnNames), tableRow(columnNames.map(() => "---")), ...rows];
  return `${[
    `# ${t("Fleet {0}", name)}`,
    "",
    t("{0} VMs, checked in Azure at {1}.", status.vms.length, status.at),
    ...section(t("States"), [t("state"), t("VMs")], counts),
    ...section(t("Causes"), [t("VMs"), t("cause"), t("which")], causes),
    ...section(t("Differs from the file"), ["VM", t("what"), t("in Azure"), t("in the file")], drift),
    ...section(
      t("Not in the file"),
      ["VM", "id"],
      status.unmanagedVms.map(({ name: vm, id }) => `| ${plainMarkdown(vm)} | ${plainMarkdown(id)} |`),
    ),
  ].join("\n")}\n`;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
