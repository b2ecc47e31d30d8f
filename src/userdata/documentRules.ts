/**
 * The findings that come from reading a document itself, not from a rule of `rules/`: header, YAML, cloud-init's schema and
 * templates. Code scanning services want a description of each.
 */

/** What a finding's kind is called, what it means on the VM, and what to do about it. */
export interface FindingKind {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

const kind = (title: string, why: string, fix: string): FindingKind => ({ title, why, fix });

const byHeader =
  "cloud-init tells by the first line what user data is; it ignores what it does not recognize.";
const bySchema =
  "cloud-init's schema (26.2) does not allow it; cloud-init logs a warning and the module may fail or ignore it.";

export const documentRules: Readonly<Record<string, FindingKind>> = {
  "document/encoding": kind(
    "Text that is not UTF-8",
    "cloud-init reads user data as UTF-8.",
    "Save the file as UTF-8.",
  ),
  "document/ignored-part": kind(
    "Part that cloud-init ignores",
    "What stands in it never takes effect.",
    "Give the part a type that cloud-init handles.",
  ),
  "document/too-long": kind(
    "Document that is too long to check",
    "Only its beginning was checked.",
    "Split it.",
  ),
  "document/too-many-parts": kind(
    "Document with too many parts to check",
    "Only the first parts were checked.",
    "Use fewer parts.",
  ),
  "header/byte-order-mark": kind(
    "Byte-order mark before the header",
    byHeader,
    "Save the file without a byte-order mark.",
  ),
  "header/misspelt": kind("Misspelt header", byHeader, "Write the header in exactly its letters."),
  "header/not-first": kind(
    "Header that is not the first line",
    byHeader,
    "Move the header to the first line.",
  ),
  "header/missing": kind("Missing header", byHeader, "Begin the document with #cloud-config."),
  "header/unknown": kind("Unknown header", byHeader, "Begin the document with a header of cloud-init."),
  "yaml/syntax": kind(
    "YAML that cannot be read",
    "cloud-init ignores the whole document.",
    "Fix the syntax.",
  ),
  "yaml/duplicate-key": kind("Key that stands twice", "Only the last one counts.", "Keep one of them."),
  "yaml/misread": kind(
    "Line that YAML reads otherwise",
    "YAML accepts the line, but not as it is meant: a key without its colon or its blank, or text that is not indented.",
    "Write it as the message says.",
  ),
  "yaml/surprising-value": kind(
    "Value that YAML reads as another type",
    "YAML 1.1 reads words such as on, no and 1:30 as a boolean or a number.",
    "Put the value in quotation marks.",
  ),
  "yaml/too-much": kind(
    "YAML that is too large or too deep to check",
    "The rest of it was not checked.",
    "Make it smaller.",
  ),
  "schema/ambiguous": kind("Value that fits several forms", bySchema, "Write it so that one form fits."),
  "schema/date": kind("Text that is not a date", bySchema, "Write the date as YYYY-MM-DD."),
  "schema/deprecated": kind(
    "Deprecated key or value",
    "cloud-init will drop it. Since 23.4, `cloud-init status --wait` exits with 2 because of it; some distributions keep 0.",
    "Use what replaces it.",
  ),
  "schema/duplicate-entry": kind("Entry that stands twice in a list", bySchema, "Keep one of them."),
  "schema/empty": kind("Too few entries", bySchema, "Add an entry, or remove the key."),
  "schema/minimum": kind("Number below the minimum", bySchema, "Use a larger number."),
  "schema/missing-key": kind("Missing key", bySchema, "Add the key."),
  "schema/not-a-mapping": kind(
    "Document that is not a mapping",
    "cloud-init ignores the whole document.",
    "Write keys and values.",
  ),
  "schema/pattern": kind("Text that does not match its pattern", bySchema, "Write it as the message says."),
  "schema/place": kind(
    "Place that cloud-init's own validator names",
    "cloud-init schema reports the mistake on this line.",
    "Fix the mistake itself.",
  ),
  "schema/together": kind("Keys that exclude or require each other", bySchema, "Follow the message."),
  "schema/too-many": kind("Too many entries", bySchema, "Remove entries."),
  "schema/unknown-key": kind("Unknown key", bySchema, "Correct the spelling, or remove the key."),
  "schema/value": kind("Value of the wrong type", bySchema, "Use a value that the key allows."),
  "template/jinja": kind(
    "Template that Jinja refuses",
    "cloud-init ignores the part when its template cannot be rendered.",
    "Fix the template.",
  ),
  "template/unfilled": kind(
    "Placeholder that nobody fills in",
    "The VM gets the placeholder as it is written.",
    "Fill it in before the text is given to the VM.",
  ),
};
