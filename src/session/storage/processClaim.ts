import { randomUUID } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createFile, hasCode, replaceFile } from "../../arm/wholeFile";

/** Who has a claim: the process, when it started where that can be seen, and its own name for the claim. */
interface Holder {
  readonly pid: number;
  readonly began?: string;
  readonly name: string;
}

/** Gives the claim back. Never rejects. */
export type Release = () => Promise<void>;

/** The claims of this process: a file that names this process but none of these is left of an earlier one with its number. */
const held = new Set<string>();

const free = "free";

/** Between two tries to get a claim, in milliseconds. */
const pauseMs = 20;

/**
 * Claims `file` for this process, against all other processes of the user. `undefined` when somebody living has it; what a
 * dead process left is taken over. The file's folder must exist.
 *
 * A claim is the file `file.N` with the next number, made by a hard link, which finds the name free or taken. The last number
 * is never deleted, so that of many who find the same dead claim one wins.
 */
export async function claim(file: string): Promise<Release | undefined> {
  const name = randomUUID();
  const began = await beginOf(process.pid);
  const holder: Holder = { pid: process.pid, ...(began !== undefined && { began }), name };
  held.add(name);
  try {
    for (;;) {
      const last = await lastNumber(file);
      if (last > 0 && (await isAlive(await read(numbered(file, last))))) {
        held.delete(name);
        return undefined;
      }
      const own = last + 1;
      if (!(await createFile(numbered(file, own), JSON.stringify(holder)))) continue;
      // Who slept while others came and went has made a number that was used before.
      if ((await lastNumber(file)) > own) {
        await rm(numbered(file, own), { force: true });
        continue;
      }
      await removeBelow(file, own);
      return releaseOf(numbered(file, own), name);
    }
  } catch (error) {
    held.delete(name);
    throw error;
  }
}

/** Claims `file` as soon as nobody has it, within so many milliseconds; then `undefined`. */
export async function claimInTime(file: string, milliseconds: number): Promise<Release | undefined> {
  for (let waited = 0; waited < milliseconds; waited += pauseMs) {
    const release = await claim(file);
    if (release !== undefined) return release;
    await delay(pauseMs);
  }
  return undefined;
}

/** Whether somebody living has it. */
export async function isClaimed(file: string): Promise<boolean> {
  const last = await lastNumber(file);
  return last > 0 && isAlive(await read(numbered(file, last)));
}

function releaseOf(own: string, name: string): Release {
  return async () => {
    held.delete(name);
    // Where this fails, the process's end gives the claim back anyway.
    await replaceFile(own, free).catch(() => undefined);
  };
}

function numbered(file: string, number: number): string {
  return `${file}.${number}`;
}

/** The numbers of a claim's files; 0 when there is none. */
async function numbersOf(file: string): Promise<readonly number[]> {
  const start = `${path.basename(file)}.`;
  const names = (await readdir(path.dirname(file))).filter((name) => name.startsWith(start));
  return names.map((name) => Number(name.slice(start.length))).filter((number) => Number.isInteger(number));
}

async function lastNumber(file: string): Promise<number> {
  return Math.max(0, ...(await numbersOf(file)));
}

async function removeBelow(file: string, own: number): Promise<void> {
  for (const number of await numbersOf(file))
    if (number < own) await rm(numbered(file, number), { force: true });
}

/** `undefined` when nobody holds it. */
async function read(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, "utf8").catch(() => free);
  return text === free ? undefined : readHolder(text);
}

function readHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("pid" in value) || !("name" in value))
      return undefined;
    const { pid, name } = value;
    const began = "began" in value && typeof value.began === "string" ? { began: value.began } : {};
    return typeof pid === "number" && typeof name === "string" ? { pid, ...began, name } : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder | undefined): Promise<boolean> {
  if (holder === undefined) return false;
  if (holder.pid === process.pid) return held.has(holder.name);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (!hasCode(error, "EPERM")) return false;
  }
  // After a restart of the machine or of a container, some other program has the number for as long as it likes.
  const began = holder.began === undefined ? undefined : await beginOf(holder.pid);
  return began === undefined || began === holder.began;
}

/** When a process started, in clock ticks since the machine's start: `starttime` of proc_pid_stat(5). `undefined` where there is no `/proc`. */
async function beginOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  // The second field, a name in brackets, may hold blanks and brackets itself.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}
