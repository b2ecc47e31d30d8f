import { say } from "../../../l10n/sentence";
import type { Unfollowed } from "../../script/run/shell";
import { script } from "../examples";
import type { Rule } from "../rule";

/** A command within itself, `times` deep. */
const nested = (times: number): string =>
  script("#!/bin/bash", `echo ${"$(echo ".repeat(times)}x${")".repeat(times)}`);

const words: Readonly<Record<Unfollowed["why"], string>> = {
  "too much": say`This is too much to analyze: the commands from here on were not checked.`,
  "too deep": say`This is nested too deeply to analyze: the commands in it were not checked.`,
  "too long": say`This text is too long to analyze: the commands in it were not checked.`,
  unreadable: say`This could not be read as a shell script: the commands in it were not checked.`,
};

export const notFollowed: Rule = {
  id: "not-followed",
  severity: "warning",
  title: "Commands that were not checked",
  why: "The rules follow the commands in the order in which they run. Commands that are too many, too deeply nested, or too long are skipped, so that typing stays fast: an error there is not found.",
  fix: "Make it shorter: put long scripts into the image or into a file that the boot downloads, and split nested substitutions.",
  bad: nested(60),
  good: nested(3),
  *check({ shell }) {
    for (const { why, span } of shell.unfollowed) yield { span, message: words[why] };
  },
};
