import { stepNumbers } from "../../enrollment/steps/stepNumber";
import { plainMarkdown } from "../../markdown";
import type { FleetStatus, VmStatus } from "./status";
import { vmStates } from "./vmState";

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

/** A report for people. */
export function statusAsMarkdown(name: string, status: FleetStatus): string {
  const counts = vmStates.flatMap((state) =>
    status.counts[state] === undefined ? [] : [`| ${state} | ${status.counts[state]} |`],
  );
  const causes = status.causes.map(
    ({ cause, vms }) =>
      `| ${vms.length} | ${plainMarkdown(cause.text)} | ${plainMarkdown(
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
  const section = (title: string, head: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0 ? [] : ["", `## ${title}`, "", head, head.replaceAll(/[^|]+/g, " --- "), ...rows];
  return `${[
    `# Fleet ${name}`,
    "",
    `${status.vms.length} VMs, checked in Azure at ${status.at}.`,
    ...section("States", "| state | VMs |", counts),
    ...section("Causes", "| VMs | cause | which |", causes),
    ...section("Differs from the file", "| VM | what | in Azure | in the file |", drift),
    ...section(
      "Not in the file",
      "| VM | id |",
      status.unmanagedVms.map(({ name: vm, id }) => `| ${plainMarkdown(vm)} | ${plainMarkdown(id)} |`),
    ),
  ].join("\n")}\n`;
}
