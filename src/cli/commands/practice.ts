import { parseArgs } from "node:util";
import { createPracticeCloud, type PracticeCloud } from "../../practice/cloud";
import { FaultScriptError } from "../../practice/faults/script";
import type { Population } from "../../practice/seed/population";
import { servePractice } from "../../practice/http/server";
import { exitCode, UsageError, type Command, type Options } from "../command";
import type { Served } from "./practiceTls";

const options = {
  port: { type: "string" },
  seed: { type: "string" },
  subscriptions: { type: "string" },
  vms: { type: "string" },
  latency: { type: "string" },
  fault: { type: "string" },
  speed: { type: "string" },
  limits: { type: "boolean" },
  tls: { type: "boolean" },
} satisfies Options;

export const practice: Command = {
  options,
  usage: `Usage: nexus-arc practice [--port N] [--seed S] [--subscriptions N] [--vms N]
                          [--latency MS] [--fault SCRIPT] [--speed N] [--limits] [--tls]

Serves an Azure Resource Manager in memory on 127.0.0.1 until Ctrl+C, and prints one line,
{"url":"http://127.0.0.1:…","token":"…"}. Every request needs that bearer token.
  --tls              serve over https, with a sign-in service, so that az, Azure SDKs, and
                     Terraform can use it; also prints the commands that register it with az
  --port N           port to listen on (default: any free one)
  --seed S           the same seed gives the same cloud (default: nexus)
  --subscriptions N  subscriptions, 1 to 1000 (default: the two of the default scenario)
  --vms N            VMs, spread over the subscriptions, 0 to 100000
  --latency MS       milliseconds added to every response
  --fault SCRIPT     injected faults, for example
                     "GET */virtualMachines/* 429 retry-after=2 times=3; * reset p=0.1"
                     effects: 400-599, reset, malformed, html, empty, latency=A..B,
                     operation=Failed|Canceled|never; 401 claims requires a stronger sign-in
                     options: times=N after=N p=X retry-after=S code=WORD message="text"
  --speed N          how many times faster than Azure (default: 20)
  --limits           enforce the documented limits of Resource Manager and Resource Graph`,
  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options });
    const port = wholeNumber("--port", values.port, 0, 65_535) ?? 0;
    const population = populationOf(
      wholeNumber("--subscriptions", values.subscriptions, 1, 1000),
      wholeNumber("--vms", values.vms, 0, 100_000),
    );
    const cloud = create({
      latency: wholeNumber("--latency", values.latency, 0, 600_000) ?? 0,
      speed: wholeNumber("--speed", values.speed, 1, 10_000) ?? 20,
      limits: values.limits ?? false,
      ...(population !== undefined && { population }),
      ...(values.seed !== undefined && { seed: values.seed }),
      ...(values.fault !== undefined && { faults: values.fault }),
    });
    const serve = values.tls === true ? (await import("./practiceTls")).serveWithTls : servePlain;
    const served = await serveOn(port, () => serve(cloud, port));
    io.write(served.announcement);
    await untilAborted(io.signal);
    await served.close();
    return exitCode.ok;
  },
};

function create(options: Parameters<typeof createPracticeCloud>[0]): PracticeCloud {
  try {
    return createPracticeCloud(options);
  } catch (error) {
    if (error instanceof FaultScriptError) throw new UsageError(`--fault: ${error.message}.`);
    throw error;
  }
}

async function servePlain(cloud: PracticeCloud, port: number): Promise<Served> {
  const server = await servePractice(cloud, port);
  return {
    announcement: `${JSON.stringify({ url: server.url, token: cloud.token().token })}\n`,
    close: () => server.close(),
  };
}

async function serveOn(port: number, serve: () => Promise<Served>): Promise<Served> {
  try {
    return await serve();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE")
      throw new UsageError(`port ${String(port)} is in use. Choose another one, or none for any free port.`);
    if (code === "EACCES")
      throw new UsageError(`port ${String(port)} requires more rights. Choose one above 1023.`);
    throw error;
  }
}

function populationOf(
  subscriptions: number | undefined,
  virtualMachines: number | undefined,
): Population | undefined {
  if (subscriptions === undefined && virtualMachines === undefined) return undefined;
  return { kind: "fleet", subscriptions: subscriptions ?? 1, virtualMachines: virtualMachines ?? 12 };
}

function wholeNumber(
  name: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least || value > most)
    throw new UsageError(
      `${name} takes a whole number from ${String(least)} to ${String(most)}, not "${text}".`,
    );
  return value;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener(
      "abort",
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
