import type { PageWords } from "../../protocol";
import type { Translate } from "../../l10n/translate";

/** The page's own words. */
export function wordsOfPage(t: Translate): PageWords {
  return {
    steps: t("Steps of the enrollment"),
    done: t("{0} of {1} done"),
    checkedAt: t("Checked {0}"),
    elapsed: t("for {0}"),
    values: t("Values"),
    sent: t("What will be sent"),
    shown: t("What Azure shows now"),
    source: t("Source"),
    troubleshooting: t("Troubleshooting"),
    pitfallCause: t("Cause"),
    pitfallFix: t("Fix"),
    nextMove: t("What to do"),
    optional: t("optional"),
    reading: t("Reading from Azure…"),
    choose: t("Choose…"),
    byHand: t("Enter manually"),
    fromList: t("Choose from a list"),
    retry: t("Retry"),
    noChoices: t("None found in Azure."),
    language: t("Format"),
    correlationId: t("Correlation ID"),
    copyId: t("Copy"),
    warning: t("Warning"),
  };
}
