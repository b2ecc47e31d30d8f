/** What the marks of a template leave certain: a problem that no value in their place can heal. */
import { isOpen } from "../template/templates";
import { membersOf } from "../yaml/members";
import type { YamlNode } from "../yaml/nodes";
import { spanOf, type Location } from "./location";
import type { Problem } from "./validation/problem";

export function isCertain(problem: Problem, text: string): boolean {
  const { node } = problem.at.item;
  switch (problem.kind) {
    case "no-form":
      return problem.forms.every((form) => form.some((inner) => isCertain(inner, text)));
    case "unknown-key":
      return !isOpenKey(problem.member.key, text);
    case "type":
      // Whether something is a mapping or a list is decided by what stands around the marks.
      return node.kind !== "scalar" || !isOpenAt(problem.at, text);
    case "missing-key":
      return node.kind === "mapping" && !hasOpenKeys(problem.at, text);
    default:
      return !isOpenAt(problem.at, text);
  }
}

/** A key may come out of a mark in its own place, or of a block (`{% if %}`) anywhere in the mapping. */
function hasOpenKeys({ item }: Location, text: string): boolean {
  const { node } = item;
  if (node.kind !== "mapping") return true;
  const { start, end } = item.alias ?? node;
  return (
    text.slice(start, end).includes("{%") || membersOf(node).some((member) => isOpenKey(member.key, text))
  );
}

function isOpenKey(key: YamlNode, text: string): boolean {
  const { start, end } = spanOf(key);
  return isOpen(text, start, end);
}

function isOpenAt({ item }: Location, text: string): boolean {
  const { start, end } = item.alias ?? item.node;
  return isOpen(text, start, end);
}
