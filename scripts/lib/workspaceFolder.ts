import { cp, mkdir, readdir, stat } from "node:fs/promises";

/**
 * Makes the folder that VS Code opens. One that is missing or empty gets a copy of the sample; one with anything in it stays as it
 * is, for that is somebody's work.
 *
 * Throws with a sentence when `folder` is no folder.
 */
export async function makeWorkspaceFolder(folder: string, sample: string): Promise<void> {
  const there = await stat(folder).catch(() => undefined);
  if (there?.isDirectory() === false) throw new Error(`${folder} is not a folder`);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) await cp(sample, folder, { recursive: true });
}
