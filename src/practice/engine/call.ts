import type { Json } from "../state/json";
import type { Target } from "./target";
import type { Identity } from "../authorization/token";

export type Verb = "GET" | "HEAD" | "PUT" | "PATCH" | "POST" | "DELETE";

/** One request that has been let in: routed, with a token, its body parsed. */
export interface Call {
  readonly verb: Verb;
  readonly url: URL;
  readonly target: Target;
  /** The ARM ID of the resource, with types and namespace in Azure's spelling. For an action: of what it acts on; for a list: of what it hangs on. */
  readonly id: string;
  /** The resource's own name (the last one); "" for a list at the root. */
  readonly name: string;
  /** Lower case; "" at tenant level. */
  readonly subscription: string;
  /** As spelled in the path; "" outside a group. */
  readonly group: string;
  readonly apiVersion: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  readonly caller: Identity;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Undefined: no body at all. `null` is the text `null`, as resource providers send it with 202. */
  readonly body?: Json;
}
