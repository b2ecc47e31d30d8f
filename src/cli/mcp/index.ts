import { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { version } from "../../../package.json";
import type { ToolContext } from "../../assistant/tool";
import { knownClouds } from "../../arm/cloud";
import type { SignIn } from "../../arm/auth/signIn";
import type { PipelineArmClient } from "../../arm/http/pipeline";
import type { Enrollment } from "../../enrollment/record/record";
import { exitCode, oneOf, UsageError, type Command, type Io, type Options } from "../command";
import { connectPractice, connectPracticeServer, connectReal } from "../azure";
import { readEnrollment } from "../record";

const signIns = ["azureCli", "managedIdentity", "environment", "deviceCode"] as const;

const clouds = Object.keys(knownClouds) as (keyof typeof knownClouds)[];
const options = {
  "sign-in": { type: "string", default: "azureCli", words: signIns },
  tenant: { type: "string" },
  cloud: { type: "string", default: "public", words: clouds },
  practice: { type: "boolean", default: false },
  seed: { type: "string" },
  "practice-url": { type: "string" },
  record: { type: "string", multiple: true, default: [] },
} satisfies Options;

export const mcp: Command = {
  options,
  usage: `Usage: nexus-arc mcp [--sign-in ${signIns.join("|")}] [--tenant ID] [--cloud ${clouds.join("|")}]
                     [--practice [--seed S] | --practice-url URL] [--record FILE]…

Serves the Model Context Protocol on standard input and output: list machines, explain an enrollment, lint user data,
inspect an endpoint (read-only), and assign a relay (only with the confirmation code from showing the request).
  --sign-in KIND      how to sign in to Azure (default: azureCli); a device code is written to standard error
  --tenant ID         the tenant to sign in to, for azureCli and deviceCode
  --cloud NAME        the Azure cloud (default: public)
  --practice          a practice cloud in this process instead of Azure
  --practice-url URL  URL that "nexus-arc practice" printed; its token in NEXUS_ARC_PRACTICE_TOKEN
  --record FILE       an enrollment that is available by name; can be repeated`,
  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options });
    const connect = connector(values, io);
    const enrollments: Enrollment[] = [];
    for (const file of values.record) enrollments.push((await readEnrollment(file, io)).enrollment);
    await serve(placeOf(connect, enrollments), io);
    return exitCode.ok;
  },
};

interface Choice {
  readonly "sign-in": string;
  readonly tenant?: string | undefined;
  readonly cloud: string;
  readonly practice: boolean;
  readonly seed?: string | undefined;
  readonly "practice-url"?: string | undefined;
}

/** How the chosen cloud is reached, on first use. Throws `UsageError`. */
function connector(choice: Choice, io: Io): () => Promise<PipelineArmClient> {
  if (choice.practice) return () => connectPractice(choice.seed);
  const url = choice["practice-url"];
  if (url !== undefined) {
    const token = process.env["NEXUS_ARC_PRACTICE_TOKEN"];
    if (token === undefined)
      throw new UsageError("--practice-url needs the token in NEXUS_ARC_PRACTICE_TOKEN.");
    return () => connectPracticeServer("--practice-url", url, token);
  }
  const cloud = knownClouds[oneOf("--cloud", clouds, choice.cloud)];
  const signIn = signInOf(choice, io);
  return () => connectReal(cloud, signIn);
}

function signInOf({ "sign-in": name, tenant }: Choice, io: Io): SignIn {
  const kind = oneOf("--sign-in", signIns, name);
  const inTenant = tenant === undefined ? {} : { tenantId: tenant };
  switch (kind) {
    case "azureCli":
      return { kind, ...inTenant };
    case "managedIdentity":
    case "environment":
      return { kind };
    case "deviceCode":
      return {
        kind,
        ...inTenant,
        prompt: ({ userCode, verificationUri }) => {
          io.writeError(`Sign in at ${verificationUri} with the code ${userCode}\n`);
        },
      };
  }
}

function placeOf(connect: () => Promise<PipelineArmClient>, enrollments: readonly Enrollment[]): ToolContext {
  let connected: Promise<PipelineArmClient> | undefined;
  const client = (): Promise<PipelineArmClient> => (connected ??= connect());
  let begun: ReturnType<ToolContext["operations"]> | undefined;
  return {
    client,
    inventory: async (signal) => {
      const { loadInventory } = await import("../../arm/inventory/inventory");
      return [await loadInventory(await client(), { signal })];
    },
    operations: () => (begun ??= operationsOf(client)),
    enrollments: () => enrollments,
  };
}

/** They live as long as the server: assigning a relay takes seconds, and assigning again does no harm. */
async function operationsOf(client: ToolContext["client"]): ReturnType<ToolContext["operations"]> {
  const [{ createOperations }, { memoryOperationStore }] = await Promise.all([
    import("../../arm/operations/operation"),
    import("../../arm/operations/operationStore"),
  ]);
  return createOperations({ client: await client(), store: memoryOperationStore() });
}

/** Serves until the client closes standard input, or Ctrl+C. */
async function serve(context: ToolContext, io: Io): Promise<void> {
  const [{ createMcpServer }, { singleMessages }, { StdioServerTransport }] = await Promise.all([
    import("./server"),
    import("./messages"),
    import("@modelcontextprotocol/sdk/server/stdio.js"),
  ]);
  const lines = new Readable().wrap(io.stdin);
  const input = lines.pipe(
    singleMessages((line) => {
      io.write(line);
    }),
  );
  const output = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      io.write(text);
      done();
    },
  });
  const server = createMcpServer(context, version);
  await server.connect(new StdioServerTransport(input, output));
  await finished(input, { writable: false, signal: io.signal }).catch(() => undefined);
  await server.close();
}
