import { version } from "../../package.json";
import { didYouMean, exitCode, UsageError, type Command, type ExitCode, type Io } from "./command";
import { commandTable } from "./commandTable";

/** What `nexus-arc` prints without a command. */
function help(): string {
  const width = Math.max(...Object.keys(commandTable).map((name) => name.length));
  const lines = Object.entries(commandTable).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  );
  return `Usage: nexus-arc <command> [options]

Commands:
${lines.join("\n")}

nexus-arc <command> --help shows the options of one command; nexus-arc --version prints the version.
`;
}

export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name = "--help", ...args] = argv;
  if (name === "--help" || name === "-h" || name === "--version") {
    io.write(name === "--version" ? `${version}\n` : help());
    return exitCode.ok;
  }
  const listed = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined;
  if (listed === undefined) {
    const hint = didYouMean(name, Object.keys(commandTable));
    io.writeError(`nexus-arc: unknown command "${name}".${hint} Run "nexus-arc --help".\n`);
    return exitCode.usage;
  }
  const command = await listed.load();
  if (args.includes("--help") || args.includes("-h")) {
    io.write(`${command.usage}\n`);
    return exitCode.ok;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    const problem = wrongCall(error, command);
    if (problem === undefined) throw error;
    io.writeError(`nexus-arc ${name}: ${problem}\n`);
    return exitCode.usage;
  }
}

/** What is wrong with the call; `undefined` for an error of another kind. */
function wrongCall(error: unknown, { options }: Command): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("ERR_PARSE_ARGS_"))
    return undefined;
  const unknown = /^Unknown option '(--?[^']*)'/u.exec(error.message)?.[1];
  if (unknown !== undefined) {
    const known = Object.keys(options).map((option) => `--${option}`);
    return `unknown option ${unknown}.${didYouMean(unknown, known)}`;
  }
  // `parseArgs` of Node explains some over several lines; the first one says what is wrong.
  return error.message.split("\n", 1).join("");
}
