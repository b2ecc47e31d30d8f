/**
 * Boots Debian with user data: systemd as process 1 of namespaces of its own, all stages of cloud-init, no network but
 * loopback. Needs root. Nothing of a boot outlasts it: its disk is an overlay in memory.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { debianRoot, type Release } from "../../../scripts/lib/debianRoot";
import { run } from "../../../scripts/lib/run";

export interface BootOptions {
  /** Default: Debian 12, with cloud-init 22.4. */
  readonly release?: Release;
  /** Absolute paths to keep. */
  readonly files?: readonly string[];
  /** How often the machine is started; default: once. */
  readonly starts?: number;
  /** Programs that the image has beside Debian's: text by absolute path. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** What stood at a path when the machine was off. */
export interface KeptFile {
  /** Octal, as `stat` prints it: `600`, `4755`. */
  readonly mode: string;
  /** `user:group`, by name where they have one. */
  readonly owner: string;
  /** As `stat` says: `regular file`, `directory`, … */
  readonly kind: string;
  readonly text: string;
}

export interface Start {
  /** `poweroff` is the regular end, after cloud-init; `code N` when it had to be stopped. */
  readonly ending: string;
  /** Of `cloud-init status --wait`; `undefined` where the machine went down before. */
  readonly exitCode: number | undefined;
  /** `done`, `error`, … */
  readonly status: string | undefined;
  /** Of result.json. */
  readonly errors: readonly string[];
  readonly journal: string;
}

export interface Booted {
  readonly starts: readonly Start[];
  /** The first start. */
  readonly first: Start;
  /** cloud-init.log of all starts. */
  readonly log: string;
  /** cloud-init-output.log of all starts. */
  readonly output: string;
  /** Names of the scripts of the instance, in the order in which cloud-init runs them. */
  readonly scripts: readonly string[];
  /** By path; no entry for a path that does not exist. */
  readonly files: ReadonlyMap<string, KeptFile>;
}

/** Longer than any boot takes beside seven busy processes. */
const limitInSeconds = 300;
const instance = "peers-1";

const textOf = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function jsonOf(file: string): Promise<Record<string, unknown>> {
  const text = await textOf(file);
  const value: unknown = text === "" ? {} : JSON.parse(text);
  return isRecord(value) ? value : {};
}

async function readStart(folder: string): Promise<Start> {
  const [status, result, code] = await Promise.all([
    jsonOf(path.join(folder, "status.json")),
    jsonOf(path.join(folder, "result.json")),
    textOf(path.join(folder, "status.code")),
  ]);
  const errors = isRecord(result["v1"]) ? result["v1"]["errors"] : [];
  return {
    ending: (await textOf(path.join(folder, "ending"))).trim(),
    exitCode: code === "" ? undefined : Number(code),
    status: typeof status["status"] === "string" ? status["status"] : undefined,
    errors: Array.isArray(errors) ? errors.map(String) : [],
    journal: await textOf(path.join(folder, "journal")),
  };
}

async function readFiles(folder: string, paths: readonly string[]): Promise<ReadonlyMap<string, KeptFile>> {
  const files = new Map<string, KeptFile>();
  for (const [number, name] of paths.entries()) {
    const stat = await textOf(path.join(folder, `${number}.stat`));
    const [, mode = "", owner = "", kind = ""] = /^(\S+) (\S+) (.+)$/m.exec(stat) ?? [];
    if (mode !== "")
      files.set(name, { mode, owner, kind, text: await textOf(path.join(folder, `${number}`)) });
  }
  return files;
}

/**
 * Starts a fresh machine with this user data and waits until it is off.
 * Throws `RunError` when the machine could not be started at all.
 */
export async function boot(
  userData: string | Uint8Array,
  { release = "bookworm", files = [], starts = 1, programs = {} }: BootOptions = {},
): Promise<Booted> {
  const lower = await debianRoot(release);
  const work = await mkdtemp(path.join(tmpdir(), "nexus-arc-boot-"));
  try {
    await mkdir(path.join(work, "seed"));
    await writeFile(path.join(work, "seed/user-data"), userData);
    await writeFile(path.join(work, "seed/meta-data"), `instance-id: ${instance}\nlocal-hostname: edge01\n`);
    await writeFile(path.join(work, "paths"), files.map((file) => `${file}\n`).join(""));
    await mkdir(path.join(work, "image"));
    for (const [name, text] of Object.entries(programs)) {
      const file = path.join(work, "image", name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text, { mode: 0o755 });
    }
    const script = path.join(import.meta.dirname, "boot.sh");
    const starter = ["setpriv", "--pdeathsig", "TERM", "unshare", "--mount", "bash"] as const;
    const [program, ...args] = [...starter, script, lower, work, String(starts), String(limitInSeconds)];
    await run(program, args);
    const out = path.join(work, "out");
    const all: Start[] = [];
    for (let number = 1; number <= starts; number++)
      all.push(await readStart(path.join(out, String(number))));
    const [first] = all;
    if (first === undefined) throw new RangeError("A machine is started once or more often.");
    return {
      starts: all,
      first,
      log: await textOf(path.join(out, "cloud-init.log")),
      output: await textOf(path.join(out, "cloud-init-output.log")),
      scripts: (await textOf(path.join(out, "scripts"))).split("\n").filter((name) => name !== ""),
      files: await readFiles(path.join(out, "files"), files),
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
