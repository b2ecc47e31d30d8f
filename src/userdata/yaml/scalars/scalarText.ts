/** One run of a scalar's characters and where it was written. */
export interface Segment {
  /** Where the run starts in the scalar's text. */
  readonly at: number;
  /** Where it starts in the document. */
  readonly source: number;
  /** True when the document holds the same characters one by one; else the whole run stands for what is at `source`. */
  readonly verbatim: boolean;
}

/** Collects the characters of a scalar while it is read and, when asked, where each of them came from. */
export class ScalarText {
  readonly #segments: Segment[] | undefined;
  #text = "";

  constructor(keepSegments = false) {
    this.#segments = keepSegments ? [] : undefined;
  }

  get segments(): readonly Segment[] {
    return this.#segments ?? [];
  }

  get text(): string {
    return this.#text;
  }

  verbatim(text: string, from: number, to: number): void {
    if (to > from) this.#add(text.slice(from, to), from, true);
  }

  /** Characters that the document writes in another way: an escape, a folded line break. */
  standIn(characters: string, source: number): void {
    if (characters !== "") this.#add(characters, source, false);
  }

  #add(characters: string, source: number, verbatim: boolean): void {
    this.#segments?.push({ at: this.#text.length, source, verbatim });
    this.#text += characters;
  }
}
