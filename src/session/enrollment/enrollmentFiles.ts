import { watch } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { hasCode, readTextIfThere, replaceFile } from "../../arm/wholeFile";
import type { Enrollment } from "../../enrollment/record/record";
import { readRecord, writeRecord } from "../../enrollment/record/recordFile";
import { claim, claimInTime, isClaimed, type Release } from "../storage/processClaim";

/** A file that is there but cannot be used. It is left as it is. */
export interface UnreadableRecord {
  readonly file: string;
  readonly problem: string;
}

export interface EnrollmentListing {
  /** Oldest first. */
  readonly enrollments: readonly Enrollment[];
  readonly unreadable: readonly UnreadableRecord[];
}

const extension = ".nexus-arc.json";
/** How long a change waits for another window's, in milliseconds. */
const longestWait = 5_000;
/** Many changes at once are told once, after so many milliseconds. */
const quietFor = 50;

/** Enrollments as files in `folder`, one each, shared by all windows and readable by their user only. Never a secret. */
export class EnrollmentFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async list(): Promise<EnrollmentListing> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (hasCode(error, "ENOENT")) return [];
      throw error;
    });
    const enrollments: Enrollment[] = [];
    const unreadable: UnreadableRecord[] = [];
    for (const name of names.filter((candidate) => candidate.endsWith(extension)).sort()) {
      const file = path.join(this.#folder, name);
      const text = await readTextIfThere(file);
      if (text === undefined) continue;
      const reading = await readRecord(text);
      if (reading.ok) enrollments.push(reading.enrollment);
      else unreadable.push({ file, problem: reading.problem });
    }
    enrollments.sort((a, b) => a.created.localeCompare(b.created) || a.id.localeCompare(b.id));
    return { enrollments, unreadable };
  }

  /** Adds a record, or replaces the one with its id. */
  async put(enrollment: Enrollment): Promise<void> {
    await this.#alone(enrollment.id, () => this.#write(enrollment));
  }

  /** Changes a record as it stands on the disk now, so that no other window's change is lost. `undefined`: it is gone. */
  async change(id: string, change: (enrollment: Enrollment) => Enrollment): Promise<Enrollment | undefined> {
    return this.#alone(id, async () => {
      const text = await readTextIfThere(this.#file(id));
      const reading = text === undefined ? undefined : await readRecord(text);
      if (reading?.ok !== true) return undefined;
      const changed = change(reading.enrollment);
      await this.#write(changed);
      return changed;
    });
  }

  async remove(id: string): Promise<void> {
    await this.#alone(id, () => rm(this.#file(id), { force: true }));
    const start = path.basename(this.#file(id, "."));
    for (const name of await readdir(this.#folder))
      if (name.startsWith(start)) await rm(path.join(this.#folder, name), { force: true });
  }

  /** Claims the running of an enrollment's steps. `undefined` while another window has it. */
  async claim(id: string): Promise<Release | undefined> {
    await this.#makeFolder();
    return claim(this.#file(id, ".run"));
  }

  /** Whether some window runs steps of the enrollment. */
  isClaimed(id: string): Promise<boolean> {
    return isClaimed(this.#file(id, ".run"));
  }

  /** Tells when something in the folder has changed, from whatever window. Gives the function that ends it. */
  async watch(changed: () => void): Promise<() => void> {
    await this.#makeFolder();
    let timer: NodeJS.Timeout | undefined;
    const watcher = watch(this.#folder, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        changed();
      }, quietFor);
    });
    // The folder was deleted: there is nothing to watch any more.
    watcher.on("error", () => {
      watcher.close();
    });
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  }

  async #alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    await this.#makeFolder();
    const release = await claimInTime(this.#file(id, ".write"), longestWait);
    if (release === undefined) throw new Error("Another window is changing this enrollment. Retry.");
    try {
      return await work();
    } finally {
      await release();
    }
  }

  /** What could not be read again is not written: the record stays as it was. */
  async #write(enrollment: Enrollment): Promise<void> {
    const text = writeRecord(enrollment);
    const reading = await readRecord(text);
    if (!reading.ok) throw new Error(`The enrollment cannot be saved: ${reading.problem}`);
    await replaceFile(this.#file(enrollment.id), text);
  }

  async #makeFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** Ids come from files of other people too: only GUIDs become file names. */
  #file(id: string, ending = extension): string {
    if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Error("The ID of an enrollment must be a GUID.");
    return path.join(this.#folder, `${id.toLowerCase()}${ending}`);
  }
}
