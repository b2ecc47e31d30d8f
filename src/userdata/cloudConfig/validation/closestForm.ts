/**
 * "Not valid under any of the given forms" helps nobody. Here the form that the writer most likely meant is chosen, and
 * its problems stand for all; where no form has even the right type, the forms are told together.
 */
import type { Literal, TypeName } from "../catalogue/schema";
import type { Location } from "../location";
import type { Problem } from "./problem";

/** A problem in its simplest terms. */
export type PlainProblem =
  | Exclude<Problem, { readonly kind: "no-form" } | { readonly kind: "type" } | { readonly kind: "values" }>
  | {
      readonly kind: "wrong-value";
      readonly at: Location;
      readonly schema: Problem["schema"];
      /** What the value may be: types, and single values. */
      readonly types: readonly TypeName[];
      readonly values: readonly Literal[];
    }
  | {
      readonly kind: "missing-one-of";
      readonly at: Location;
      readonly schema: Problem["schema"];
      /** Sets of keys, each of which would do. */
      readonly sets: readonly (readonly string[])[];
    };

/** The problems to show, of all that were found. */
export function simplify(problems: readonly Problem[]): PlainProblem[] {
  const wrongType = problems.some((problem) => problem.kind === "type");
  return problems
    .filter((problem) => !(wrongType && problem.kind === "several-forms"))
    .flatMap((problem) => simplifyOne(problem));
}

function simplifyOne(problem: Problem): PlainProblem[] {
  const { at, schema } = problem;
  if (problem.kind === "type") return [{ kind: "wrong-value", at, schema, types: problem.types, values: [] }];
  if (problem.kind === "values")
    return [{ kind: "wrong-value", at, schema, types: [], values: problem.values }];
  if (problem.kind === "no-form") return simplifyForms(problem, problem.forms);
  return [problem];
}

function simplifyForms(problem: Problem, forms: readonly (readonly Problem[])[]): PlainProblem[] {
  const { at, schema } = problem;
  const missing = forms.map((form) => missingOnly(form, at));
  if (missing.every((keys) => keys.length > 0))
    return [{ kind: "missing-one-of", at, schema, sets: missing }];
  const possible = forms.filter((form) => !form.some((inner) => refusesOutright(inner, at)));
  if (possible.length > 0) return simplify(cheapest(possible));
  const refusals = forms.flatMap((form) => simplify(form)).filter((inner) => inner.at === at);
  const wrong = refusals.filter((inner) => inner.kind === "wrong-value");
  if (wrong.length === 0) return simplify(cheapest(forms));
  return [
    {
      kind: "wrong-value",
      at,
      schema,
      types: [...new Set(wrong.flatMap((inner) => inner.types))],
      values: [...new Set(wrong.flatMap((inner) => inner.values))],
    },
  ];
}

/** The keys that a form misses, when that is all it complains of. */
function missingOnly(form: readonly Problem[], at: Location): string[] {
  const keys = form.flatMap((inner) => (inner.kind === "missing-key" && inner.at === at ? [inner.key] : []));
  return keys.length === form.length ? keys : [];
}

/** Whether the value itself is of the wrong kind, so that its parts do not matter. */
function refusesOutright(problem: Problem, at: Location): boolean {
  if (problem.at !== at) return false;
  if (problem.kind === "no-form")
    return problem.forms.every((form) => form.some((inner) => refusesOutright(inner, at)));
  return problem.kind === "type" || problem.kind === "values";
}

function cheapest(forms: readonly (readonly Problem[])[]): readonly Problem[] {
  const [first = [], ...others] = forms;
  return others.reduce((best, form) => (cost(form) < cost(best) ? form : best), first);
}

/** How far a form is from fitting. A wrong word where one is fixed (`type: webhook`) tells that another form is meant. */
function cost(form: readonly Problem[]): number {
  return form.reduce((sum, problem) => {
    if (problem.kind === "no-form") return sum + Math.min(...problem.forms.map(cost));
    const fixedWord = problem.kind === "values" && problem.at.step === "type";
    return sum + (fixedWord ? 10 : 1);
  }, 0);
}
