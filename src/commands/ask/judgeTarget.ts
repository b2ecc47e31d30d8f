import { judge } from "../../enrollment/target/target";
import type { TextJudgement } from "./askText";

/** Judges what is typed by the rule of a value of the enrollment. */
export function judgeTarget(name: Parameters<typeof judge>[0]): (text: string) => TextJudgement {
  return (text) => {
    const problem = judge(name, text);
    return problem === undefined ? {} : { problem };
  };
}
