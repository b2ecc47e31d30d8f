/** Questions about a node's value, answered as Python and cloud-init's validator would. */
import { membersOf } from "../../yaml/members";
import type { YamlNode } from "../../yaml/nodes";
import type { Literal, TypeName } from "../catalogue/schema";

/** The JSON type of a node; undefined for a date, a set and whatever else JSON does not have. */
export function typeOf(node: YamlNode): TypeName | undefined {
  if (node.kind === "sequence") return "array";
  if (node.kind === "mapping") return node.tag.endsWith(":set") ? undefined : "object";
  const { type } = node.value;
  if (type === "other") return undefined;
  return type === "float" ? "number" : type;
}

/** Whether a node is of a type. As in draft 4, 1.0 is a number and not an integer. */
export function isOfType(node: YamlNode, type: TypeName): boolean {
  const own = typeOf(node);
  return own === type || (type === "number" && own === "integer");
}

export function equals(node: YamlNode, literal: Literal): boolean {
  if (node.kind !== "scalar") return false;
  const { value } = node;
  switch (value.type) {
    case "null":
      return literal === null;
    case "boolean":
      return literal === value.boolean;
    case "string":
      return literal === value.string;
    case "integer":
      return (
        typeof literal === "number" && BigInt(Math.trunc(literal)) === value.integer && literal % 1 === 0
      );
    case "float":
      return literal === value.float;
    case "other":
      return false;
  }
}

/** A text that two nodes share exactly when Python holds their values for equal. */
export function identity(node: YamlNode, depth = 0): string {
  if (depth > 20) return `deep:${node.start}`;
  if (node.kind === "sequence")
    return `[${node.items.map((item) => identity(item.node, depth + 1)).join(",")}]`;
  if (node.kind === "mapping") {
    const members = membersOf(node).map(
      (member) => `${identity(member.key)}:${identity(member.node, depth + 1)}`,
    );
    return `{${members.sort().join(",")}}`;
  }
  const { value } = node;
  switch (value.type) {
    case "null":
      return "null";
    case "boolean":
      return String(value.boolean);
    case "string":
      return JSON.stringify(value.string);
    case "integer":
      return value.integer.toString();
    case "float":
      return Number.isInteger(value.float) ? BigInt(value.float).toString() : String(value.float);
    case "other":
      return `other:${node.text}`;
  }
}
