import type { Translate } from "./translate";

/** A text with places for values: what stands before, between and after them, and which value stands where. */
interface Template {
  readonly text: string;
  readonly literals: readonly string[];
  readonly places: readonly number[];
  /** Characters of its own. */
  readonly weight: number;
}

/** A template with fewer characters of its own says too little to be known by them; */
const leastWeight = 5;
/** one with fewer than these is known only where its values are names, or words of ours: `Start vm1`. */
const sureWeight = 12;
/** No sentence of ours is longer; what is may come from anywhere. */
const longest = 4_000;

/**
 * `t`, which also knows the sentences that were made in English (`say`): those of the pure modules, of saved records and of other
 * windows. `texts` are all that `t` can translate. What it does not know, such as Azure's own words, comes back as it is.
 */
export function knowingSentences(t: Translate, texts: Iterable<string>): Translate {
  const known = new Set(texts);
  return byTemplates(t, known, (text) => known.has(text), {
    least: leastWeight,
    sure: sureWeight,
    joined: false,
  });
}

/** How sentences are known. */
interface Manner {
  /** How many characters of its own a template needs. */
  readonly least: number;
  /** How many characters of its own a template needs to be known with any values. */
  readonly sure: number;
  /** Whether a text can be several sentences, one after the other. */
  readonly joined: boolean;
}

/**
 * Translates what `knows` says by `t` as it is, and any other sentence by its template among `texts`.
 */
export function byTemplates(
  t: Translate,
  texts: Iterable<string>,
  knows: (text: string) => boolean,
  { least, sure, joined }: Manner,
): Translate {
  const templates = [...texts]
    .map(templateOf)
    .filter(({ places, weight }) => places.length > 0 && weight >= least)
    .sort((one, other) => other.weight - one.weight);
  const isWord = (text: string): boolean =>
    !text.includes(" ") || knows(text) || (joined && listed.test(text) && text.split(listed).every(isWord));
  /** In joined sentences what has words of its own in front, such as `Add {0}`, is known too. */
  const isSure = ({ weight, literals }: Template): boolean =>
    weight >= sure || (joined && literals[0] !== "");
  const translate: Translate = (text, ...values) => {
    if (values.length > 0 || knows(text)) return t(text, ...values);
    if (text.length > longest) return text;
    const parts = joined ? inTwo(text, translate) : undefined;
    if (parts !== undefined) return parts;
    for (const template of templates) {
      const found = valuesIn(text, template);
      if (found !== undefined && (isSure(template) || found.every(isWord)))
        return t(template.text, ...found.map(value));
    }
    return text;
  };
  /** Words of ours within a sentence, or a list of them. What has no space is a name of Azure's or of the user's. */
  const value = (text: string): string => {
    if (!text.includes(" ")) return joined && knows(text) ? t(text) : text;
    const translated = translate(text);
    if (translated !== text) return translated;
    return inList(text, "; ") ?? (joined ? inList(text, ", ") : undefined) ?? text;
  };
  const inList = (text: string, comma: string): string | undefined =>
    text.includes(comma) ? text.split(comma).map(value).join(comma) : undefined;
  return translate;
}

/** What stands between the words of a list in a sentence of ours. */
const listed = /, | or /;
/** More sentences than this are never joined. */
const mostJoined = 5;

/** Two parts, each translated by itself; `undefined` where no place parts the text into two that are known. */
function inTwo(text: string, translate: Translate): string | undefined {
  const ends = [...text.matchAll(/[.:?](?= )/g)];
  if (ends.length > mostJoined) return undefined;
  for (const { index } of ends) {
    const [head, tail] = [text.slice(0, index + 1), text.slice(index + 2)];
    const rest = [tail, ` ${tail}`].map((each) => translate(each)).find((each) => each.trim() !== tail);
    const first = rest === undefined ? head : translate(head);
    if (rest !== undefined && first !== head) return `${first}${rest}`;
  }
  return undefined;
}

function templateOf(text: string): Template {
  const parts = text.split(/\{(\d)\}/);
  const literals = parts.filter((_, index) => index % 2 === 0);
  return {
    text,
    literals,
    places: parts.filter((_, index) => index % 2 === 1).map(Number),
    weight: literals.join("").length,
  };
}

/** The values with which the template gives `text`, each as short as it can be; `undefined` when none do. */
function valuesIn(text: string, { literals, places }: Template): string[] | undefined {
  const [first = "", ...others] = literals;
  const last = others.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const end = text.length - last.length;
  const values: string[] = [];
  let from = first.length;
  for (const [index, place] of places.entries()) {
    const isLast = index === places.length - 1;
    const to = isLast ? end : text.indexOf(others[index] ?? "", from);
    if (to < from || to > end) return undefined;
    const value = text.slice(from, to);
    if ((values[place] ?? value) !== value) return undefined;
    values[place] = value;
    from = to + (others[index] ?? "").length;
  }
  return values;
}
