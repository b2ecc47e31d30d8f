/** The cloud-configs that stand in the parts of a document, each judged for itself. */
import type { Assembly } from "./assembly/assembly";
import { checkCloudConfig } from "./cloudConfig/check";
import { readDocument, type UserDataDocument } from "./document";
import type { Finding, Range, TextEdit } from "./finding";
import { LineIndex } from "./lineIndex";
import type { MappedText } from "./script/text/mappedText";
import type { Slices } from "./slices";

/** In slices: it yields after each part. */
export function* checkParts(document: UserDataDocument, assembly: Assembly): Slices<Finding[]> {
  const findings: Finding[] = [];
  // Terraform fills in the whole text, the other kinds what they announce.
  const inherited = document.template === "terraform" ? document.template : undefined;
  for (const { body, jinja } of assembly.configTexts) {
    const lines = new LineIndex(body.text);
    const { template = inherited } = readDocument(body.text);
    // Only a part that cloud-init takes for a template is filled in.
    const check = yield* checkCloudConfig(lines, template === "jinja" && !jinja ? undefined : template);
    for (const finding of check.findings) findings.push(moved(finding, lines, body, document.lines));
    yield;
  }
  return findings;
}

/** A finding of a part at its place in the whole document. */
function moved(finding: Finding, from: LineIndex, body: MappedText, to: LineIndex): Finding {
  const place = (range: Range): Range => {
    const { start, end } = body.span(from.offsetAt(range.start), from.offsetAt(range.end));
    return to.range(start, end);
  };
  const edit = ({ range, newText }: TextEdit): TextEdit => ({ range: place(range), newText });
  const { fixes, related, ...rest } = finding;
  return {
    ...rest,
    range: place(finding.range),
    // What stands encoded in the document cannot be changed in place.
    ...(fixes && !body.opaque && { fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(edit) })) }),
    ...(related && { related: related.map((each) => ({ ...each, range: place(each.range) })) }),
  };
}
