/** The cloud-configs that stand in the parts of a MIME document or of an archive, each judged for itself. */
import { checkCloudConfig } from "./cloudConfig/check";
import { readDocument, type UserDataDocument } from "./document";
import type { Finding, Range, TextEdit } from "./finding";
import { LineIndex } from "./lineIndex";
import { documentActions } from "./script/documentActions";
import type { MappedText } from "./script/mappedText";
import type { MimePart } from "./script/mime";
import type { Slices } from "./slices";

/** In slices: it yields after each part. */
export function* checkParts(document: UserDataDocument): Slices<Finding[]> {
  const parts = documentActions(document).parts.filter(isCloudConfig);
  const findings: Finding[] = [];
  for (const { body } of parts.slice(0, mostParts)) {
    const lines = new LineIndex(body.text);
    const check = yield* checkCloudConfig(lines, readDocument(body.text).template);
    for (const finding of check.findings) findings.push(moved(finding, lines, body, document.lines));
    yield;
  }
  const more = parts[mostParts];
  if (more !== undefined) findings.push(tooManyParts(more, document));
  return findings;
}

/** Far more than any document has that a person or a tool writes. */
const mostParts = 300;

function tooManyParts({ body }: MimePart, { lines }: UserDataDocument): Finding {
  const { start, end } = body.span(0, Math.min(body.text.length, 80));
  const message = `This document has more than ${mostParts} cloud-configs; from here on they were not checked.`;
  return {
    rule: "document/too-many-parts",
    severity: "warning",
    message,
    path: "",
    range: lines.range(start, end),
  };
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
