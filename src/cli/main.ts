import { exitCode, UsageError, type Command, type ExitCode, type Io } from "./command";

/** Every command by name, loaded when it is called. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  keygen: async () => (await import("./commands/keygen")).keygen,
  lint: async () => (await import("./commands/lint")).lint,
  runs: async () => (await import("./commands/runs")).runs,
  encode: async () => (await import("./commands/encode")).encode,
  diagnose: async () => (await import("./commands/diagnose")).diagnose,
  script: async () => (await import("./commands/script")).script,
  key: async () => (await import("./commands/key")).key,
  practice: async () => (await import("./commands/practice")).practice,
  "check-prerequisites": async () =>
    (await import("./commands/checkPrerequisites")).checkPrerequisitesCommand,
  mcp: async () => (await import("./mcp")).mcp,
  status: async () => (await import("./commands/status")).status,
  fleet: async () => (await import("./commands/fleet")).fleet,
  step: async () => (await import("./commands/step")).step,
};

const help = `Usage: nexus-arc <command> [options]

Commands: ${Object.keys(commands).join(", ")}
Run "nexus-arc <command> --help" for one command.
`;

export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name = "--help", ...args] = argv;
  if (name === "--help" || name === "-h") {
    io.write(help);
    return exitCode.ok;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    io.writeError(`nexus-arc: unknown command "${name}". Run "nexus-arc --help".\n`);
    return exitCode.usage;
  }
  const command = await load();
  if (args.includes("--help") || args.includes("-h")) {
    io.write(`${command.usage}\n`);
    return exitCode.ok;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    const problem = wrongCall(error);
    if (problem === undefined) throw error;
    io.writeError(`nexus-arc ${name}: ${problem}\n`);
    return exitCode.usage;
  }
}

/** What is wrong with the call; `undefined` for an error of another kind. */
function wrongCall(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  const isRefusal =
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
  // `parseArgs` of Node explains some over several lines; the first one says what is wrong.
  return isRefusal ? error.message.split("\n", 1).join("") : undefined;
}
