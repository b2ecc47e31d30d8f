/** Everything that can be said about a user-data document, in one call. */
import { checkCloudConfig } from "./cloudConfig/check";
import { readDocument, type TemplateKind, type UserDataDocument, type UserDataKind } from "./document";
import { compareFindings, type Finding } from "./finding";
import { headerFindings } from "./headerFindings";

export interface LintResult {
  readonly kind: UserDataKind;
  readonly template: TemplateKind | undefined;
  /**
   * The verdict that `cloud-init schema` (26.2) would give. True also for kinds that it does not look into: scripts,
   * includes, part handlers, archives.
   */
  readonly valid: boolean;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** Places that cloud-init's validator would name besides; for tools that compare, not for people. */
  readonly places: readonly Finding[];
}

/** Longer texts are not read: no platform takes them, and an editor must not wait. UTF-16 units. */
export const longestText = 1_000_000;

/** Never throws. */
export function lintUserData(text: string): LintResult {
  const document = readDocument(text);
  const { kind, template } = document;
  if (text.length > longestText)
    return { kind, template, valid: false, findings: [tooLong(document)], places: [] };
  const { valid, findings, places } = judge(document);
  return { kind, template, valid, findings: [...findings].sort(compareFindings), places };
}

type Judgement = Pick<LintResult, "valid" | "findings" | "places">;

function judge(document: UserDataDocument): Judgement {
  if (document.kind === "cloud-config") return checkCloudConfig(document.lines, document.template);
  const findings = headerFindings(document);
  return { valid: !refused.has(document.kind), findings, places: [] };
}

/** Kinds whose first line cloud-init's validator does not know. */
const refused: ReadonlySet<UserDataKind> = new Set<UserDataKind>(["unknown", "gzip", "base64"]);

function tooLong({ lines, text }: UserDataDocument): Finding {
  const size = `${(text.length / 1_000_000).toFixed(1)} million characters`;
  return {
    rule: "document/too-long",
    severity: "error",
    message: `This text has ${size}. No platform takes user data of that size, so it was not read.`,
    path: "",
    range: lines.range(0, Math.min(lines.lineText(0).length, 200)),
  };
}
