/**
 * The MIME types that cloud-init works with, and the type that the start of a text stands for.
 * Source: `handlers/__init__.py` and `user_data.py` of cloud-init 22.4.2 and 26.2, which agree.
 */
import { headerOf } from "../../document";

/** What a text is that is no MIME document and does not say what it is. */
export const notMultipart = "text/x-not-multipart";

const typeOfWord: Readonly<Record<string, string>> = {
  "#include": "text/x-include-url",
  "#include-once": "text/x-include-once-url",
  "#!": "text/x-shellscript",
  "#cloud-config": "text/cloud-config",
  "#part-handler": "text/part-handler",
  "#cloud-boothook": "text/cloud-boothook",
  "#cloud-config-archive": "text/cloud-config-archive",
  "#cloud-config-jsonp": "text/cloud-config-jsonp",
  "## template: jinja": "text/jinja2",
};

/** The type that the start of a text stands for, behind white space; nothing where it stands for none. */
export function announcedType(text: string): string | undefined {
  const header = headerOf(text);
  return header && typeOfWord[header.word];
}

/** Types whose text is looked at, because senders give them to any text. */
export const examinedTypes: ReadonlySet<string> = new Set(["text/plain", notMultipart, "text/x-shellscript"]);

export const includeTypes: ReadonlySet<string> = new Set(["text/x-include-url", "text/x-include-once-url"]);

export const archiveType = "text/cloud-config-archive";

/** Types of parts that are unpacked before they are looked at. */
export const gzipTypes: ReadonlySet<string> = new Set([
  "application/gzip",
  "application/gzip-compressed",
  "application/gzipped",
  "application/x-compress",
  "application/x-compressed",
  "application/x-gunzip",
  "application/x-gzip",
  "application/x-gzip-compressed",
]);

/** Scripts that run at another frequency, by type: the folder under `/var/lib/cloud/scripts`. */
export const frequencyFolders: Readonly<Record<string, "per-boot" | "per-instance" | "per-once">> = {
  "text/x-shellscript-per-boot": "per-boot",
  "text/x-shellscript-per-instance": "per-instance",
  "text/x-shellscript-per-once": "per-once",
};
