import { parseArgs } from "node:util";
import { dialectNames } from "../../enrollment/dialects/dialect";
import { isStepNumber, stepNumbers } from "../../enrollment/steps/stepNumber";
import { targetRules } from "../../enrollment/target/targetRules";
import { exitCode, oneOf, UsageError, type Command, type Options } from "../command";
import { readEnrollment } from "../record";

const options = {
  record: { type: "string" },
  dialect: { type: "string", default: "az", words: dialectNames },
  "principal-id": { type: "string" },
} satisfies Options;

export const step: Command = {
  options,
  words: stepNumbers.map(String),
  usage: `Usage: nexus-arc step N --record FILE|- [--dialect ${dialectNames.join("|")}] [--principal-id GUID]

Prints what step N (1 to 10) sends to Azure, or the commands to run in the VM. Azure is not contacted, and nothing is run.
  --dialect       az (default), powershell, rest (curl); bicep and arm (an ARM template) for steps 1, 2, 3 and 7
  --principal-id  object ID of the managed identity, for step 2
Secrets are variables: ENCODED_USER_DATA, ACR_PASSWORD, PRIVATE_B64.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options,
    });
    const number = Number(positionals[0]);
    if (!isStepNumber(number) || positionals.length !== 1) throw new UsageError("specify one step, 1 to 10.");
    const dialect = oneOf("--dialect", dialectNames, values.dialect);
    const principalId = values["principal-id"];
    if (number === 2 && principalId === undefined) {
      throw new UsageError(
        "step 2 requires --principal-id: the object ID of the managed identity (az identity show --query principalId).",
      );
    }
    // Azure CLI sends whatever stands here, and Azure takes it for an identity that it does not know yet.
    if (principalId !== undefined && !targetRules.tenantId.pattern.test(principalId))
      throw new UsageError(`--principal-id must be a GUID, not ${JSON.stringify(principalId)}.`);
    const { enrollment, target } = await readEnrollment(values.record, io);
    const [{ planView }, { stepText }, { StepBlockedError }] = await Promise.all([
      import("../../enrollment/evidence/planView"),
      import("../../enrollment/steps/stepText"),
      import("../../enrollment/steps/step"),
    ]);
    try {
      const view = planView(number, enrollment, target, principalId, new Date());
      const text = stepText(number, dialect, { enrollment, target, view });
      if (text === undefined) throw new UsageError(`${dialect} cannot express step ${number}.`);
      io.write(text);
      return exitCode.ok;
    } catch (error) {
      if (error instanceof StepBlockedError) throw new UsageError(`${error.message} ${error.nextMove}`);
      throw error;
    }
  },
};
