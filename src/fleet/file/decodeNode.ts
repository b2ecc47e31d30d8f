import { say } from "../../l10n/sentence";
import { closest } from "../../userdata/cloudConfig/validation/spelling";
import type { Fix, Range } from "../../userdata/finding";
import type { LineIndex } from "../../userdata/lineIndex";
import { membersOf } from "../../userdata/yaml/members";
import type { YamlItem, YamlMapping, YamlNode, YamlScalar } from "../../userdata/yaml/nodes";
import type { Findings, SourceLocation } from "./sourceLocation";
import type { ValidatedValue } from "./validatedValue";
import type { ObjectShape, Shape } from "./shape";

/** How many values a file may stand for: aliases and merges let a short text stand for a very long one. */
export const maxValues = 1_000_000;

/** What is left of `maxValues`, for one file. */
export interface Budget {
  left: number;
}

/** Checks a YAML node against a shape and gives it as plain data with places. Never throws. */
export function decodeNode(
  node: YamlNode,
  shape: ObjectShape,
  index: LineIndex,
  findings: Findings,
  budget: Budget,
): ValidatedValue {
  const decoder = new Decoder(index, findings, budget);
  const value = node.kind === "mapping" ? decoder.object(node, shape, "") : {};
  if (node.kind !== "mapping") decoder.wrongType(node, mustBeMapping(""), "");
  return { value, places: decoder.places, place: decoder.placeOf(node) };
}

/** The place of a node, worked out when somebody asks: most are never looked at. */
export class NodeLocation implements SourceLocation {
  readonly #index: LineIndex;
  readonly #node: { readonly start: number; readonly end: number };

  constructor(index: LineIndex, node: { readonly start: number; readonly end: number }) {
    this.#index = index;
    this.#node = node;
  }

  get range(): Range {
    return this.#index.range(this.#node.start, this.#node.end);
  }
}

class Decoder {
  readonly places = new Map<string, SourceLocation>();
  readonly #index: LineIndex;
  readonly #findings: Findings;
  readonly #budget: Budget;

  constructor(index: LineIndex, findings: Findings, budget: Budget) {
    this.#index = index;
    this.#findings = findings;
    this.#budget = budget;
  }

  placeOf(node: { readonly start: number; readonly end: number }): SourceLocation {
    return new NodeLocation(this.#index, node);
  }

  wrongType(node: YamlNode, message: string, path: string, fix?: Fix): unknown {
    this.#findings.error("fleet/type", this.placeOf(node), message, path, fix);
    return undefined;
  }

  object(node: YamlMapping, shape: ObjectShape, path: string): Readonly<Record<string, unknown>> {
    const entries: [string, unknown][] = [];
    const names = new Set<string>();
    for (const { key, name, named, node: value, alias } of membersOf(node)) {
      const at = path === "" ? name : `${path}.${name}`;
      const field = named && Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
      if (field === undefined) {
        this.#unknownKey(key, name, shape, at);
        continue;
      }
      names.add(name);
      this.places.set(at, this.placeOf(alias ?? value));
      const decoded = this.#value({ node: value, alias }, field, at);
      if (decoded !== undefined) entries.push([name, decoded]);
    }
    for (const missing of shape.required) {
      if (names.has(missing)) continue;
      this.#findings.error("fleet/missing", this.#firstLine(node), say`${missing} is missing.`, path);
    }
    return Object.fromEntries(entries);
  }

  #firstLine(node: YamlMapping): SourceLocation {
    const first = node.entries[0]?.key ?? node;
    return this.placeOf(first);
  }

  #unknownKey(key: YamlNode, name: string, shape: ObjectShape, path: string): void {
    if (isSecretKey(name)) {
      this.#findings.error("fleet/secret", this.placeOf(key), secretKeyMessage, path);
      return;
    }
    const meant = closest(name, Object.keys(shape.fields));
    const hint = meant === undefined ? "" : say` Did you mean ${meant}?`;
    const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
    const place = this.placeOf(key);
    const fix = meant === undefined ? undefined : changeTo(place, meant);
    this.#findings.error("fleet/unknown-key", place, say`Unknown key ${shown}.${hint}`, path, fix);
  }

  #value({ node }: YamlItem, shape: Shape, path: string): unknown {
    if (--this.#budget.left < 0) {
      const message = say`The file expands to more than ${maxValues} values.`;
      if (this.#budget.left === -1)
        this.#findings.error("fleet/too-large", this.placeOf(node), message, path);
      return undefined;
    }
    switch (shape.kind) {
      case "later":
        return undefined;
      case "object":
        return node.kind === "mapping"
          ? this.object(node, shape, path)
          : this.wrongType(node, mustBeMapping(path), path);
      case "list":
        return this.#list(node, shape, path);
      case "texts":
        return this.#texts(node, shape.max, path);
      case "text":
      case "choice":
      case "integer":
      case "boolean":
        return node.kind === "scalar"
          ? this.#scalar(node, shape, path)
          : this.wrongType(node, requirement(lastOf(path), shape), path);
    }
  }

  #list(node: YamlNode, shape: Extract<Shape, { kind: "list" }>, path: string): unknown {
    if (node.kind !== "sequence") return this.wrongType(node, say`${lastOf(path)} must be a list.`, path);
    if (node.items.length > shape.max) {
      this.#findings.error(
        "fleet/too-large",
        this.placeOf(node),
        say`${lastOf(path)} can have ${shape.max} entries at most.`,
        path,
      );
      return undefined;
    }
    return node.items.map((item, at) => {
      const place = `${path}.${at}`;
      this.places.set(place, this.placeOf(item.alias ?? item.node));
      return this.#value(item, shape.item, place);
    });
  }

  #texts(node: YamlNode, max: number, path: string): unknown {
    if (node.kind !== "mapping")
      return this.wrongType(node, say`${lastOf(path)} must be a mapping of names to strings.`, path);
    const members = membersOf(node);
    if (members.length > max) {
      this.#findings.error(
        "fleet/too-large",
        this.placeOf(node),
        say`${lastOf(path)} can have ${max} entries at most.`,
        path,
      );
      return undefined;
    }
    const entries: [string, string][] = [];
    for (const { name, node: value } of members) {
      const at = `${path}.${name}`;
      this.places.set(at, this.placeOf(value));
      const text = value.kind === "scalar" ? textOf(value) : undefined;
      if (text === undefined)
        this.wrongType(value, say`${lastOf(at)} must be a string: put it in quotes.`, at);
      else entries.push([name, text]);
    }
    return Object.fromEntries(entries);
  }

  /** What YAML reads as a number, a date, or true or false is a string in quotes. */
  #inQuotes(node: YamlScalar): Fix | undefined {
    if (node.text === "" || node.style !== "plain") return undefined;
    const { range } = this.placeOf(node);
    return {
      title: say`Put in quotes`,
      edits: [{ range, newText: JSON.stringify(node.text) }],
      preferred: true,
    };
  }

  #scalar(node: YamlScalar, shape: Shape, path: string): unknown {
    const { value } = node;
    if (shape.kind === "boolean")
      return value.type === "boolean"
        ? value.boolean
        : this.wrongType(node, requirement(lastOf(path), shape), path);
    if (shape.kind === "integer") {
      const number = value.type === "integer" ? Number(value.integer) : Number.NaN;
      return number >= shape.min && number <= shape.max
        ? number
        : this.wrongType(node, requirement(lastOf(path), shape), path);
    }
    const text = textOf(node);
    if (text === undefined)
      return this.wrongType(node, requirement(lastOf(path), shape), path, this.#inQuotes(node));
    if (shape.kind === "choice" && !shape.values.includes(text)) {
      const place = this.placeOf(node);
      const meant = closest(text, shape.values);
      const name = lastOf(path);
      const message =
        meant === undefined
          ? requirement(name, shape)
          : say`${name} must be one of ${shape.values.join(", ")}. Did you mean ${meant}?`;
      const fix = meant === undefined ? undefined : changeTo(place, meant);
      this.#findings.error("fleet/value", place, message, path, fix);
      return undefined;
    }
    return text;
  }
}

function changeTo({ range }: SourceLocation, newText: string): Fix {
  return { title: say`Change to ${newText}`, edits: [{ range, newText }], preferred: true };
}

/** Keys under which somebody would write a secret. */
export function isSecretKey(name: string): boolean {
  return /(password|passwd|secret|token|privatekey|userdata(content)?$)/i.test(name.split(".").at(-1) ?? "");
}

export const secretKeyMessage = say`A fleet file must not contain secrets. Remove the secret, and change it if it was real. To specify a registry password, set registry.passwordVariable to the name of an environment variable.`;

function textOf({ value }: YamlScalar): string | undefined {
  return value.type === "string" && value.string !== "" ? value.string : undefined;
}

/** What a scalar must be. `name`: its key, or its column. */
export function requirement(name: string, shape: Shape): string {
  switch (shape.kind) {
    case "integer":
      return shape.min === shape.max
        ? say`${name} must be the number ${shape.min}.`
        : say`${name} must be a whole number from ${shape.min} to ${shape.max}.`;
    case "boolean":
      return say`${name} must be true or false.`;
    case "choice":
      return say`${name} must be one of ${shape.values.join(", ")}.`;
    default:
      return say`${name} must be a string. Quote it if YAML reads it as another type.`;
  }
}

function mustBeMapping(path: string): string {
  return path === ""
    ? say`This must be a mapping of keys to values.`
    : say`${lastOf(path)} must be a mapping of keys to values.`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
