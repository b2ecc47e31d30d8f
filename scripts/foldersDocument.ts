/**
 * Draws the folders of src/ and what they import into ARCHITECTURE.md: `npx tsx scripts/foldersDocument.ts`. A unit test fails when the
 * picture and the code differ.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import { root } from "./lib/paths";

/** The page, and the two marks between which the picture stands. */
export const page = path.join(root, "ARCHITECTURE.md");
const [begin, end] = ["<!-- Drawn by scripts/foldersDocument.ts -->", "<!-- End of the picture -->"];

type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** The page's text with the picture of the code as it is now. */
export async function withPicture(text: string): Promise<string> {
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before === -1 || after < before) throw new Error("ARCHITECTURE.md has no place for the picture.");
  const picture = mermaid(withoutImplied(await importsOfFolders()));
  return `${text.slice(0, before + begin.length)}\n\n${picture}\n\n${text.slice(after)}`;
}

/** Which folder imports which; root files count as folders. Adapters know `services.ts` as a type only, so that is no import. */
async function importsOfFolders(): Promise<Imports> {
  const options = await extractOptions(path.join(root, ".dependency-cruiser.mjs"));
  const result = await cruise(["src", "webview"], { ...options, baseDir: root });
  const { modules } = result.output as ICruiseResult;
  const found = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = folderOf(source);
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved);
      if (from === undefined || to === undefined || from === to) continue;
      if (to === "services" && from !== "extension") continue;
      found.set(from, (found.get(from) ?? new Set()).add(to));
    }
  }
  return found;
}

/** `src/arm/http/pages.ts` → `arm`, `src/ids.ts` → `ids`, `webview/…` → `webview`; what is outside has none. */
function folderOf(file: string): string | undefined {
  return /^(?:src\/)?(?:(webview)\/|(?<=src\/)(\w+)[/.])/.exec(file)?.slice(1).find(Boolean);
}

/** Leaves out each import that follows from two or more others: otherwise nobody can read the picture. */
function withoutImplied(all: Imports): Imports {
  const reaches = (from: string, to: string, path: readonly string[] = []): boolean =>
    [...(all.get(from) ?? [])].some((next) => {
      if (path.includes(next))
        throw new Error(`These folders import each other: ${[...path, next].join(", ")}.`);
      return next === to || reaches(next, to, [...path, next]);
    });
  return new Map(
    [...all].map(([from, targets]) => {
      const kept = [...targets].filter(
        (to) => ![...targets].some((other) => other !== to && reaches(other, to)),
      );
      return [from, new Set(kept)];
    }),
  );
}

function mermaid(all: Imports): string {
  const lines = [...all].flatMap(([from, targets]) => [...targets].map((to) => `  ${from} --> ${to}`));
  return ["```mermaid", "flowchart TD", ...lines.sort(), "```"].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, await withPicture(readFileSync(page, "utf8")));
}
