/** The variables, filters and tests of a template that do not exist when cloud-init renders it. */
import { boundNames, followMarks } from "./statements";
import { NotRead } from "./tokenCursor";
import { readMarks } from "./tokens";
import { Uses, type Use } from "./uses";

export interface UnknownNames {
  readonly uses: readonly Use[];
  /** Names that the template defines. */
  readonly bound: ReadonlySet<string>;
}

const nothing: UnknownNames = { uses: [], bound: new Set() };

/** `text` is a template with its header line. Says nothing of one that it cannot read. Linear in the text; never throws. */
export function unknownNames(text: string): UnknownNames {
  const start = text.indexOf("\n") + 1;
  const marks = start === 0 ? [] : readMarks(text, start);
  if (marks === undefined || marks.length === 0) return nothing;
  const bound = boundNames(marks);
  const uses = new Uses(bound);
  try {
    followMarks(marks, uses);
  } catch (error) {
    if (error instanceof NotRead) return nothing;
    throw error;
  }
  return { uses: [...uses.unguarded()], bound };
}
