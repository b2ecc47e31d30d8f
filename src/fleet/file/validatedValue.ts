import type { SourceLocation } from "./sourceLocation";

/** A value of a fleet file after its shape was checked, and the place of each part of it by path (`networks.0.name`). */
export interface ValidatedValue {
  /** Plain data that keeps its shape. Parts that broke it are left out. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly places: ReadonlyMap<string, SourceLocation>;
  /** Of the whole. */
  readonly place: SourceLocation;
}

/** Where `path` stands in the first of `sources` that has it, else the nearest part around it. */
export function placeOf(path: string, ...sources: readonly ValidatedValue[]): SourceLocation {
  for (let part = path; part !== ""; part = part.slice(0, Math.max(0, part.lastIndexOf(".")))) {
    for (const { places } of sources) {
      const found = places.get(part);
      if (found !== undefined) return found;
    }
  }
  return sources[0]?.place ?? { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
}
