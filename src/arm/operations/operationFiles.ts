import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { operationKey, readOperationRecord, type OperationRecord } from "./operationRecord";
import { newestFirst, tooOld, type OperationStore } from "./operationStore";
import { createFile, hasCode, replaceFile } from "../wholeFile";

/** One record's file: the operations of one key are numbered, and only the last of them can be live. */
interface RecordFile {
  readonly name: string;
  readonly hash: string;
  readonly number: number;
}

/** What a forgotten record leaves behind, so that its number is not given twice. */
const tombstone = '{"forgotten":true}';

/**
 * Operations as files in `folder`, one each, shared by all processes of the user and readable by that user only.
 * A claim makes the file with the next number of its key by a hard link, which finds the name free or taken, and never
 * leaves half a file; the last number of a key is never deleted. So of two processes that start the same work at the
 * same moment one wins, and a crash at any point leaves a record that can be read.
 */
export function fileOperationStore(folder: string): OperationStore {
  const at = (name: string): string => path.join(folder, name);

  async function recordFiles(): Promise<readonly RecordFile[]> {
    const names = await readdir(folder).catch((error: unknown) => {
      if (hasCode(error, "ENOENT")) return [];
      throw error;
    });
    return names.flatMap((name) => parseName(name) ?? []);
  }

  async function readAll(): Promise<readonly (readonly [RecordFile, OperationRecord])[]> {
    const files = await recordFiles();
    const found = await Promise.all(
      files.map(async (file) => [file, await readFileAt(at(file.name))] as const),
    );
    return found.flatMap(([file, content]) =>
      content === "forgotten" || content === undefined ? [] : [[file, content] as const],
    );
  }

  async function fileOf(id: string): Promise<RecordFile | undefined> {
    return (await readAll()).find(([, record]) => record.id === id)?.[0];
  }

  async function tidy(): Promise<void> {
    const all = await readAll();
    const old = new Set(tooOld(all.map(([, record]) => record)).map(({ id }) => id));
    const last = lastNumbers(all.map(([file]) => file));
    for (const [file, record] of all)
      if (old.has(record.id) && last.get(file.hash) !== file.number) await rm(at(file.name), { force: true });
    await removeParts(folder);
  }

  return {
    async claim(record) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const hash = keyHash(record);
      for (;;) {
        const number = lastNumbers(await recordFiles()).get(hash) ?? 0;
        if (number > 0) {
          const holder = await readFileAt(at(nameOf(hash, number)));
          if (holder === undefined)
            throw new Error(
              `The operation record ${nameOf(hash, number)} has another version or is damaged.`,
            );
          if (holder !== "forgotten" && holder.phase !== "ended") return holder;
        }
        if (await createFile(at(nameOf(hash, number + 1)), JSON.stringify(record))) return undefined;
      }
    },
    async save(record) {
      const file = await fileOf(record.id);
      if (file === undefined) return;
      await replaceFile(at(file.name), JSON.stringify(record));
      if (record.phase === "ended") await tidy();
    },
    async remove(id) {
      const file = await fileOf(id);
      if (file !== undefined) await replaceFile(at(file.name), tombstone);
    },
    async list() {
      const records = (await readAll()).map(([, record]) => record);
      const old = new Set(tooOld(records));
      return newestFirst(records.filter((record) => !old.has(record)));
    },
  };
}

function keyHash(record: OperationRecord): string {
  return createHash("sha256").update(operationKey(record)).digest("hex").slice(0, 40);
}

function nameOf(hash: string, number: number): string {
  return `${hash}.${number}.json`;
}

function parseName(name: string): RecordFile | undefined {
  const match = /^([0-9a-f]{40})\.([1-9]\d*)\.json$/.exec(name);
  return match?.[1] === undefined ? undefined : { name, hash: match[1], number: Number(match[2]) };
}

function lastNumbers(files: readonly RecordFile[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { hash, number } of files) last.set(hash, Math.max(number, last.get(hash) ?? 0));
  return last;
}

const partLifeMs = 3_600_000;

/** Removes what a crash left of files that were being written. */
async function removeParts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".part")) continue;
    const found = await stat(path.join(folder, name)).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > partLifeMs)
      await rm(path.join(folder, name), { force: true });
  }
}

/** `undefined` for a file that is gone, of another version, or damaged. */
async function readFileAt(file: string): Promise<OperationRecord | "forgotten" | undefined> {
  try {
    const text = await readFile(file, "utf8");
    return text === tombstone ? "forgotten" : readOperationRecord(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
