import { readNumber, readObject, readObjects, readString } from "../../arm/decode";
import { say } from "../../l10n/sentence";
import { isStepNumber, type StepNumber } from "../steps/stepNumber";

/** What the VM's script wrote about one step. */
export interface ReportedStep {
  readonly state: "running" | "done" | "failed";
  /** ISO 8601. */
  readonly at: string;
  readonly note?: string;
  readonly code?: string;
  readonly cause?: string;
  readonly nextMove?: string;
}

/** `/var/lib/nexus-arc/report.json` of the VM, as `vmScript` writes it. */
export interface VmReport {
  /** ARM ID of the Arc machine that the script enrolled. */
  readonly machineId: string;
  /** GUID. */
  readonly vmId: string;
  readonly updatedAt: string;
  readonly steps: Readonly<Partial<Record<StepNumber, ReportedStep>>>;
}

export type ReportReading =
  { readonly ok: true; readonly report: VmReport } | { readonly ok: false; readonly problem: string };

/** Reads a report that the user pasted or opened. Never throws; takes no field that it does not know. */
export function readReport(text: string): ReportReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: say`This is not JSON. Copy all of /var/lib/nexus-arc/report.json.` };
  }
  const report = readObject(value);
  if (report["schema"] !== "nexus-arc/vm-report") {
    return {
      ok: false,
      problem: say`This is not a report from the enrollment script (/var/lib/nexus-arc/report.json).`,
    };
  }
  if (report["version"] !== 1) {
    return {
      ok: false,
      problem: say`This report was written by a newer script. To read it, update the extension.`,
    };
  }
  const steps: Partial<Record<StepNumber, ReportedStep>> = {};
  for (const line of readObjects(report["steps"])) {
    const number = readNumber(line["step"]);
    const step = readStep(line);
    if (isStepNumber(number) && step !== undefined) steps[number] = step;
  }
  return {
    ok: true,
    report: {
      machineId: readString(report["machineId"]) ?? "",
      vmId: readString(report["vmId"]) ?? "",
      updatedAt: readString(report["updatedAt"]) ?? "",
      steps,
    },
  };
}

/** A step that the script has not come to yet has another state, and is left out. */
function readStep(line: Readonly<Record<string, unknown>>): ReportedStep | undefined {
  const state = readString(line["state"]);
  if (state !== "running" && state !== "done" && state !== "failed") return undefined;
  const optional = { note: line["note"], code: line["code"], cause: line["cause"], nextMove: line["next"] };
  const texts = Object.entries(optional).flatMap(([name, text]) =>
    typeof text === "string" && text !== "" ? [[name, text.slice(0, 500)] as const] : [],
  );
  return { state, at: readString(line["time"]) ?? "", ...Object.fromEntries(texts) };
}
