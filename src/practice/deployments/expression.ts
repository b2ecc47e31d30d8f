import { isList, isObject, type Json, type JsonObject } from "../state/json";

/**
 * Expressions of ARM templates: the part of the language that fleet templates use (learn.microsoft.com, "Syntax and
 * expressions in ARM templates", "ARM template functions"). Everything else is refused, never passed over.
 */

/** The template cannot be read; ARM answers `InvalidTemplate`. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/** What the functions of an expression may ask for. */
export interface Scope {
  parameter(name: string): Json;
  variable(name: string): Json;
  /** Which turn of the loop this is; undefined outside. */
  readonly copyIndex: number | undefined;
  /** Resource ID of the group that is deployed to. */
  readonly groupId: string;
  /** A resource as a GET shows it. Throws `TemplateError` when it is not there. */
  resource(id: string): JsonObject;
}

/** A value of a template with its expressions worked out. */
export function evaluate(value: Json | undefined, scope: Scope): Json {
  if (value === undefined) return null;
  if (typeof value === "string") return evaluateText(value, scope);
  if (isList(value)) return value.map((item) => evaluate(item, scope));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, evaluate(member, scope)]));
  }
  return value;
}

function evaluateText(text: string, scope: Scope): Json {
  if (!text.startsWith("[") || !text.endsWith("]")) return text;
  if (text.startsWith("[[")) return text.slice(1);
  const reader = new Reader(text.slice(1, -1), scope);
  const value = reader.expression();
  reader.end();
  return value;
}

const token = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z][\w]*)|([()[\],.]))/y;

class Reader {
  readonly #text: string;
  readonly #scope: Scope;
  #at = 0;
  #next: { readonly kind: "text" | "number" | "name" | "mark" | "end"; readonly text: string } = {
    kind: "end",
    text: "",
  };

  constructor(text: string, scope: Scope) {
    this.#text = text;
    this.#scope = scope;
    this.#advance();
  }

  #advance(): void {
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    if (match === null) {
      if (this.#text.slice(this.#at).trim() !== "") this.#fail();
      this.#next = { kind: "end", text: "" };
      return;
    }
    this.#at = token.lastIndex;
    const [, quoted, number, name, mark] = match;
    this.#next =
      quoted !== undefined
        ? { kind: "text", text: quoted.replaceAll("''", "'") }
        : number !== undefined
          ? { kind: "number", text: number }
          : name !== undefined
            ? { kind: "name", text: name }
            : { kind: "mark", text: mark ?? "" };
  }

  #fail(): never {
    throw new TemplateError(
      `The template language expression '${this.#text}' is not valid near position '${String(this.#at)}'.`,
    );
  }

  #take(mark: string): boolean {
    if (this.#next.kind !== "mark" || this.#next.text !== mark) return false;
    this.#advance();
    return true;
  }

  end(): void {
    if (this.#next.kind !== "end") this.#fail();
  }

  expression(): Json {
    let value = this.#primary();
    for (;;) {
      if (this.#take(".")) {
        if (this.#next.kind !== "name") this.#fail();
        value = this.#member(value, this.#next.text);
        this.#advance();
      } else if (this.#take("[")) {
        const key = this.expression();
        if (!this.#take("]")) this.#fail();
        value = typeof key === "number" ? this.#item(value, key) : this.#member(value, shownText(key));
      } else return value;
    }
  }

  #member(value: Json, key: string): Json {
    const found = isObject(value)
      ? Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase())
      : undefined;
    if (found?.[1] !== undefined) return found[1];
    throw new TemplateError(`The language expression property '${key}' doesn't exist.`);
  }

  #item(value: Json, index: number): Json {
    const found = isList(value) ? value[index] : undefined;
    if (found !== undefined) return found;
    throw new TemplateError(
      `The language expression property array index '${String(index)}' is out of bounds.`,
    );
  }

  #primary(): Json {
    const { kind, text } = this.#next;
    this.#advance();
    if (kind === "text") return text;
    if (kind === "number") return Number(text);
    if (kind !== "name" || !this.#take("(")) this.#fail();
    const given: Json[] = [];
    while (!this.#take(")")) {
      if (given.length > 0 && !this.#take(",")) this.#fail();
      given.push(this.expression());
    }
    return call(text, given, this.#scope);
  }
}

function call(name: string, given: readonly Json[], scope: Scope): Json {
  const text = (at: number): string => (typeof given[at] === "string" ? given[at] : "");
  switch (name.toLowerCase()) {
    case "parameters":
      return scope.parameter(text(0));
    case "variables":
      return scope.variable(text(0));
    case "copyindex":
      if (scope.copyIndex === undefined)
        throw new TemplateError("The function 'copyIndex' is not expected at this location.");
      return scope.copyIndex;
    case "length":
      return lengthOf(given[0]);
    case "union":
      return given.map((value) => (isObject(value) ? value : {})).reduce(union);
    case "createobject":
      return createObject(given);
    case "resourceid":
      return `${scope.groupId}/providers/${text(0)}/${given.slice(1).map(shownText).join("/")}`;
    case "reference": {
      const resource = scope.resource(text(0));
      return text(2).toLowerCase() === "full" ? resource : (resource["properties"] ?? {});
    }
    default:
      throw new TemplateError(`The template function '${name}' is not valid.`);
  }
}

/** A value where a text is wanted. */
export function shownText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function lengthOf(value: Json | undefined): number {
  if (typeof value === "string" || isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

function createObject(given: readonly Json[]): JsonObject {
  const entries: [string, Json][] = [];
  for (let at = 0; at + 1 < given.length; at += 2)
    entries.push([shownText(given[at] ?? null), given[at + 1] ?? null]);
  return Object.fromEntries(entries);
}

/** Objects are merged at every depth; a list of the later one replaces that of the earlier. */
function union(left: JsonObject, right: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const known = merged[key];
    merged[key] = isObject(known) && isObject(value) ? union(known, value) : value;
  }
  return merged;
}
