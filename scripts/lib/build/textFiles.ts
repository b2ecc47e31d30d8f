/** The texts about user data in other languages, packed for the package: `dist/l10n/userdata.<language>.br`. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pack } from "../../../src/l10n/packedTexts";

/** Writes them from `l10n/userdata.l10n.<language>.json` below `root`, the project's folder. */
export async function writeTextFiles(root: string): Promise<void> {
  const folder = path.join(root, "dist/l10n");
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(path.join(root, "l10n"))) {
    const language = /^userdata\.l10n\.([a-z-]+)\.json$/.exec(name)?.[1];
    if (language === undefined) continue;
    const texts = JSON.parse(await readFile(path.join(root, "l10n", name), "utf8")) as Record<string, string>;
    await writeFile(path.join(folder, `userdata.${language}.br`), pack(texts));
  }
}
