import type { EvidenceSource } from "../enrollment/evidence";
import { enrollmentName, type Enrollment } from "../enrollment/record";
import type { ShownState } from "../protocol";
import type { Translate } from "./translate";

export function stateLabel(state: ShownState, t: Translate): string {
  switch (state) {
    case "unchecked":
      return t("Not checked yet");
    case "notStarted":
      return t("Not started");
    case "underWay":
      return t("Under way");
    case "done":
      return t("Done");
    case "doneByOther":
      return t("Done, not from here");
    case "failed":
      return t("Failed");
    case "contradicts":
      return t("Something is in the way");
    case "unknown":
      return t("Azure does not tell");
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
      return t("Your word");
    case "none":
      return t("Nobody yet");
  }
}

/** The enrollment's name; one without a VM yet has none of its own. */
export function nameOf(enrollment: Enrollment, t: Translate): string {
  return enrollmentName(enrollment, t("New enrollment"));
}
