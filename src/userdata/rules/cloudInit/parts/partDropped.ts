import { lossText, unknownHere, type Loss, type LossCause } from "../../../assembly/loss";
import { mimeDocument } from "../../mimeExamples";
import type { Rule } from "../../rule";
import type { Subject } from "../../subject";

/** What the checks of the cloud-configs themselves report, part by part. */
const judgedElsewhere: ReadonlySet<LossCause> = new Set<LossCause>([
  "broken config",
  "config is no mapping",
  "empty config",
]);

/** What the check of the first line reports where the document is one part. */
const judgedByHeader: ReadonlySet<LossCause> = new Set<LossCause>(["no header", "jinja line"]);

export const partDropped: Rule = {
  id: "part-dropped",
  severity: "error",
  needs: "losses",
  title: "Part that cloud-init drops",
  why: "cloud-init handles a few MIME types only (text/cloud-config, text/x-shellscript, text/cloud-boothook, text/jinja2 and similar) and drops every other part with one line in its log. The boot still counts as successful. An archive entry with a content or a type that it cannot use, or a damaged gzip part, makes it drop the whole document.",
  fix: "Give scripts the type text/x-shellscript and cloud-configs text/cloud-config. In an archive, the type counts, not the first line. If you omit the type there, the first line counts. Send parts with non-ASCII characters in base64.",
  bad: mimeDocument("text/x-sh", "#!/bin/sh", "echo ready"),
  good: mimeDocument("text/x-shellscript", "#!/bin/sh", "echo ready"),
  *check(subject) {
    const { losses, failure } = subject.assembly;
    if (failure !== undefined) yield { span: failure.place, message: lossText(failure) };
    for (const loss of losses) if (isNews(subject, loss)) yield { span: loss.place, message: lossText(loss) };
  },
};

function isNews({ assembly, document }: Subject, { why }: Loss): boolean {
  if (unknownHere.has(why) || judgedElsewhere.has(why)) return false;
  if (assembly.composed) return true;
  return !judgedByHeader.has(why) && !(why === "jinja syntax" && document.kind === "cloud-config");
}
