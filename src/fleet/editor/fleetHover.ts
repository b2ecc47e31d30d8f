import { LineIndex } from "../../userdata/lineIndex";
import type { Range } from "../../userdata/finding";
import { keyAt } from "../../userdata/yaml/keyAt";
import { readYaml } from "../../userdata/yaml/readYaml";
import type { Shape } from "../file/shape";
import { shapeAt, type Path } from "./shapeAt";

/** What the key at an offset of a fleet file means, in Markdown; undefined where nothing is known about it. */
export function fleetHover(
  text: string,
  offset: number,
): { readonly range: Range; readonly markdown: string } | undefined {
  const { root } = readYaml(text);
  const found = root && keyAt(root, offset);
  if (found === undefined) return undefined;
  const markdown = describeKey(found.path);
  if (markdown === undefined) return undefined;
  return { range: new LineIndex(text).range(found.key.start, found.key.end), markdown };
}

/** The words about the key at a path. */
export function describeKey(path: Path): string | undefined {
  const shape = shapeAt(path);
  const name = path.at(-1);
  if (shape === undefined || shape.kind === "later" || name === undefined) return undefined;
  return [`**${name}**: ${typeOf(shape)}`, shape.doc].join("\n\n");
}

/** A shape in a few words, such as `a whole number from 2 to 46`. */
export function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case "integer":
      return `a whole number from ${shape.min} to ${shape.max}`;
    case "boolean":
      return "true or false";
    case "choice":
      return `one of ${shape.values.join(", ")}`;
    case "text":
      return "string";
    case "list":
      return "list";
    case "texts":
    case "object":
    case "later":
      return "mapping";
  }
}
