/** Everything that can be said about a user-data document. */
import { say } from "../l10n/sentence";
import { assemble } from "./assembly/assemble";
import type { Assembly } from "./assembly/assembly";
import { checkCloudConfig } from "./cloudConfig/check";
import { readDocument, type TemplateKind, type UserDataDocument, type UserDataKind } from "./document";
import { compareFindings, type Finding } from "./finding";
import { headerFindings, headerPlaces } from "./headerFindings";
import { checkParts } from "./parts";
import { checkRules } from "./rules/check";
import { applyLevels, readDirectives } from "./rules/directives";
import type { RuleLevels } from "./rules/level";
import type { CommandCodeSource } from "./rules/prepare";
import type { Limits } from "./rules/subject";
import type { Slices } from "./slices";
import type { YamlDocument } from "./yaml/nodes";

export interface LintOptions {
  /** Other severities for rules, or `off`, by rule id; from the settings. Comments in the text win. */
  readonly levels?: RuleLevels;
  readonly limits?: Limits;
  /** The file's name or path, where it has one: it tells the templates of Terraform. */
  readonly fileName?: string;
}

export interface LintResult {
  readonly kind: UserDataKind;
  readonly template: TemplateKind | undefined;
  /**
   * The verdict that `cloud-init schema` (26.2) would give, whatever the rules say. True also for kinds that it does not
   * look into: scripts, includes, part handlers, archives. Never for MIME, whose first line it refuses: cloud-init itself
   * reads it, so the findings count there.
   */
  readonly valid: boolean;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** Places that cloud-init's validator would name besides; for tools that compare, not for people. */
  readonly places: readonly Finding[];
}

/** Longer texts are not read: Azure takes 65,535 bytes; this is twice as much, and an editor must not wait. UTF-16 units. */
export const maxTextLength = 131_072;

/** Lints a text in slices: it yields every few milliseconds, so that others get their turn. Never throws. */
export function* lintWith<Wait>(
  commandCode: CommandCodeSource<Wait>,
  text: string,
  options: LintOptions = {},
): Slices<LintResult, Wait> {
  const document = readDocument(text, options.fileName);
  const { kind, template, lines } = document;
  if (text.length > maxTextLength) {
    return { kind, template, valid: false, findings: [tooLong(document)], places: [] };
  }
  yield;
  const { valid, findings, places, yaml, assembly } = yield* judge(document);
  const { levels = {}, limits } = options;
  const directives = readDirectives(text, lines);
  const own = applyLevels(findings, directives, levels);
  const ruled = yield* checkRules(document, commandCode, {
    levels,
    directives,
    ...(limits && { limits }),
    ...(yaml && { yaml }),
    ...(assembly && { assembly }),
  });
  return { kind, template, valid, findings: [...own, ...ruled].sort(compareFindings), places };
}

type Judgement = Pick<LintResult, "valid" | "findings" | "places"> & {
  readonly yaml?: YamlDocument;
  readonly assembly?: Assembly;
};

function* judge(document: UserDataDocument): Slices<Judgement> {
  const { kind, lines, template } = document;
  if (kind === "cloud-config") return yield* checkCloudConfig(lines, template);
  if (kind === "mime-multipart" || kind === "cloud-config-archive" || kind === "gzip") {
    const assembly = assemble(document);
    yield;
    const findings = yield* checkParts(document, assembly);
    return { valid: !refused.has(kind), findings, places: headerPlaces(document), assembly };
  }
  return { valid: !refused.has(kind), findings: headerFindings(document), places: headerPlaces(document) };
}

/** Kinds whose first line cloud-init's validator does not know. */
const refused: ReadonlySet<UserDataKind> = new Set<UserDataKind>([
  "unknown",
  "gzip",
  "base64",
  "mime-multipart",
]);

function tooLong({ lines, text }: UserDataDocument): Finding {
  const size = say`${(text.length / 1_000_000).toFixed(2)} million characters`;
  return {
    rule: "document/too-long",
    severity: "error",
    message: say`This text has ${size}. No platform accepts user data of that size, so it was not checked.`,
    path: "",
    range: lines.range(0, Math.min(lines.lineText(0).length, 200)),
  };
}
