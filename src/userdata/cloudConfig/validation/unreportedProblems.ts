/**
 * A flaw of cloud-init's validator that decides its verdict. Where no form of `oneOf` fits a mapping that has a key
 * `type`, it tells only the errors about a key whose name ends in `type`, or one of the form whose own `type` fits; where
 * there are none of these it tells nothing at all, and so takes the value.
 * Source: `cloud_init_deepest_matches` in `cloudinit/config/schema.py` of cloud-init 26.2.
 */
import { memberOf } from "../../yaml/members";
import type { Location } from "../location";
import type { Problem } from "./problem";
import { equals } from "./values";

/** Whether the validator says nothing about a value that none of the forms of a `oneOf` takes. */
export function isUnreported(at: Location, forms: readonly (readonly Problem[])[]): boolean {
  const { node } = at.item;
  const type = node.kind === "mapping" ? memberOf(node, "type")?.node : undefined;
  if (type === undefined) return false;
  return !forms
    .flat()
    .flatMap(everyProblem)
    .some((problem) => {
      const own = problem.schema.properties?.["type"]?.values ?? [];
      return own.some((value) => equals(type, value)) || (problem.at !== at && namesType(problem.at));
    });
}

function everyProblem(problem: Problem): Problem[] {
  return problem.kind === "no-form" ? [problem, ...problem.forms.flat().flatMap(everyProblem)] : [problem];
}

/** Names that are no plain words stand in brackets in the path that the validator looks at, and never count. */
function namesType({ step }: Location): boolean {
  return typeof step === "string" && /^[A-Za-z]\w*$/.test(step) && step.endsWith("type");
}
