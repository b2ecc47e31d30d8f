import type { World } from "../state/world";
import type { Answer, Call } from "./call";

export type Handler = (call: Call, world: World) => Answer;

/** One resource type and what can be done with it. */
export interface Kind {
  readonly namespace: string;
  readonly types: readonly string[];
  readonly apiVersions: readonly string[];
  readonly get?: Handler;
  /** GET of the collection, at every scope that the path allows. */
  readonly list?: Handler;
  readonly put?: Handler;
  readonly patch?: Handler;
  readonly delete?: Handler;
  /** POST, by the action's name as Azure spells it. */
  readonly actions?: Readonly<Record<string, Handler>>;
  /** How request bodies are read. Default: JSON. */
  readonly bodies?: "extendedJson";
  /** Needs no role: any signed-in caller may read it. */
  readonly open?: boolean;
}

/** How answers spell a kind in full: `Microsoft.HybridCompute/machines`. */
export function fullType(kind: Pick<Kind, "namespace" | "types">): string {
  return `${kind.namespace}/${kind.types.join("/")}`;
}
