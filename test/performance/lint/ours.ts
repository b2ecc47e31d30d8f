import { lintUserData } from "../../../src/userdata/lint";

/** The first answer of our linter, for `first.mjs`. */
export function lintFirst(text: string): unknown {
  return lintUserData(text);
}
