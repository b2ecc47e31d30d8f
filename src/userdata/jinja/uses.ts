/** What evaluating a template finds out about names that it does not know. */
import { filters, globals, instanceData, standardKeys, tests } from "./catalogue";

/**
 * What cloud-init makes of the use of a missing variable. `text`: the variable's name behind CI_MISSING_JINJA_VAR stands in
 * its place. `error`: the whole part is dropped. `empty`: it counts as false, as empty, or as equal to nothing.
 */
export type Effect = "text" | "error" | "empty";

/** A place where a template uses a variable that does not exist. */
export interface Missing extends TextSpan {
  /** `nope`, `v1.nope`. */
  readonly path: string;
}

export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export type Use =
  | (Missing & { readonly kind: "variable"; readonly effect: Effect })
  /** `v1.local-hostname`, which is a subtraction. */
  | (TextSpan & { readonly kind: "hyphen" })
  | (TextSpan & { readonly kind: "filter" | "test"; readonly name: string });

/** Collects the uses of one template. */
export class Uses {
  readonly found: Use[] = [];
  readonly #bound: ReadonlySet<string>;
  /** Paths that the template itself asks about, so that it can do without them. */
  readonly #asked = new Set<string>();
  readonly #tested = new Set<string>();

  /** `bound`: names that the template defines anywhere. */
  constructor(bound: ReadonlySet<string>) {
    this.#bound = bound;
  }

  knows(name: string): boolean {
    return this.#bound.has(name) || globals.has(name) || instanceData.has(name) || standardKeys.has(name);
  }

  /** Whether `v1` is cloud-init's. */
  get hasStandardKeys(): boolean {
    return !this.#bound.has("v1");
  }

  variable({ path, start, end }: Missing, effect: Effect): void {
    this.found.push({ kind: "variable", effect, path, start, end });
  }

  hyphen(place: TextSpan): void {
    this.found.push({ kind: "hyphen", ...place });
  }

  named(kind: "filter" | "test", name: string, { start, end }: TextSpan): void {
    const known = kind === "filter" ? filters : tests;
    if (!known.has(name)) this.found.push({ kind, name, start, end });
  }

  /** `is defined`, `default`, `v1.get("…")`: nothing is said of this path any more. */
  asks(path: string): void {
    this.#asked.add(path);
  }

  /** `if nope`: nothing is printed where there is none. */
  tests(missing: Missing): void {
    this.#tested.add(missing.path);
    this.variable(missing, "empty");
  }

  /** Takes back what was found after the first `from` uses, up to `to` of them: it is never evaluated. */
  forget(from: number, to = this.found.length): void {
    this.found.splice(from, to - from);
  }

  /** What is left once the template's own questions count. */
  *unguarded(): Iterable<Use> {
    for (const use of this.found) {
      if (use.kind !== "variable") yield use;
      else if (!this.#asked.has(use.path) && (use.effect === "empty" || !this.#tested.has(use.path)))
        yield use;
    }
  }
}
