/** The cloud-configs that stand in the parts of a MIME document or of an archive, each judged for itself. */
import { checkCloudConfig } from "./cloudConfig/check";
import { readDocument, type UserDataDocument } from "./document";
import type { Finding, Range, TextEdit } from "./finding";
import { LineIndex } from "./lineIndex";
import { documentActions } from "./script/documentActions";
import type { MappedText } from "./script/mappedText";
import type { MimePart } from "./script/mime";

export interface PartsCheck {
  /** Whether cloud-init's validator would take every cloud-config among the parts. */
  readonly valid: boolean;
  readonly findings: readonly Finding[];
}

export function checkParts(document: UserDataDocument): PartsCheck {
  const checks = documentActions(document)
    .parts.filter(isCloudConfig)
    .map(({ body }) => {
      const lines = new LineIndex(body.text);
      const check = checkCloudConfig(lines, readDocument(body.text).template);
      const findings = check.findings.map((finding) => moved(finding, lines, body, document.lines));
      return { valid: check.valid, findings };
    });
  return { valid: checks.every(({ valid }) => valid), findings: checks.flatMap(({ findings }) => findings) };
}

function isCloudConfig({ type, body }: MimePart): boolean {
  const { kind } = readDocument(body.text);
  return kind === "cloud-config" || (type === "text/cloud-config" && kind === "unknown");
}

/** A finding of a part at its place in the whole document. */
function moved(finding: Finding, from: LineIndex, body: MappedText, to: LineIndex): Finding {
  const place = (range: Range): Range => {
    const { start, end } = body.span(from.offsetAt(range.start), from.offsetAt(range.end));
    return to.range(start, end);
  };
  const edit = ({ range, newText }: TextEdit): TextEdit => ({ range: place(range), newText });
  const { fixes, related } = finding;
  return {
    ...finding,
    range: place(finding.range),
    ...(fixes && { fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(edit) })) }),
    ...(related && { related: related.map((each) => ({ ...each, range: place(each.range) })) }),
  };
}
