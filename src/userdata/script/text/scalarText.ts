import type { YamlScalar } from "../../yaml/nodes";
import { scalarSourceMap } from "../../yaml/scalars/scalarSource";
import type { MappedText } from "./mappedText";

/** The characters of a YAML scalar, each with its place in the document. `source` is the text that holds the YAML. */
export function scalarText(source: MappedText, scalar: YamlScalar): MappedText {
  let map: ReturnType<typeof scalarSourceMap> | undefined;
  return {
    text: scalar.text,
    span: (start, end) => {
      // Most scalars are never asked for a place, so the map is made on the first question.
      map ??= scalarSourceMap(source.text, scalar);
      const { start: from, end: to } = map.span(start, end);
      return source.span(from, to);
    },
  };
}
