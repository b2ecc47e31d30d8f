import { QueryError, type Token } from "./lexer";

/** A place in a list of tokens. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token {
    return this.ahead(0);
  }

  ahead(count: number): Token {
    const token = this.#tokens[this.#index + count] ?? this.#tokens.at(-1);
    if (token === undefined) throw new RangeError("a token list ends with an end token");
    return token;
  }

  take(): Token {
    const { token } = this;
    if (token.kind !== "end") this.#index++;
    return token;
  }

  /** Whether the current token is one of these symbols or words, whatever its case. */
  is(...texts: readonly string[]): boolean {
    const { token } = this;
    return (token.kind === "symbol" || token.kind === "name") && texts.includes(token.text.toLowerCase());
  }

  /** Takes the current token when it is one of these. */
  accept(...texts: readonly string[]): Token | undefined {
    return this.is(...texts) ? this.take() : undefined;
  }

  expect(text: string): Token {
    return this.accept(text) ?? this.fail(`expected '${text}'`);
  }

  name(): string {
    if (this.token.kind !== "name") this.fail("expected a name");
    return this.take().text;
  }

  fail(message: string): never {
    throw new QueryError(message, this.token);
  }

  /** Reads one or more, separated by commas. */
  many<T>(read: () => T): readonly T[] {
    const items = [read()];
    while (this.accept(",") !== undefined) items.push(read());
    return items;
  }
}
