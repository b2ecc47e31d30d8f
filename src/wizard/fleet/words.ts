import type { FleetWords } from "../../protocol/fleet";
import type { Translate } from "../../l10n/translate";

/** The words of a fleet's page. */
export function wordsOfFleetPage(t: Translate): FleetWords {
  return {
    lookedAt: t("Checked {0}"),
    looking: t("Checking Azure…"),
    byCause: t("What blocks VMs"),
    byState: t("VMs by state"),
    explain: t("Explain"),
    retry: t("Retry these…"),
    openVm: t("Open VM"),
    vm: t("VM"),
    state: t("State"),
    done: t("Done"),
    inferred: t("Done; confirmed by a later step"),
    notDone: t("Not done"),
    unknown: t("Not reported by Azure"),
    legend: t("Steps"),
    drift: t("File and Azure"),
    noDrift: t("The file and Azure match."),
    missing: t("In the file, not in Azure"),
    strangers: t("In Azure, not in the file"),
    different: t("Differs from the file"),
    property: t("Property"),
    inAzure: t("In Azure"),
    inFile: t("In the file"),
    left: t("{0} more are omitted here. The export has all of them."),
    showAll: t("Show all {0}"),
  };
}
