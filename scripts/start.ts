/**
 * `npm start`: builds the extension and opens it in a real VS Code, with a sample workspace and the practice cloud.
 *
 *   npm start                    VS Code served on 127.0.0.1:8443, for a browser on this machine
 *   npm start -- --port 9000     on another port
 *   npm start -- --folder DIR    opens DIR and keeps it, instead of a copy of the sample that is removed at the end
 *   npm start -- --desktop       the desktop VS Code (`code`) instead
 *   npm start -- --watch         rebuilds on every change (`npm run dev`)
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { freePort, WorkbenchServer } from "../test/workbench/harness/server";
import { settingIds } from "../src/ids";
import { writeUserSettings } from "../test/workbench/harness/settings";
import { findProgram } from "./lib/debian";
import { root } from "./lib/paths";
import { buildOnce, buildOnEveryChange } from "./lib/rebuild";
import { run, RunError } from "./lib/run";
import { makeWorkspaceFolder } from "./lib/workspaceFolder";
import { stopSignal, untilAborted } from "./lib/signals";
import { installVscodeServer } from "./lib/vscodeServer";

const usage = "Usage: npm start -- [--port N] [--folder DIR] [--desktop] [--watch]";
/** The practice cloud, with all its machines in sight. */
const practice = { [settingIds.practiceOpenAtStart]: true, [settingIds.treeGrouping]: "flat" };
const opener = path.join(root, "test/workbench/opener");
const sample = path.join(root, "test/workbench/sample-workspace");

/** A failure whose message says all; exit code 1, or 2 for a wrong command line. */
class StartError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

interface Options {
  readonly port: number;
  readonly place: "browser" | "desktop";
  readonly watch: boolean;
  /** Opened and kept; absent: a copy of the sample, which is removed at the end. */
  readonly folder: string | undefined;
}

function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "8443" },
        folder: { type: "string" },
        desktop: { type: "boolean" },
        watch: { type: "boolean" },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`"${values.port}" is not a valid port`);
    return {
      port,
      place: values.desktop === true ? "desktop" : "browser",
      watch: values.watch === true,
      folder: values.folder === undefined ? undefined : path.resolve(values.folder),
    };
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}. ${usage}`, 2);
  }
}

async function build(watch: boolean, signal: AbortSignal): Promise<void> {
  console.log("Building the extension …");
  await buildOnce(signal);
  if (watch) void buildOnEveryChange(signal);
}

async function openInBrowser(options: Options, signal: AbortSignal): Promise<void> {
  await freePort(options.port); // says so now, not after a minute of installing
  await installVscodeServer(console.log, signal);
  await build(options.watch, signal);
  const server = await WorkbenchServer.start({
    port: options.port,
    moreExtensions: [opener],
    settings: practice,
    keepsSecrets: true,
  });
  try {
    const workspace = await openedFolder(options, server.folder);
    console.log(`\nNexus Arc in VS Code: ${server.folderUrl(workspace)}\n`);
    console.log(`Open it in a browser on this machine. ${whatStays(options)} Ctrl+C ends it.`);
    await Promise.race([untilAborted(signal), server.gone]);
    if (!signal.aborted) throw new StartError(`The VS Code server ended by itself.\n${await server.log()}`);
  } finally {
    await server.stop();
  }
}

/** @returns the workspace folder: the one that is kept, else one in `temporary` */
async function openedFolder({ folder }: Options, temporary: string): Promise<string> {
  const workspace = folder ?? path.join(temporary, "edge-site");
  await makeWorkspaceFolder(workspace, sample).catch((error: unknown) => {
    throw new StartError(error instanceof Error ? error.message : String(error));
  });
  return workspace;
}

function whatStays({ folder }: Options): string {
  return folder === undefined
    ? "The sample workspace is a copy that is removed at the end: to keep what you write, use npm start -- --folder DIR."
    : `What you write stays in ${folder}.`;
}

async function openOnDesktop(options: Options, signal: AbortSignal): Promise<void> {
  const code = findProgram("code");
  if (code === undefined)
    throw new StartError(
      "No desktop VS Code: there is no `code` on the PATH. Use `npm start` alone for VS Code in the browser.",
    );
  const display = process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"];
  if (process.platform === "linux" && display === undefined) {
    throw new StartError(
      "No display for a desktop VS Code. Use `npm start` alone for VS Code in the browser.",
    );
  }
  await build(options.watch, signal);
  const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-"));
  try {
    const workspace = await openedFolder(options, folder);
    await writeUserSettings(path.join(folder, "user"), practice);
    console.log(
      `Nexus Arc in desktop VS Code, with its own profile. ${whatStays(options)} Close the window to end it.`,
    );
    const profile = [
      "--user-data-dir",
      path.join(folder, "user"),
      "--extensions-dir",
      path.join(folder, "extensions"),
    ];
    const extensions = [root, opener].map((place) => `--extensionDevelopmentPath=${place}`);
    await run(code, ["--new-window", "--wait", ...profile, ...extensions, workspace], { signal });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @returns the exit code */
async function main(): Promise<number> {
  const signal = stopSignal();
  const end = new AbortController(); // ends the watcher when the workbench ends
  signal.addEventListener("abort", () => {
    end.abort();
  });
  try {
    const options = readOptions(process.argv.slice(2));
    if (options.place === "desktop") await openOnDesktop(options, end.signal);
    else await openInBrowser(options, end.signal);
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    if (error instanceof RunError && error.output !== "") console.error(error.output);
    console.error(error instanceof Error ? error.message : String(error));
    return error instanceof StartError ? error.exitCode : 1;
  } finally {
    end.abort();
  }
}

process.exitCode = await main();
