/**
 * A reader of the part of Bicep that data needs: parameters, and resources whose bodies are objects, arrays and literals. Written from
 * the Bicep language specification and not from the product's writer, so that the two can disagree.
 */
export interface BicepFile {
  readonly parameters: readonly string[];
  readonly resources: readonly BicepResource[];
}

export interface BicepResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A parameter's name where a value stands. */
export class BicepParameter {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Throws `SyntaxError` at anything that is not of that part of the language. */
export function readBicep(text: string): BicepFile {
  return new Reader(text).file();
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  "\\": "\\",
  "'": "'",
  $: "$",
};

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  file(): BicepFile {
    const parameters: string[] = [];
    const resources: BicepResource[] = [];
    this.#blank();
    while (this.#at < this.#text.length) {
      const word = this.#word();
      if (word === "targetScope") {
        this.#expect(/\s*=\s*/y);
        this.#string();
      } else if (word === "param") {
        this.#expect(/ +/y);
        parameters.push(this.#word());
        this.#expect(/ +string(?=\n)/y);
      } else if (word === "resource") {
        resources.push(this.#resource());
      } else {
        this.#fail(`“${word}” begins no declaration`);
      }
      this.#blank();
    }
    return { parameters, resources };
  }

  #resource(): BicepResource {
    this.#expect(/ +/y);
    this.#word();
    this.#expect(/ +/y);
    const [type = "", apiVersion = ""] = this.#string().split("@");
    this.#expect(/ += +(?=\{)/y);
    return { type, apiVersion, body: this.#object() };
  }

  #object(): Record<string, unknown> {
    this.#expect(/\{/y);
    const members: [string, unknown][] = [];
    while (this.#take(/[ ]*\n[ ]*/y) !== undefined && this.#peek() !== "}") {
      const name = this.#peek() === "'" ? this.#string() : this.#word();
      this.#expect(/ *: */y);
      members.push([name, this.#value()]);
    }
    this.#expect(/\}/y);
    return Object.fromEntries(members);
  }

  #array(): unknown[] {
    this.#expect(/\[/y);
    const items: unknown[] = [];
    while (this.#take(/[ ]*\n[ ]*/y) !== undefined && this.#peek() !== "]") items.push(this.#value());
    this.#expect(/\]/y);
    return items;
  }

  #value(): unknown {
    const next = this.#peek();
    if (next === "'") return this.#string();
    if (next === "{") return this.#object();
    if (next === "[") return this.#array();
    const number = this.#take(/-?\d+/y);
    if (number !== undefined) return Number(number);
    const word = this.#word();
    if (word === "true" || word === "false") return word === "true";
    return word === "null" ? null : new BicepParameter(word);
  }

  /** One line, no interpolation, known escapes only. Three quotes would start another kind of string. */
  #string(): string {
    if (this.#text.startsWith("'''", this.#at)) this.#fail("a multi-line string");
    this.#expect(/'/y);
    let value = "";
    for (;;) {
      const character = this.#peek();
      if (character === "" || character === "\n" || character === "\r")
        this.#fail("a string without its end");
      if (this.#text.startsWith("${", this.#at)) this.#fail("an interpolation");
      this.#at += 1;
      if (character === "'") return value;
      value += character === "\\" ? this.#escape() : character;
    }
  }

  #escape(): string {
    const code = this.#take(/u\{[0-9a-fA-F]{1,6}\}/y);
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code.slice(2, -1), 16));
    const character = escapes[this.#peek()];
    if (character === undefined) return this.#fail("an escape that Bicep does not have");
    this.#at += 1;
    return character;
  }

  #word(): string {
    return this.#expect(/[A-Za-z_][A-Za-z0-9_]*/y);
  }

  #blank(): void {
    this.#take(/(?:\s|@secure\(\))*/y);
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #expect(sticky: RegExp): string {
    return this.#take(sticky) ?? this.#fail(`expected ${sticky.source}`);
  }

  #fail(problem: string): never {
    throw new SyntaxError(`${problem}: ${JSON.stringify(this.#text.slice(this.#at, this.#at + 40))}`);
  }
}
