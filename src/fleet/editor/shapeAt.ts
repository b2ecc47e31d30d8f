import { fleetShape } from "../file/fields";
import type { ObjectShape, Shape } from "../file/shape";

/** Keys and indexes that lead to a value of a fleet file. */
export type Path = readonly (string | number)[];

/** What may stand at a path; undefined where the format has nothing. */
export function shapeAt(path: Path): Shape | undefined {
  let shape: Shape | undefined = fleetShape;
  for (const step of path) shape = inner(shape, step);
  return resolved(shape);
}

/** The keys that may stand in the mapping at a path; none where it is no mapping of known keys. */
export function fieldsAt(path: Path): ObjectShape["fields"] {
  const shape = shapeAt(path);
  return shape?.kind === "object" ? shape.fields : {};
}

function inner(outer: Shape | undefined, step: string | number): Shape | undefined {
  const shape = resolved(outer);
  if (shape?.kind === "list") return typeof step === "number" ? shape.item : undefined;
  if (shape?.kind !== "object" || typeof step === "number") return undefined;
  return Object.hasOwn(shape.fields, step) ? shape.fields[step] : undefined;
}

function resolved(shape: Shape | undefined): Shape | undefined {
  return shape?.kind === "later" ? resolved(shape.of) : shape;
}
