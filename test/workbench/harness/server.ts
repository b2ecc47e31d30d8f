/** One VS Code server on 127.0.0.1 with a data folder of its own, the extension in it, and its whole family of processes. */
import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { createWriteStream, rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { once } from "node:events";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";
import { run } from "../../../scripts/lib/run";
import { installVscodeServer, type VscodeServer } from "../../../scripts/lib/vscodeServer";
import { writeMachineSettings, writeUserSettings, type Settings } from "./settings";
import { eventually } from "./waiting";

/** Gives the page the server's part of the key that it encrypts its secrets with. */
const keyPart = path.join(root, "test/workbench/server/keyPart.cjs");

/** Which build of the extension the workbench has: the project's folder, an installed `.vsix`, or none. */
export type Extension = { kind: "folder" } | { kind: "vsix"; file: string } | { kind: "none" };

export interface ServerOptions {
  readonly extension?: Extension;
  /** Folders of further extensions (each with a `package.json`), such as a stand-in for the Microsoft sign-in. */
  readonly moreExtensions?: readonly string[];
  /** On top of `quietSettings`. */
  readonly settings?: Settings;
  /** Of machine scope, such as the cloud and the sign-in: neither a user's nor a workspace's file can hold them. */
  readonly machineSettings?: Settings;
  readonly env?: Readonly<Record<string, string>>;
  /** Lets the page keep secrets over a reload, as VS Code on a desktop does. Default: it keeps them in memory. */
  readonly keepsSecrets?: boolean;
  /** Default: any free port. */
  readonly port?: number;
  readonly args?: readonly string[];
}

/** The port is taken by another program. */
export class PortInUseError extends Error {
  constructor(port: number) {
    super(`Port ${port} of 127.0.0.1 is in use: choose another with --port N.`);
    this.name = "PortInUseError";
  }
}

/** Claims the port for a moment (default: a free one) and returns its number. Throws {@link PortInUseError}. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined) return claim(wanted);
  for (;;) {
    // Not one that the system gives to others, who would take it before our server listens: those start at 32768.
    const port = randomInt(20_000, 30_000);
    const free = await claim(port).catch((error: unknown) => {
      if (error instanceof PortInUseError) return undefined;
      throw error;
    });
    if (free !== undefined) return free;
  }
}

async function claim(port: number): Promise<number> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    throw new PortInUseError(port);
  }
  server.close();
  await once(server, "close");
  return port;
}

/** The name under which VS Code finds an extension in its extensions folder: `<publisher>.<name>-<version>`. */
async function linkExtension(folder: string, extensions: string): Promise<void> {
  const text = await readFile(path.join(folder, "package.json"), "utf8");
  const { publisher, name, version } = JSON.parse(text) as Record<"publisher" | "name" | "version", string>;
  await symlink(folder, path.join(extensions, `${publisher}.${name}-${version}`));
}

/** The server's environment: no gallery, and its sockets inside its own folder. */
function environment(folder: string, extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","controlUrl":""}',
    TMPDIR: path.join(folder, "tmp"),
    ...extra,
  };
}

/** What runs now. Should this process end before it stops a server, the server must not outlive it. */
const running = new Map<ChildProcess, string>();

process.once("exit", () => {
  for (const [child, folder] of running) {
    signalGroup(child, "SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // the whole group has ended
  }
}

interface Family {
  readonly child: ChildProcess;
  readonly gone: Promise<void>;
}

async function end({ child, gone }: Family): Promise<void> {
  signalGroup(child, "SIGTERM");
  const impatience = setTimeout(signalGroup, 3000, child, "SIGKILL");
  await gone;
  clearTimeout(impatience);
  signalGroup(child, "SIGKILL");
  running.delete(child);
}

export class WorkbenchServer {
  readonly port: number;
  /** Holds everything that the server writes; removed by {@link stop}. */
  readonly folder: string;
  /** Settles when the server has ended, for whatever reason. */
  readonly gone: Promise<void>;
  readonly #family: Family;

  private constructor(port: number, folder: string, family: Family) {
    this.port = port;
    this.folder = folder;
    this.gone = family.gone;
    this.#family = family;
  }

  /** Starts a server and returns when it answers. Throws {@link PortInUseError}. */
  static async start(options: ServerOptions = {}): Promise<WorkbenchServer> {
    const port = await freePort(options.port);
    const vscode = await installVscodeServer(console.log);
    const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-"));
    try {
      const common = await prepare(vscode, folder, options);
      const family = launch(vscode, folder, [...common, "--host", "127.0.0.1", "--port", `${port}`], options);
      const server = new WorkbenchServer(port, folder, family);
      await server.#answers();
      return server;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The address of a page with this folder open. */
  folderUrl(folder: string, more: Readonly<Record<string, string>> = {}): string {
    return `${this.url}/?${new URLSearchParams({ folder, ...more }).toString()}`;
  }

  /** Everything that VS Code and the extension keep: settings, state, storage, logs. */
  get userFolder(): string {
    return path.join(this.folder, "user");
  }

  get settingsFile(): string {
    return path.join(this.folder, "user/User/settings.json");
  }

  /** What the server printed. */
  log(): Promise<string> {
    return readFile(path.join(this.folder, "server.log"), "utf8");
  }

  /** The process ids of the extension hosts that run now. */
  async extensionHosts(): Promise<number[]> {
    const group = this.#family.child.pid;
    const table = await run("ps", ["-e", "-o", "pid=,pgid=,args="]);
    return table
      .split("\n")
      .map((line) => /^\s*(\d+)\s+(\d+)\s.*--type=extensionHost/.exec(line))
      .filter((match) => match !== null && Number(match[2]) === group)
      .map((match) => Number(match?.[1]));
  }

  /** Ends the server with all its children and removes its folder. */
  async stop(): Promise<void> {
    await end(this.#family);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #answers(): Promise<void> {
    const { child } = this.#family;
    try {
      await eventually("an answer of the VS Code server", async () => {
        if (child.exitCode !== null) throw new Error(`The VS Code server ended with code ${child.exitCode}.`);
        const response = await fetch(`${this.url}/version`).catch(() => undefined);
        return response?.ok === true ? true : undefined;
      });
    } catch (error) {
      const log = await this.log();
      await end(this.#family);
      throw new Error(`The VS Code server did not start.\n${log}`, { cause: error });
    }
  }
}

/** Writes settings and extensions; returns the arguments that point the server at them. */
async function prepare(vscode: VscodeServer, folder: string, options: ServerOptions): Promise<string[]> {
  const user = path.join(folder, "user");
  const extensions = path.join(folder, "extensions");
  for (const made of [extensions, path.join(folder, "tmp")]) await mkdir(made, { recursive: true });
  await writeUserSettings(user, options.settings ?? {});
  await writeMachineSettings(user, options.machineSettings ?? {});
  const args = [
    ...["--accept-server-license-terms", "--without-connection-token", "--telemetry-level", "off"],
    "--force-disable-user-env", // else a login shell's PATH would take the place of the test's
    ...[
      "--server-data-dir",
      path.join(folder, "server"),
      "--user-data-dir",
      user,
      "--extensions-dir",
      extensions,
    ],
  ];
  for (const more of options.moreExtensions ?? []) await linkExtension(more, extensions);
  const extension = options.extension ?? { kind: "folder" };
  if (extension.kind === "folder") await linkExtension(root, extensions);
  if (extension.kind === "vsix") {
    const env = environment(folder, options.env ?? {});
    await run(vscode.node, [vscode.main, ...args, "--install-extension", extension.file], { env });
  }
  return [...args, ...(options.args ?? [])];
}

function launch(
  vscode: VscodeServer,
  folder: string,
  args: readonly string[],
  options: ServerOptions,
): Family {
  const child = spawn(
    vscode.node,
    [...(options.keepsSecrets === true ? ["--require", keyPart] : []), vscode.main, ...args],
    {
      detached: true, // a process group of its own, so that stop() ends the children too
      stdio: ["ignore", "pipe", "pipe"],
      env: environment(folder, options.env ?? {}),
    },
  );
  running.set(child, folder);
  const log = createWriteStream(path.join(folder, "server.log"));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const gone = new Promise<void>((resolve) => {
    child.once("error", () => {
      resolve();
    });
    child.once("close", () => {
      log.end();
      resolve();
    });
  });
  return { child, gone };
}
