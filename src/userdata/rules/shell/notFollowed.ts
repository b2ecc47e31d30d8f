import type { Unfollowed } from "../../script/shell";
import { script } from "../examples";
import type { Rule } from "../rule";

/** A command within itself, `times` deep. */
const nested = (times: number): string =>
  script("#!/bin/bash", `echo ${"$(echo ".repeat(times)}x${")".repeat(times)}`);

const words: Readonly<Record<Unfollowed["why"], string>> = {
  "too much": "There is too much here to follow: the commands from here on were not checked.",
  "too deep": "This is nested too deep to follow: the commands in it were not checked.",
  "too long": "This text is too long to follow: the commands in it were not checked.",
  unreadable: "This could not be read as a shell script: the commands in it were not checked.",
};

export const notFollowed: Rule = {
  id: "not-followed",
  severity: "warning",
  title: "Commands that were not checked",
  why: "The rules follow the commands in the order of their run. What is too much, too deep or too long for that is left out, so that typing never has to wait: a mistake there is not found.",
  fix: "Make it shorter: put long scripts into the image or into a file that the boot downloads, and take nested substitutions apart.",
  bad: nested(60),
  good: nested(3),
  *check({ shell }) {
    for (const { why, span } of shell.unfollowed) yield { span, message: words[why] };
  },
};
