import type { Token } from "./tokens";

/** Thrown where an expression is none that this reader knows. */
export class NotRead extends Error {}

/** Goes through the tokens of a mark. */
export class TokenCursor {
  at = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.at >= this.#tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.at + ahead];
  }

  /** Throws `NotRead` at the end. */
  next(): Token {
    const token = this.peek();
    if (token === undefined) throw new NotRead();
    this.at++;
    return token;
  }

  /** Takes the next token where it is this operator or word. */
  takes(text: string): boolean {
    const token = this.peek();
    if (token?.text !== text || token.kind === "string") return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw new NotRead();
  }

  name(): Token {
    const token = this.next();
    if (token.kind !== "name") throw new NotRead();
    return token;
  }
}
