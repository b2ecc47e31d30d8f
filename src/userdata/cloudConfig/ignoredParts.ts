/**
 * cloud-init writes a comment into the configuration that it has merged for each part that it could not read. Its
 * validator names these comments, but only where it has something else to say: a mistake or an outdated key. Source: `handlers/cloud_config.py` and `config/schema.py` (26.2).
 */
import { say } from "../../l10n/sentence";
import type { Finding } from "../finding";
import type { LineIndex } from "../lineIndex";

const mark = "# Cloud-config part ignored SCHEMA_ERROR: ";
/** More say nothing new. */
const maxNotes = 100;

export function ignoredParts(lines: LineIndex): Finding[] {
  const { text } = lines;
  const found: Finding[] = [];
  for (let at = text.indexOf(mark); at >= 0 && found.length < maxNotes; at = text.indexOf(mark, at + 1)) {
    const line = lines.lineAt(at);
    if (lines.startOf(line) !== at) continue;
    const part = lines.lineText(line).slice(mark.length, mark.length + 80);
    found.push({
      rule: "document/ignored-part",
      severity: "warning",
      message: say`cloud-init merged this text without the part "${part}", which it could not read.`,
      path: `format-l${line + 1}.c1`,
      range: lines.range(at, at + mark.length + part.length),
    });
  }
  return found;
}
