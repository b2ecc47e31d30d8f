import type { EvidenceSource } from "../../enrollment/evidence/evidence";
import { enrollmentName, type Enrollment } from "../../enrollment/record/record";
import type { ShownState } from "../../protocol";
import type { Translate } from "../../l10n/translate";

export function stateLabel(state: ShownState, t: Translate): string {
  switch (state) {
    case "unchecked":
      return t("Not checked yet");
    case "notStarted":
      return t("Not started");
    case "underWay":
      return t("In progress");
    case "done":
      return t("Done");
    case "doneByOther":
      return t("Done elsewhere");
    case "failed":
      return t("Failed");
    case "contradicts":
      return t("Blocked (a conflict)");
    case "unknown":
      return t("Not reported by Azure");
  }
}

/** Who says so. */
export function sourceLabel(source: EvidenceSource, t: Translate): string {
  switch (source) {
    case "azure":
      return t("Azure");
    case "operation":
      return t("The operation in Azure");
    case "vmReport":
      return t("The VM's report");
    case "userWord":
      return t("Marked by you");
    case "none":
      return t("No source yet");
  }
}

/** The enrollment's name; one without a VM yet has none of its own. */
export function nameOf(enrollment: Enrollment, t: Translate): string {
  return enrollmentName(enrollment, t("New enrollment"));
}
