import path from "node:path";
import type { Metafile } from "esbuild";

/** One finished file of the host's code. */
export interface Piece {
  /** From `dist/`, such as `chunks/runner-ABC.cjs`. */
  readonly name: string;
  /** CommonJS. */
  readonly code: string;
}

/** What an entry loads at once; the other packs are named for the folder of `src/` that their chunks are from. */
const firstPack = "first.cjs";

type Output = Metafile["outputs"][string];

/** Bytes. A chunk of more is worth a file of its own. */
const small = 32_000;

/** These stay files, so that it can be seen in a running host what was loaded. */
const watched =
  /node_modules\/(@azure|ajv|node-forge|yaml|unbash|@modelcontextprotocol|zod|lit)\/|^src\/practice\//;

/**
 * Puts the many small chunks into a few files, each chunk as a function that runs when it is first asked for: hundreds of files of
 * a kilobyte compress badly, and cost a header and an opening each. One file for all would be read as a whole by the first command.
 * `helpers` are statements that esbuild puts into every chunk; a pack has them once.
 */
export function packChunks(
  pieces: readonly Piece[],
  { outputs }: Metafile,
  helpers: readonly string[],
): readonly Piece[] {
  const atOnce = loadedAtOnce(outputs);
  const packOf = ({ name, code }: Piece): string | undefined => {
    const output = outputs[`dist/${name}`];
    // A chunk that only leads to another one holds no source, but is the entry of one.
    const sources = [...Object.keys(output?.inputs ?? {}), output?.entryPoint ?? ""];
    const watchedHere = sources.some((source) => watched.test(source));
    if (!name.startsWith("chunks/") || code.length >= small || watchedHere) return undefined;
    return atOnce.has(`dist/${name}`) ? firstPack : `${folderOf(output)}.cjs`;
  };
  const places = new Map<string, Place>();
  const packs = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const pack = packOf(piece);
    if (pack === undefined) continue;
    const members = packs.get(pack) ?? [];
    packs.set(pack, members);
    places.set(path.basename(piece.name), { pack, index: members.push(piece) - 1 });
  }
  const redirect = (code: string): string =>
    code.replaceAll(
      /require\((["'])(\.\/(?:chunks\/)?)([\w.-]+\.cjs)\1\)/g,
      (all, _quote, folder: string, file: string) => {
        const place = places.get(file);
        return place === undefined ? all : `require("${folder}${place.pack}")(${place.index})`;
      },
    );
  const alone = pieces.filter(({ name }) => !places.has(path.basename(name)));
  return [
    ...[...packs].map(([pack, members]) =>
      packed(
        pack,
        members.map(({ code }) => redirect(code)),
        helpers,
      ),
    ),
    ...alone.map(({ name, code }) => ({ name, code: redirect(code) })),
  ];
}

/** Where a chunk went: by its number, for names with hashes do not compress. */
interface Place {
  readonly pack: string;
  readonly index: number;
}

/** The folder of `src/` that most of a chunk is from. */
function folderOf(output: Output | undefined): string {
  const [most] = Object.entries(output?.inputs ?? {}).sort(
    ([, one], [, other]) => other.bytesInOutput - one.bytesInOutput,
  );
  const [top, folder] = (most?.[0] ?? output?.entryPoint ?? "").split("/");
  return top === "src" && folder !== undefined && !folder.includes(".") ? folder : "libraries";
}

/**
 * Parentheses make V8 compile a body at once instead of reading it twice: right for `first.cjs`, nearly all of which is run, and
 * twice the time for the others, most of which is not.
 */
function packed(pack: string, codes: readonly string[], helpers: readonly string[]): Piece {
  const bodies = codes.map((code) => {
    const own = helpers.reduce((rest, helper) => rest.replace(statementOf(helper), ""), code);
    const body = `function(module,exports){${own}\n}`;
    return pack === firstPack ? `(${body})` : body;
  });
  const code = `"use strict";
${helpers.join("")}
const bodies=[${bodies.join(",\n")}];
const made=[];
module.exports=(index)=>{let one=made[index];if(one===undefined){one={exports:{}};made[index]=one;bodies[index](one,one.exports)}return one.exports};
`;
  return { name: `chunks/${pack}`, code };
}

/** The statement of a helper in a chunk, where esbuild may have given other names to what is inside. */
function statementOf(helper: string): RegExp {
  const [start = ""] = helper.split(" =", 1);
  return new RegExp(`^${start} = [^]*?;\\n(?![\\s})])`, "m");
}

/** What loading an entry file loads at once. */
function loadedAtOnce(outputs: Metafile["outputs"]): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind !== "dynamic-import" && external !== true) visit(path);
  };
  for (const [file, { entryPoint }] of Object.entries(outputs))
    if (entryPoint !== undefined && !file.includes("/chunks/")) visit(file);
  return seen;
}
