import { askText } from "../ask/askText";
import { back, type Question } from "../ask/questions";
import type { VirtualMachineInput } from "../../enrollment/target/virtualMachineInput";
import { judgeField, readWhole, withInput, type VmAnswers } from "./vmAnswers";

/** One thing to be known about a new VM: how it is asked, and how its answer reads in a list. */
export interface VmField {
  readonly label: string;
  readonly describe: (answers: VmAnswers) => string;
  readonly question: Question<VmAnswers>;
}

type TextField = "adminUsername" | "vmImage";
type NumberField = "cpuCores" | "memorySizeGB" | "diskSizeGB";

/** A field that is typed as text. */
export function textField(
  field: TextField,
  label: string,
  prompt: string,
  placeHolder: string,
  proposal = "",
): VmField {
  return {
    label,
    describe: ({ input }) => input[field] ?? "",
    question: {
      ask: async (answers, questionStep) => {
        const text = await askText(questionStep, {
          prompt,
          placeHolder,
          value: answers.input[field] ?? proposal,
          judge: (typed) => judgeField(field, { [field]: typed }),
        });
        return text === back ? back : withInput(answers, { [field]: text });
      },
    },
  };
}

/** A field that is typed as a whole number. */
export function numberField(field: NumberField, label: string, prompt: string, proposal: number): VmField {
  const inputOf = (text: string): VirtualMachineInput => ({ [field]: readWhole(text) });
  return {
    label,
    describe: ({ input }) => (input[field] === undefined ? "" : String(input[field])),
    question: {
      ask: async (answers, questionStep) => {
        const text = await askText(questionStep, {
          prompt,
          value: String(answers.input[field] ?? proposal),
          judge: (typed) => judgeField(field, inputOf(typed)),
        });
        return text === back ? back : withInput(answers, inputOf(text));
      },
    },
  };
}
