import { say } from "../../../../l10n/sentence";
import { closest } from "../../../cloudConfig/validation/spelling";
import { asksForJinja } from "../../../document";
import { filters, instanceData, standardKeys, tests } from "../../../jinja/catalogue";
import { unknownNames } from "../../../jinja/unknownNames";
import type { Effect, Use } from "../../../jinja/uses";
import { jinjaMistake } from "../../../jinja/jinjaMistake";
import type { MappedText } from "../../../script/text/mappedText";
import type { Report, Rule } from "../../rule";
import { script } from "../../examples";

const template = ["## template: jinja", "#cloud-config"];

export const jinjaUnknownName: Rule = {
  id: "jinja-unknown-name",
  severity: "warning",
  title: "Name that a template does not know",
  why: "cloud-init knows `v1.…` (each of its keys also without `v1.`), `ds.…`, `merged_cfg.…` and `sys_info.…` in a template. Another variable leaves `CI_MISSING_JINJA_VAR/NAME` in the text, and its attributes, calls and calculations make cloud-init drop the whole part with one line in its log. So do filters and tests that Jinja does not have, such as those of Ansible, and `v1.local-hostname`, which Jinja reads as a subtraction.",
  fix: "Use a name that `cloud-init query --all` shows, with `_` instead of `-` and `.`. Set a default if a variable can be missing: `{{ name | default('') }}`.",
  bad: script(...template, "hostname: 'edge-{{ v1.regoin }}'"),
  good: script(...template, "hostname: 'edge-{{ v1.region }}'"),
  *check({ assembly }) {
    for (const { type, text } of assembly.parts) {
      if (type !== "text/jinja2" || !asksForJinja(text.text)) continue;
      const { uses, bound } = unknownNames(text.text);
      // What Jinja refuses as a whole is reported as such.
      if (uses.length === 0 || jinjaMistake(text.text) !== undefined) continue;
      for (const use of uses) {
        const report = reportOf(use, bound, text);
        if (report !== undefined) yield report;
      }
    }
  },
};

const dropped = say`so cloud-init drops the whole part.`;

function reportOf(use: Use, bound: ReadonlySet<string>, source: MappedText): Report | undefined {
  const written = source.text.slice(use.start, use.end);
  const span = source.span(use.start, use.end);
  const withRepair = (message: string, meant: string | undefined, edited = meant): Report => ({
    span,
    message: meant === undefined ? message : say`${message} Did you mean ${meant}?`,
    repairs:
      edited === undefined || source.opaque
        ? []
        : [{ title: say`Change to ${edited}`, edits: [{ span, text: edited }] }],
  });
  switch (use.kind) {
    case "hyphen": {
      const name = written.replaceAll("-", "_");
      return withRepair(say`Jinja reads ${written} as a subtraction, ${dropped}`, name);
    }
    case "filter":
    case "test": {
      const meant = closest(use.name, [...(use.kind === "filter" ? filters : tests)]);
      return withRepair(say`Jinja has no ${use.kind} ${use.name}, ${dropped}`, meant);
    }
    case "variable": {
      if (use.effect === "text" && inComment(source.text, use.start)) return undefined;
      const meant = meantBy(use.path, bound, use.effect);
      if (use.effect === "empty" && meant === undefined) return undefined;
      const name = use.path.replace(/^v1\./u, "");
      return withRepair(unknownVariable(use.path, use.effect, name), meant);
    }
  }
}

function unknownVariable(path: string, effect: Effect, name: string): string {
  switch (effect) {
    case "text":
      return say`cloud-init has no variable ${path}: the text has CI_MISSING_JINJA_VAR/${name} in its place.`;
    case "error":
      return say`cloud-init has no variable ${path}, and this use of it fails, ${dropped}`;
    case "empty":
      return say`cloud-init has no variable ${path}: it counts as empty here.`;
  }
}

/** The variable that was meant: one that is spelled like it, or the only one that ends in its name. */
function meantBy(path: string, bound: ReadonlySet<string>, effect: Effect): string | undefined {
  const inStandard = path.startsWith("v1.");
  const name = inStandard ? path.slice(3) : path;
  if (name.length < 4 && !/^v\d$/u.test(name)) return undefined;
  const keys = [...standardKeys].filter((key) => /^[a-z]\w*$/u.test(key));
  const candidates = inStandard ? keys : [...bound, ...instanceData, ...keys];
  const ending = effect === "empty" ? [] : candidates.filter((each) => each.endsWith(`_${name}`));
  const meant = closest(name, candidates) ?? (ending.length === 1 ? ending[0] : undefined);
  return meant === undefined || !inStandard ? meant : `v1.${meant}`;
}

/** Whether a comment of YAML or the shell holds the place: what is missing there harms nobody. */
function inComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
  return /(?:^|\s)#(?!!)/u.test(line);
}
