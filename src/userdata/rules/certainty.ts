import type { Span } from "../script/text/mappedText";
import { isUnfilled } from "../template/templates";
import type { Subject } from "./subject";
import { textAt } from "./subject";

/**
 * Whether what a rule says of a place stays true whatever a template's marks become. A value that holds a mark is not known; what
 * is said of a whole command, such as an option that it lacks, does not depend on the values in it.
 */
export function certainty(subject: Subject): (span: Span) => boolean {
  const { template } = subject.document;
  if (template === undefined) return () => true;
  let commands: ReadonlySet<string> | undefined;
  return (span) => {
    if (!isUnfilled(textAt(subject, span), template)) return true;
    commands ??= new Set(subject.shell.commands.map((command) => keyOf(command.span)));
    return commands.has(keyOf(span));
  };
}

function keyOf({ start, end }: Span): string {
  return `${start}:${end}`;
}
