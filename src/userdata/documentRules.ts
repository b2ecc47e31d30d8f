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

const byHeader = "cloud-init identifies user data by its first line and ignores what it does not recognize.";
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
    "Its content has no effect.",
    "Give the part a type that cloud-init handles.",
  ),
  "document/too-long": kind("Document that is too long to check", "Only the start was checked.", "Split it."),
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
  "header/misspelt": kind("Misspelled header", byHeader, "Spell the header exactly."),
  "header/not-first": kind(
    "Header that is not the first line",
    byHeader,
    "Move the header to the first line.",
  ),
  "header/missing": kind("Missing header", byHeader, "Start the document with #cloud-config."),
  "header/unknown": kind("Unknown header", byHeader, "Start the document with a header of cloud-init."),
  "yaml/syntax": kind(
    "YAML that cannot be read",
    "cloud-init ignores the whole document.",
    "Fix the syntax.",
  ),
  "yaml/duplicate-key": kind("Repeated key", "Only the last one counts.", "Keep one of them."),
  "yaml/misread": kind(
    "Line that YAML reads differently",
    "YAML accepts the line, but not as intended: a key without its colon or space, or text that is not indented.",
    "Follow the message.",
  ),
  "yaml/surprising-value": kind(
    "Value that YAML reads as another type",
    "YAML 1.1 reads words such as on, no and 1:30 as a boolean or a number.",
    "Put the value in quotation marks.",
  ),
  "yaml/too-much": kind(
    "YAML that is too large or too deeply nested to check",
    "The rest of it was not checked.",
    "Make it smaller.",
  ),
  "schema/ambiguous": kind("Value that fits several forms", bySchema, "Write it so that one form fits."),
  "schema/date": kind("Text that is not a date", bySchema, "Write the date as YYYY-MM-DD."),
  "schema/deprecated": kind(
    "Deprecated key or value",
    "cloud-init will remove it. Since 23.4, `cloud-init status --wait` exits with 2 because of it; some distributions keep 0.",
    "Use its replacement.",
  ),
  "schema/duplicate-entry": kind("Repeated entry in a list", bySchema, "Keep one of them."),
  "schema/empty": kind("Too few entries", bySchema, "Add an entry, or remove the key."),
  "schema/minimum": kind("Number below the minimum", bySchema, "Use a larger number."),
  "schema/missing-key": kind("Missing key", bySchema, "Add the key."),
  "schema/not-a-mapping": kind(
    "Document that is not a mapping",
    "cloud-init ignores the whole document.",
    "Write keys and values.",
  ),
  "schema/pattern": kind("Text that does not match its pattern", bySchema, "Follow the message."),
  "schema/place": kind(
    "Location that cloud-init's own validator reports",
    "cloud-init schema reports the error on this line.",
    "Fix the error itself.",
  ),
  "schema/together": kind("Keys that exclude or require each other", bySchema, "Follow the message."),
  "schema/too-many": kind("Too many entries", bySchema, "Remove entries."),
  "schema/unknown-key": kind("Unknown key", bySchema, "Correct the spelling, or remove the key."),
  "schema/value": kind("Value of the wrong type", bySchema, "Use a value that the key allows."),
  "template/jinja": kind(
    "Template that Jinja rejects",
    "cloud-init ignores the part when its template cannot be rendered.",
    "Fix the template.",
  ),
  "template/unfilled": kind(
    "Placeholder that is not filled in",
    "The VM gets the placeholder unchanged.",
    "Fill it in before you send the text to the VM.",
  ),
};
