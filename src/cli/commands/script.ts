import { parseArgs } from "node:util";
import { readTarget, type TargetInput } from "../../enrollment/target/target";
import { targetNames, type TargetName } from "../../enrollment/target/targetRules";
import { exitCode, oneOf, UsageError, type Command, type Io, type Options } from "../command";
import { readInput } from "../input";

const flavours = ["az", "curl"] as const;
const formats = ["bash", "cloud-config"] as const;

const options = {
  record: { type: "string" },
  set: { type: "string", multiple: true, default: [], words: targetNames.map((name) => `${name}=`) },
  flavour: { type: "string", words: flavours },
  format: { type: "string", default: "bash", words: formats },
} satisfies Options;

export const script: Command = {
  options,
  usage: `Usage: nexus-arc script [--record FILE|-] [--set NAME=VALUE]… [--flavour az|curl] [--format bash|cloud-config]

Prints the script that the VM runs in an enrollment, as bash or as cloud-config user data.
  --record FILE  a saved enrollment (*.nexus-arc.json), or - for standard input
  --set          one value, which overrides the record's; NAME is one of
                 ${targetNames.join(", ")}
  --flavour      az: Azure CLI is installed on the VM (default); curl: no Azure CLI on the VM
  --format       bash (default) or cloud-config

Required: tenantId, subscriptionId, resourceGroup, location, vmName. Defaults: cloud (public), arcMachineName (vmName),
identity (user when userAssignedIdentityId is set, otherwise system), creator (vm: the VM creates the machine and its key;
workstation: the script asks for PRIVATE_B64 and ARC_MACHINE_VMID when it runs), flavour.`,
  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options });
    const format = oneOf("--format", formats, values.format);
    if (values.record === undefined && values.set.length === 0) {
      throw new UsageError("specify the enrollment with --record FILE or --set NAME=VALUE.");
    }
    const record = values.record === undefined ? {} : await readEnrollment(values.record, io);
    const reading = readTarget({
      ...record.target,
      ...readSettings(values.set),
      ...(values.flavour === undefined ? {} : { flavour: oneOf("--flavour", flavours, values.flavour) }),
    });
    if (!reading.ok) throw new UsageError(reading.problems.map(({ message }) => message).join("\n  "));
    const { vmScript } = await import("../../enrollment/vmScript/vmScript");
    const { vmId } = record;
    io.write(vmScript(reading.target, vmId === undefined ? { format } : { format, vmId }));
    return exitCode.ok;
  },
};

interface RecordPart {
  readonly target?: TargetInput;
  /** The Arc machine's GUID that the record chose. */
  readonly vmId?: string;
}

async function readEnrollment(file: string, io: Io): Promise<RecordPart> {
  const text = (await readInput(file, io)).toString("utf8");
  const { readRecord } = await import("../../enrollment/record/recordFile");
  const reading = await readRecord(text);
  if (!reading.ok) throw new UsageError(`${file}: ${reading.problem}`);
  return { target: reading.enrollment.target, vmId: reading.enrollment.arcVmId };
}

function readSettings(settings: readonly string[]): TargetInput {
  const input: Partial<Record<TargetName, string>> = {};
  for (const setting of settings) {
    const at = setting.indexOf("=");
    const name = at < 0 ? setting : setting.slice(0, at);
    if (at < 0) throw new UsageError(`--set must be NAME=VALUE, not ${JSON.stringify(setting)}.`);
    const known = targetNames.find((candidate) => candidate === name);
    if (known === undefined) {
      throw new UsageError(`--set has no name ${JSON.stringify(name)}. Names: ${targetNames.join(", ")}.`);
    }
    if (known in input) throw new UsageError(`--set ${known} is specified twice.`);
    input[known] = setting.slice(at + 1);
  }
  return input;
}
