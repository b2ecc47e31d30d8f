import { execFile } from "node:child_process";
import { parseArgs, promisify } from "node:util";
import type { ArmError } from "../../arm/errors";
import { customCloud, knownClouds, type Cloud } from "../../arm/cloud";
import { readObject, readString } from "../../arm/decode";
import { agentFeatures, type AgentFeature } from "../../prerequisites/judge/egressNeeds";
import type { AzureFacts } from "../../prerequisites/azureFacts";
import type { OperatingSystem } from "../../prerequisites/judge/operatingSystem";
import type { PrerequisiteReport } from "../../prerequisites/report/report";
import type { PrerequisiteSubject, ToolVersions } from "../../prerequisites/subject";
import { connectAzure, readSignIn, signIns } from "../azure";
import { exitCode, oneOf, UsageError, type Command, type Io, type Options } from "../command";
import { readEnrollment } from "../record";

const formats = ["text", "markdown", "json"] as const;
const clouds = ["public", "usGovernment", "china"] as const;
const identities = ["system", "user"] as const;

const options = {
  record: { type: "string" },
  subscription: { type: "string" },
  group: { type: "string" },
  network: { type: "string" },
  vm: { type: "string" },
  "arc-machine": { type: "string" },
  cloud: { type: "string", default: "public", words: clouds },
  guided: { type: "boolean", default: false },
  identity: { type: "string", default: "user", words: identities },
  feature: { type: "string", multiple: true, default: [], words: agentFeatures },
  os: { type: "string" },
  az: { type: "boolean", default: false },
  format: { type: "string", default: "text", words: formats },
  "sign-in": { type: "string", default: "azureCli", words: signIns },
} satisfies Options;

export const checkPrerequisitesCommand: Command = {
  options,
  usage: `Usage: nexus-arc check-prerequisites (--record FILE|- | --subscription GUID [--group NAME] [--vm NAME] [--arc-machine NAME])
                                     [--network ID] [--cloud ${clouds.join("|")}] [--guided] [--identity system|user]
                                     [--feature NAME]… [--os NAME[:VERSION[:ARCHITECTURE]]] [--az]
                                     [--format text|markdown|json] [--sign-in ${signIns.join("|")}]

Checks resource providers, your rights for each step, the egress of the cloud services network, names, versions, the
operating system, and the VM. Azure is not changed.
  --network  ARM ID of the cloud services network (default with --record: the record's)
  --feature  what else you use the agent for: ${agentFeatures.join(", ")}
  --os       the VM's system, for example ubuntu:24.04:x86_64 or "windows server:2019"
  --az       also check the Azure CLI on this machine
Exit code 0: nothing blocks the enrollment; 1: errors or warnings were found; 2: invalid command, or Azure is not reachable.
For the practice cloud, set NEXUS_ARC_PRACTICE_URL and NEXUS_ARC_PRACTICE_TOKEN to the values that "nexus-arc practice" printed.`,
  async run(args, io) {
    const values = parse(args);
    const format = oneOf("--format", formats, values.format);
    const signIn = readSignIn(values["sign-in"]);
    const subject = await subjectOf(values, io);
    const [{ gatherFacts }, { checkPrerequisites, countsOf }] = await Promise.all([
      import("../../prerequisites/azureFacts"),
      import("../../prerequisites/report/report"),
    ]);
    const client = await connectAzure(subject.cloud, signIn);
    try {
      const facts = await gatherFacts(client, subject, () => new Date(), io.signal);
      const blind = blindness(facts);
      if (blind !== undefined) throw new UsageError(`${blind.causeText} ${blind.nextMove}`);
      const report = checkPrerequisites(subject, facts);
      io.write(await written(report, format));
      const { error, warning } = countsOf(report);
      return error + warning === 0 ? exitCode.ok : exitCode.findings;
    } finally {
      client.close();
    }
  },
};

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options }).values;
}

type Values = ReturnType<typeof parse>;

async function subjectOf(values: Values, io: Io): Promise<PrerequisiteSubject> {
  const place = values.record === undefined ? placeOf(values) : await placeOfRecord(values, io);
  const system = values.os === undefined ? undefined : readSystem(values.os);
  const tools = values.az ? await askAz() : undefined;
  return {
    ...place,
    features: values.feature.map(readFeature),
    ...(system !== undefined && { system }),
    ...(tools !== undefined && { tools }),
  };
}

type SubjectScope = Omit<PrerequisiteSubject, "features">;

function placeOf({
  subscription,
  group,
  network,
  vm,
  guided,
  identity,
  cloud,
  ...more
}: Values): SubjectScope {
  if (subscription === undefined)
    throw new UsageError(
      "specify the enrollment with --record FILE, or the location with --subscription GUID.",
    );
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subscription))
    throw new UsageError("--subscription must be a GUID.");
  const arcMachineName = more["arc-machine"];
  return {
    cloud: readCloud(cloud),
    subscriptionId: subscription,
    ...(group !== undefined && { resourceGroup: readGroup(group) }),
    ...(network !== undefined && { networkId: readNetwork(network) }),
    ...(vm !== undefined && { vmName: vm }),
    ...(arcMachineName !== undefined && { arcMachineName }),
    way: guided ? "guided" : "handsFree",
    identity: oneOf("--identity", identities, identity),
  };
}

async function placeOfRecord({ record, network }: Values, io: Io): Promise<SubjectScope> {
  const { enrollment, target } = await readEnrollment(record, io);
  const networkId = network === undefined ? enrollment.vm.cloudServicesNetworkId : readNetwork(network);
  const { subscriptionId, resourceGroup, vmName, arcMachineName, creator, identity } = target;
  return {
    cloud: target.cloud === "custom" ? customCloud(target) : knownClouds[target.cloud],
    subscriptionId,
    resourceGroup,
    ...(networkId !== undefined && { networkId }),
    vmName,
    arcMachineName,
    way: creator === "vm" ? "handsFree" : "guided",
    identity,
  };
}

function readCloud(name: string): Cloud {
  return knownClouds[oneOf("--cloud", clouds, name)];
}

function readGroup(name: string): string {
  if (!/^[\p{L}\p{N}_().-]{1,90}$/u.test(name))
    throw new UsageError("--group must be the name of a resource group.");
  return name;
}

function readNetwork(id: string): string {
  if (
    !/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.NetworkCloud\/cloudServicesNetworks\/[^/]+$/i.test(
      id,
    )
  )
    throw new UsageError("--network must be the ARM ID of a cloud services network.");
  return id;
}

function readFeature(name: string): AgentFeature {
  return oneOf("--feature", agentFeatures, name);
}

function readSystem(text: string): OperatingSystem {
  const [name = "", version, architecture] = text.split(":");
  if (name === "") throw new UsageError("--os must be NAME[:VERSION[:ARCHITECTURE]].");
  return {
    family: /windows/i.test(name) ? "windows" : "linux",
    name,
    ...(version !== undefined && version !== "" && { version }),
    ...(architecture !== undefined && { architecture }),
  };
}

/** Versions of the Azure CLI on this machine. Throws `UsageError` where there is none. */
async function askAz(): Promise<ToolVersions> {
  try {
    const { stdout } = await promisify(execFile)("az", ["version", "--output", "json"], { timeout: 60_000 });
    const answer = readObject(JSON.parse(stdout));
    const azureCli = readString(answer["azure-cli"]);
    const networkcloud = readString(readObject(answer["extensions"])["networkcloud"]);
    return {
      ...(azureCli !== undefined && { azureCli }),
      ...(networkcloud !== undefined && { networkcloud }),
    };
  } catch {
    throw new UsageError("--az: this machine has no Azure CLI that runs: az version.");
  }
}

/** Why nothing at all could be seen: a report would tell no more than that. */
function blindness({ providers, rights }: AzureFacts): ArmError | undefined {
  const errors = [...providers, rights].map((seen) => (seen.kind === "hidden" ? seen.error : undefined));
  return errors.every((error) => error !== undefined) ? errors[0] : undefined;
}

async function written(report: PrerequisiteReport, format: (typeof formats)[number]): Promise<string> {
  switch (format) {
    case "text":
      return (await import("../../prerequisites/report/text")).reportText(report);
    case "markdown":
      return (await import("../../prerequisites/report/markdown")).reportMarkdown(report);
    case "json":
      return (await import("../../prerequisites/report/reportJson")).reportJson(report);
  }
}
