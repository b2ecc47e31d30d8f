import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { ArmClient } from "../../arm/client";
import type { FleetEvent, FleetPorts } from "../../fleet/run/deployFleet";
import { cloudOf } from "../../enrollment/target/target";
import type { Fleet, FleetReading } from "../../fleet/fleet";
import type { PlanOptions } from "../../fleet/plan/planFleet";
import { connectAzure, readSignIn, signIns, type SignIn } from "../azure";
import { exitCode, oneOf, UsageError, type Command, type ExitCode, type Io, type Options } from "../command";
import { findingLines, outcomeLines, planJson, statusJson, statusLines } from "./fleetOutput";
import { readInput } from "../input";

const actions = ["check", "plan", "deploy", "status", "cancel"] as const;
const recreates = ["none", "failed", "all"] as const;
const formats = ["text", "json", "csv", "markdown"] as const;

const options = {
  azure: { type: "boolean", default: false },
  "what-if": { type: "boolean", default: false },
  out: { type: "string" },
  recreate: { type: "string", default: "none", words: recreates },
  format: { type: "string", default: "text", words: formats },
  "sign-in": { type: "string", default: "azureCli", words: signIns },
} satisfies Options;

export const fleet: Command = {
  options,
  words: actions,
  usage: `Usage: nexus-arc fleet check|plan|deploy|status|cancel FILE [options]

FILE is a *.nexus-fleet.yaml or .json (docs/fleets.md).
  check    reads the file and lists every error with its line and rule; with --azure also what is missing in Azure
  plan     shows what a deployment would change; with --what-if also Azure's own what-if
  deploy   watches running deployments, then deploys what is missing, differs, or failed
  cancel   requests Azure to stop the running deployments; "deploy" continues later
  status   shows the state of every VM, grouped by state and by cause
Exit code 0: no errors, no changes, all deployed, or all Connected; 1: otherwise; 2: invalid command, invalid file, or
Azure is not reachable.

  --azure                        check: also check in Azure
  --what-if                      plan: also run Azure's what-if
  --out DIR                      plan: write the deployments there as ARM JSON and Bicep
  --recreate none|failed|all     plan, deploy: which VMs may be deleted and created again (default: none)
  --format text|json|csv|markdown   (csv and markdown: status only)
  --sign-in ${signIns.join("|")}   (default: azureCli)
The registry password comes from the environment variable in the file (registry.passwordVariable).
For the practice cloud, set NEXUS_ARC_PRACTICE_URL and NEXUS_ARC_PRACTICE_TOKEN to the values that "nexus-arc practice" printed.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options,
    });
    const [name, file, ...more] = positionals;
    if (file === undefined || more.length > 0)
      throw new UsageError("specify one of check, plan, deploy, status, cancel, and one file.");
    const action = oneOf("the command", actions, name ?? "");
    const call: Call = {
      file,
      io,
      azure: values.azure,
      whatIf: values["what-if"],
      out: values.out,
      recreate: oneOf("--recreate", recreates, values.recreate),
      format: oneOf("--format", formats, values.format),
      signIn: readSignIn(values["sign-in"]),
    };
    return run[action](call);
  },
};

interface Call {
  readonly file: string;
  readonly io: Io;
  readonly azure: boolean;
  readonly whatIf: boolean;
  readonly out: string | undefined;
  readonly recreate: NonNullable<PlanOptions["recreate"]>;
  readonly format: (typeof formats)[number];
  readonly signIn: SignIn;
}

const run: Readonly<Record<(typeof actions)[number], (call: Call) => Promise<ExitCode>>> = {
  check,
  plan,
  deploy,
  status,
  cancel,
};

async function check(call: Call): Promise<ExitCode> {
  const reading = await read(call);
  const findings = [...reading.findings];
  if (call.azure && reading.fleet !== undefined) {
    const { fleet: good } = reading;
    const [{ onlineFindings }, { lookAtFleet }] = await Promise.all([
      import("../../fleet/status/onlineFindings"),
      import("../../fleet/run/fleetRun"),
    ]);
    const { view } = await withAzure(call, good, (ports) => lookAtFleet(ports, good));
    findings.push(...onlineFindings(good, view));
  }
  const wrong = findings.some(({ severity }) => severity === "error");
  const { io, file } = call;
  if (call.format === "json")
    io.write(`${JSON.stringify({ file, vms: reading.fleet?.vms.length ?? 0, findings })}\n`);
  else {
    for (const line of findingLines(file, findings)) io.write(`${line}\n`);
    if (!wrong) io.write(`${reading.fleet?.vms.length ?? 0} VMs.\n`);
  }
  return wrong ? exitCode.findings : exitCode.ok;
}

async function plan(call: Call): Promise<ExitCode> {
  const good = await readGood(call);
  const [
    { lookAtFleet },
    { planFleet, planLines, planSummary },
    { whatIfFleet },
    { whatIfLines },
    { templateFiles },
  ] = await Promise.all([
    import("../../fleet/run/fleetRun"),
    import("../../fleet/plan/planFleet"),
    import("../../fleet/run/deployFleet"),
    import("../../fleet/plan/compare"),
    import("../../fleet/template/mainBicep"),
  ]);
  const { io } = call;
  return withAzure(call, good, async (ports) => {
    const { view, status: now, roleGuids } = await lookAtFleet(ports, good);
    const planned = planFleet(good, view, now, roleGuids, { recreate: call.recreate });
    const changes = call.whatIf ? await whatIfFleet(ports, good, planned.deployments) : [];
    if (call.out !== undefined) await writeFiles(call.out, templateFiles(planned.deployments));
    if (call.format === "json") io.write(`${JSON.stringify(planJson(good, planned, changes))}\n`);
    else {
      for (const line of planLines(planned)) io.write(`${line}\n`);
      for (const line of whatIfLines(changes)) io.write(`what-if  ${line}\n`);
      io.write(`${planSummary(planned)}\n`);
    }
    return planned.work.length === 0 && planned.held.length === 0 ? exitCode.ok : exitCode.findings;
  });
}

async function writeFiles(
  folder: string,
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, text } of files) await writeFile(path.join(folder, name), text);
}

async function deploy(call: Call): Promise<ExitCode> {
  const good = await readGood(call);
  const [{ deployFleet }, { hasSucceeded }] = await Promise.all([
    import("../../fleet/run/fleetRun"),
    import("../../fleet/run/deployFleet"),
  ]);
  const { io } = call;
  const result = await withAzure(call, good, (ports) =>
    deployFleet(ports, good, { recreate: call.recreate }),
  );
  const bad = result.outcomes.filter((outcome) => !hasSucceeded(outcome));
  if (call.format === "json") {
    const outcomes = outcomeLines(result.outcomes);
    io.write(`${JSON.stringify({ ...planJson(good, result.plan, []), outcomes })}\n`);
  } else for (const line of outcomeLines(result.outcomes)) io.write(`${line}\n`);
  return bad.length === 0 && result.plan.held.length === 0 ? exitCode.ok : exitCode.findings;
}

async function cancel(call: Call): Promise<ExitCode> {
  const good = await readGood(call);
  const { cancelFleet } = await import("../../fleet/run/deployFleet");
  const names = await withAzure(call, good, (ports) => cancelFleet(ports, good));
  if (call.format === "json") call.io.write(`${JSON.stringify({ canceled: names })}\n`);
  else
    call.io.write(
      names.length === 0 ? "Nothing is running.\n" : names.map((name) => `${name}: canceled\n`).join(""),
    );
  return exitCode.ok;
}

async function status(call: Call): Promise<ExitCode> {
  const good = await readGood(call);
  const [{ lookAtFleet }, { statusAsCsv, statusAsMarkdown }] = await Promise.all([
    import("../../fleet/run/fleetRun"),
    import("../../fleet/status/exportStatus"),
  ]);
  const { status: now } = await withAzure(call, good, (ports) => lookAtFleet(ports, good));
  const writers = {
    csv: () => statusAsCsv(now),
    markdown: () => statusAsMarkdown(good.name, now),
    json: () => `${JSON.stringify(statusJson(good, now))}\n`,
    text: () => `${statusLines(now).join("\n")}\n`,
  };
  call.io.write(writers[call.format]());
  return now.counts.connected === good.vms.length ? exitCode.ok : exitCode.findings;
}

/** Tables are read beside the file; the reader asks for plain names only. */
async function read({ file, io }: Call): Promise<FleetReading> {
  const text = (await readInput(file, io)).toString("utf8");
  const [{ readFleet }, { tablesIn }] = await Promise.all([
    import("../../fleet/file/readFleet"),
    import("../../fleet/file/tableFile"),
  ]);
  return readFleet(text, tablesIn(file === "-" ? "." : path.dirname(file)));
}

/** Nothing is sent for a file with a mistake in it. */
async function readGood(call: Call): Promise<Fleet> {
  const { fleet: good, findings } = await read(call);
  if (good !== undefined) return good;
  for (const line of findingLines(call.file, findings)) call.io.writeError(`${line}\n`);
  throw new UsageError(`${call.file} has errors: nothing was sent.`);
}

async function withAzure<Result>(
  call: Call,
  good: Fleet,
  work: (ports: FleetPorts) => Promise<Result>,
): Promise<Result> {
  const [first] = good.vms;
  if (first === undefined) throw new UsageError("the fleet has no VMs.");
  const [{ systemClock }, { toArmError, isAborted }] = await Promise.all([
    import("../../arm/clock"),
    import("../../arm/errors"),
  ]);
  const connection = await connectAzure(cloudOf(first.target), call.signIn);
  const client: ArmClient = {
    cloud: connection.cloud,
    send: (request) => connection.send({ ...request, tenantId: good.tenantId }),
  };
  const tell = (event: FleetEvent): void => {
    call.io.writeError(`${eventLine(event)}\n`);
  };
  try {
    const password = (variable: string): string | undefined => process.env[variable];
    return await work({ client, clock: systemClock, signal: call.io.signal, tell, password });
  } catch (error) {
    if (isAborted(error)) throw error;
    const { causeText, nextMove } = toArmError(error);
    throw new UsageError(`${causeText} ${nextMove}`);
  } finally {
    connection.close();
  }
}

function eventLine(event: FleetEvent): string {
  switch (event.kind) {
    case "begun":
      return `begun    ${event.name}${event.vms === 0 ? "" : ` (${event.vms} VMs)`}`;
    case "resumed":
      return `resumed  ${event.name}`;
    case "ended":
      return `ended    ${event.name}: ${event.state}`;
    case "deleted":
      return `deleted  ${event.name}`;
    case "waiting":
      return `waiting  for ${event.running} deployments`;
  }
}
