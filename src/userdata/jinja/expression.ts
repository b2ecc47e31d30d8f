/**
 * Follows an expression as Jinja evaluates it with cloud-init's missing variables: they print as text, are empty and false,
 * and raise an error at an attribute, a call or a calculation. Values that only the VM knows are `known`.
 * Source: the parser of Jinja2 3.1, and templates rendered by cloud-init 22.4.2 and 25.1 (`test/peers/jinja.test.ts`).
 */
import { dictMethods, itemFilters, standardKeys, strictFilters, textFilters } from "./catalogue";
import { NotRead, TokenCursor } from "./tokenCursor";
import type { Token } from "./tokens";
import type { Uses } from "./uses";
import { falsehood, isFalse, known, shown, type Value } from "./value";

const words: ReadonlySet<string> = new Set([
  "if",
  "else",
  "elif",
  "and",
  "or",
  "not",
  "in",
  "is",
  "for",
  "recursive",
]);
const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", ">", "<=", ">="]);
const sums: ReadonlySet<string> = new Set(["+", "-"]);
const products: ReadonlySet<string> = new Set(["*", "/", "//", "%"]);
const deepest = 60;

export class Expression extends TokenCursor {
  readonly #uses: Uses;
  #depth = 0;

  constructor(tokens: readonly Token[], uses: Uses) {
    super(tokens);
    this.#uses = uses;
  }

  /** Several with commas between them are a tuple. */
  tuple(part: () => Value = () => this.value()): Value {
    const first = part();
    if (this.peek()?.text !== ",") return first;
    this.#empty(first);
    while (this.takes(",") && this.#beginsValue()) this.#empty(part());
    return known;
  }

  value(): Value {
    if (++this.#depth > deepest) throw new NotRead();
    const before = this.#uses.found.length;
    let value = this.either();
    while (this.takes("if")) {
      const after = this.#uses.found.length;
      const condition = this.either();
      this.truth(condition);
      const other = this.takes("else") ? this.value() : known;
      if (isFalse(condition)) this.#uses.forget(before, after);
      if (isFalse(condition) || value.kind !== "missing") value = other;
    }
    this.#depth--;
    return value;
  }

  /** A value without `if … else …`. */
  either(): Value {
    let value = this.#both();
    while (this.takes("or")) {
      const right = this.#both();
      this.truth(value);
      value = isFalse(value) ? right : known;
    }
    return value;
  }

  /** What is printed shows a missing variable. */
  print(value: Value): void {
    if (value.kind === "missing" || value.kind === "text") this.#uses.variable(value.missing, "text");
  }

  /** A condition. */
  truth(value: Value): void {
    if (value.kind === "missing") this.#uses.tests(value.missing);
  }

  /** A list to go through. */
  items(value: Value): void {
    this.#empty(value);
  }

  #both(): Value {
    let value = this.#negated();
    while (this.takes("and")) {
      const before = this.#uses.found.length;
      const right = this.#negated();
      if (isFalse(value)) this.#uses.forget(before);
      this.truth(value);
      value = isFalse(value) ? falsehood : right;
    }
    return value;
  }

  #negated(): Value {
    if (!this.takes("not")) return this.#compared();
    this.truth(this.#nested(() => this.#negated()));
    return known;
  }

  #compared(): Value {
    let value = this.#sum();
    for (;;) {
      const operator = this.peek()?.text ?? "";
      const inList = operator === "in" || (operator === "not" && this.peek(1)?.text === "in");
      if (this.peek()?.kind === "string" || !(inList || comparisons.has(operator))) return value;
      this.at += operator === "not" ? 2 : 1;
      const right = this.#sum();
      const ordered = operator.startsWith("<") || operator.startsWith(">");
      for (const side of [value, right])
        if (ordered) this.#error(side);
        else this.#empty(side);
      if (inList && right.kind === "v1" && value.kind === "string") this.#uses.asks(`v1.${value.text}`);
      value = known;
    }
  }

  #sum(): Value {
    return this.#calculated(sums, () => this.#joined());
  }

  #joined(): Value {
    let value = this.#calculated(products, () => this.#power());
    while (this.takes("~"))
      value = shown(
        value,
        this.#calculated(products, () => this.#power()),
      );
    return value;
  }

  #power(): Value {
    let value = this.#signed();
    while (this.takes("**")) {
      const right = this.#signed();
      this.#error(value);
      this.#error(right);
      value = known;
    }
    return value;
  }

  #calculated(operators: ReadonlySet<string>, part: () => Value): Value {
    let value = part();
    for (;;) {
      const token = this.peek();
      if (token?.kind !== "operator" || !operators.has(token.text)) return value;
      this.at++;
      const right = part();
      if (token.text === "%" && value.kind === "string") {
        value = shown(known, right);
        continue;
      }
      this.#error(value);
      // What stands before a `%` may be text, which takes a missing variable.
      if (token.text !== "%") this.#error(right);
      value = value.kind === "text" ? value : right.kind === "text" ? right : known;
    }
  }

  #signed(): Value {
    if (!this.takes("-") && !this.takes("+")) return this.#filtered(this.#followed(this.#primary()));
    this.#error(this.#nested(() => this.#signed()));
    return this.#filtered(known);
  }

  #primary(): Value {
    const token = this.next();
    switch (token.kind) {
      case "number":
        return known;
      case "string": {
        let text = token.text;
        while (this.peek()?.kind === "string") text += this.next().text;
        return { kind: "string", text };
      }
      case "name":
        return this.#variable(token);
      case "operator":
        return this.#nested(() => this.#bracket(token.text));
    }
  }

  #variable(token: Token): Value {
    if (words.has(token.text)) throw new NotRead();
    if (this.#hyphenated(token, token)) return known;
    if (token.text === "v1" && this.#uses.hasStandardKeys) return { kind: "v1" };
    if (this.#uses.knows(token.text)) return known;
    return { kind: "missing", missing: { path: token.text, start: token.start, end: token.end } };
  }

  /** `local-hostname`: a hyphen without blanks before a name that nobody defines is part of the name that was meant. */
  #hyphenated(head: Token, first: Token): boolean {
    let last = first;
    for (;;) {
      const [hyphen, next] = [this.peek(), this.peek(1)];
      if (hyphen?.text !== "-" || next?.kind !== "name") break;
      if (hyphen.start !== last.end || next.start !== hyphen.end) break;
      if (words.has(next.text) || this.#uses.knows(next.text)) break;
      last = next;
      this.at += 2;
    }
    if (last === first) return false;
    this.#uses.hyphen({ start: head.start, end: last.end });
    return true;
  }

  #bracket(opening: string): Value {
    switch (opening) {
      case "(":
        if (this.takes(")")) return known;
        return this.#closed(this.tuple(), ")");
      case "[":
        this.#list("]");
        return known;
      case "{":
        while (!this.takes("}")) {
          this.#empty(this.value());
          this.expect(":");
          this.#empty(this.value());
          if (this.peek()?.text !== "}") this.expect(",");
        }
        return known;
      default:
        throw new NotRead();
    }
  }

  #list(close: string): void {
    while (!this.takes(close)) {
      this.#empty(this.value());
      if (this.peek()?.text !== close) this.expect(",");
    }
  }

  #closed(value: Value, close: string): Value {
    this.expect(close);
    return value;
  }

  /** Attributes, items and calls. */
  #followed(first: Value): Value {
    const head = this.peek(-1);
    let value = first;
    for (;;) {
      if (this.takes(".")) value = this.#attribute(value, head);
      else if (this.takes("[")) value = this.#item(value, head);
      else if (this.takes("(")) value = this.#call(value);
      else return value;
    }
  }

  #attribute(value: Value, head: Token | undefined): Value {
    const token = this.next();
    if (token.kind !== "name" && token.kind !== "number") throw new NotRead();
    if (token.kind === "name" && this.#hyphenated(head ?? token, token)) return known;
    if (value.kind === "v1" && token.text === "get" && this.peek()?.text === "(") {
      const name = this.peek(1);
      if (name?.kind === "string") this.#uses.asks(`v1.${name.text}`);
    }
    return this.#member(value, token.text, head, token.end);
  }

  #item(value: Value, head: Token | undefined): Value {
    const start = this.at;
    let index: Value = known;
    while (!this.takes("]")) {
      if (this.takes(":") || this.takes(",")) index = known;
      else index = this.value();
    }
    const single = this.at === start + 2;
    const end = this.peek(-1)?.end ?? 0;
    if (index.kind === "string" && single) return this.#member(value, index.text, head, end);
    this.#empty(index);
    this.#error(value);
    return known;
  }

  #member(value: Value, name: string, head: Token | undefined, end: number): Value {
    this.#error(value);
    if (value.kind !== "v1" || standardKeys.has(name) || dictMethods.has(name) || name.startsWith("__"))
      return known;
    return { kind: "missing", missing: { path: `v1.${name}`, start: head?.start ?? end, end } };
  }

  #call(value: Value): Value {
    this.#error(value);
    this.#arguments();
    return known;
  }

  /** Up to the closing bracket. @returns the values without a name */
  #arguments(): Value[] {
    const values: Value[] = [];
    while (!this.takes(")")) {
      if (this.peek()?.kind === "name" && this.peek(1)?.text === "=") {
        this.at += 2;
        this.#empty(this.value());
      } else {
        if (!this.takes("**")) this.takes("*");
        const value = this.value();
        this.#empty(value);
        values.push(value);
      }
      if (this.peek()?.text !== ")") this.expect(",");
    }
    return values;
  }

  /** Filters and tests. */
  #filtered(first: Value): Value {
    let value = first;
    for (;;) {
      if (this.takes("|")) value = this.filter(value);
      else if (this.takes("is")) value = this.#test(value);
      else if (this.takes("(")) value = this.#call(value);
      else return value;
    }
  }

  /** A filter's name and arguments, and what it makes of a value. */
  filter(value: Value): Value {
    const name = this.#dotted("filter");
    const given = this.takes("(") ? this.#arguments() : [];
    if (name === "default" || name === "d") {
      if (value.kind !== "missing") return value.kind === "text" ? value : known;
      this.#uses.asks(value.missing.path);
      return given[0] ?? known;
    }
    if (name === "format" && value.kind === "string") return given.reduce(shown, known);
    if (value.kind !== "missing" && value.kind !== "text") return known;
    if (textFilters.has(name) || (value.kind === "missing" && itemFilters.has(name)))
      return { kind: "text", missing: value.missing };
    if (strictFilters.has(name)) this.#error(value);
    else this.#empty(value);
    return known;
  }

  #test(value: Value): Value {
    const negated = this.takes("not");
    const name = this.#dotted("test");
    if (this.takes("(")) this.#arguments();
    else if (
      this.#beginsValue() &&
      !words.has(this.peek()?.text ?? "") &&
      !/^[-+]$/u.test(this.peek()?.text ?? "")
    )
      this.#empty(this.#followed(this.#primary()));
    if (value.kind === "missing") {
      if (name === "defined" || name === "undefined") this.#uses.asks(value.missing.path);
      else this.#uses.tests(value.missing);
      return (name === "undefined") === negated ? falsehood : known;
    }
    return known;
  }

  /** The name of a filter or a test. */
  #dotted(kind: "filter" | "test"): string {
    const first = this.name();
    let { text, end } = first;
    while (this.takes(".")) {
      const next = this.name();
      text += `.${next.text}`;
      ({ end } = next);
    }
    this.#uses.named(kind, text, { start: first.start, end });
    return text;
  }

  #beginsValue(): boolean {
    const token = this.peek();
    if (token === undefined) return false;
    return token.kind !== "operator" || ["(", "[", "{", "-", "+"].includes(token.text);
  }

  #error(value: Value): void {
    if (value.kind === "missing") this.#uses.variable(value.missing, "error");
  }

  #empty(value: Value): void {
    if (value.kind === "missing") this.#uses.variable(value.missing, "empty");
  }

  #nested(read: () => Value): Value {
    if (++this.#depth > deepest) throw new NotRead();
    const value = read();
    this.#depth--;
    return value;
  }
}
