import { parseArgs } from "node:util";
import type { ArmError } from "../../arm/errors";
import type { Assessment } from "../../enrollment/evidence/assessment";
import type { AzureView } from "../../enrollment/evidence/azureView";
import { stepNumbers } from "../../enrollment/steps/stepNumber";
import { cloudOf } from "../../enrollment/target/target";
import { connectAzure, readSignIn, signIns } from "../azure";
import { exitCode, UsageError, type Command, type Options } from "../command";
import { readEnrollment } from "../record";

const options = {
  record: { type: "string" },
  json: { type: "boolean", default: false },
  "sign-in": { type: "string", default: "azureCli", words: signIns },
} satisfies Options;

export const status: Command = {
  options,
  usage: `Usage: nexus-arc status --record FILE|- [--json] [--sign-in ${signIns.join("|")}]

Prints the state of each of the ten steps, with its evidence. Azure is not changed.
Exit code 0: all ten steps are done; 1: steps remain; 2: the record is invalid, or Azure is not reachable.
For the practice cloud, set NEXUS_ARC_PRACTICE_URL and NEXUS_ARC_PRACTICE_TOKEN to the values that "nexus-arc practice" printed.`,
  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options });
    const signIn = readSignIn(values["sign-in"]);
    const { enrollment, target } = await readEnrollment(values.record, io);
    const [{ viewAzure }, { assess }, { toArmError, isAborted }] = await Promise.all([
      import("../../enrollment/evidence/azureView"),
      import("../../enrollment/evidence/assessment"),
      import("../../arm/errors"),
    ]);
    const client = await connectAzure(cloudOf(target), signIn);
    try {
      const view = await viewAzure(client, target, enrollment.relayRole, () => new Date(), io.signal);
      const blind = blindness(view);
      if (blind !== undefined) throw blind;
      const assessment = assess(target, enrollment, view);
      io.write(values.json ? `${JSON.stringify(asJson(assessment))}\n` : asText(assessment));
      return assessment.done === stepNumbers.length ? exitCode.ok : exitCode.findings;
    } catch (error) {
      if (isAborted(error)) throw error;
      const { causeText, nextMove } = toArmError(error);
      throw new UsageError(`${causeText} ${nextMove}`);
    } finally {
      client.close();
    }
  },
};

/** Why nothing at all could be seen: no verdict would tell more than that. */
function blindness({ vm, machine, roles }: AzureView): ArmError | undefined {
  const errors = [vm, machine, roles].map((seen) => (seen.kind === "hidden" ? seen.error : undefined));
  return errors.every((error) => error !== undefined) ? errors[0] : undefined;
}

function asText({ evidence, done, next }: Assessment): string {
  const rows = stepNumbers.map((number) => {
    const { state, summary, source, nextMove } = evidence[number];
    const move = nextMove === undefined ? "" : ` ${nextMove}`;
    return `${String(number).padStart(2)}  ${state.padEnd(12)} ${summary}${move} [${source}]`;
  });
  const ending = next === undefined ? "" : `; next: step ${next}`;
  return `${rows.join("\n")}\n${done} of ${stepNumbers.length} done${ending}\n`;
}

function asJson({ evidence, done, next, connected }: Assessment): unknown {
  return {
    done,
    next: next ?? null,
    connected,
    steps: stepNumbers.map((step) => ({ step, ...evidence[step] })),
  };
}
