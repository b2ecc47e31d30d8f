import { say } from "../../l10n/sentence";
/** Names of VMs as a fleet file writes them: one name, or a range in brackets. */
export type NameRange =
  { readonly ok: true; readonly names: readonly string[] } | { readonly ok: false; readonly problem: string };

const range = /^([^[\]]*)\[([0-9]{1,7})-([0-9]{1,7})\]([^[\]]*)$/;

/**
 * `amf[001-250]` is amf001 … amf250: numbers have as many digits as the first one is written with.
 * A text without brackets is one name, whatever it is. `limit`: how many names are wanted at most.
 */
export function expandName(text: string, limit: number): NameRange {
  if (!/[[\]]/.test(text)) return { ok: true, names: [text] };
  const match = range.exec(text);
  const [, before = "", first = "", last = "", after = ""] = match ?? [];
  if (match === null) return { ok: false, problem: say`Write a range as amf[001-250], once in a name.` };
  const from = Number(first);
  const to = Number(last);
  if (to < from) return { ok: false, problem: say`The range is reversed, from ${first} to ${last}.` };
  if (to - from >= limit) return { ok: false, problem: say`A fleet has ${limit} VMs at most.` };
  const names = Array.from(
    { length: to - from + 1 },
    (_, index) => `${before}${String(from + index).padStart(first.length, "0")}${after}`,
  );
  return { ok: true, names };
}
