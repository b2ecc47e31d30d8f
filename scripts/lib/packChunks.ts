import path from "node:path";
import type { Metafile } from "esbuild";

/** One finished file of the host's code. */
export interface Piece {
  /** From `dist/`, such as `chunks/runner-ABC.cjs`. */
  readonly name: string;
  /** CommonJS. */
  readonly code: string;
}

/** The files that chunks are put into: what an entry loads at once, and what is loaded on first use. */
type Pack = "first.cjs" | "small.cjs";

/** Bytes. A chunk of more is worth a file of its own. */
const small = 32_000;

/** These stay files, so that it can be seen in a running host what was loaded. */
const watched =
  /node_modules\/(@azure|ajv|node-forge|yaml|unbash|@modelcontextprotocol|zod|lit)\/|^src\/practice\//;

/**
 * Puts the many small chunks into two files, each chunk as a function that runs when it is first asked for: hundreds of files of
 * a kilobyte compress badly, and cost a header and an opening each.
 */
export function packChunks(pieces: readonly Piece[], { outputs }: Metafile): readonly Piece[] {
  const atOnce = loadedAtOnce(outputs);
  const packOf = ({ name, code }: Piece): Pack | undefined => {
    const output = outputs[`dist/${name}`];
    // A chunk that only leads to another one holds no source, but is the entry of one.
    const sources = [...Object.keys(output?.inputs ?? {}), output?.entryPoint ?? ""];
    const watchedHere = sources.some((source) => watched.test(source));
    if (!name.startsWith("chunks/") || code.length >= small || watchedHere) return undefined;
    return atOnce.has(`dist/${name}`) ? "first.cjs" : "small.cjs";
  };
  const packs = new Map<string, Pack>();
  for (const piece of pieces) {
    const pack = packOf(piece);
    if (pack !== undefined) packs.set(path.basename(piece.name), pack);
  }
  const redirected = pieces.map(({ name, code }) => ({
    name,
    code: code.replaceAll(
      /require\((["'])(\.\/(?:chunks\/)?)([\w.-]+\.cjs)\1\)/g,
      (all, _quote, folder: string, file: string) => {
        const pack = packs.get(file);
        return pack === undefined ? all : `require("${folder}${pack}")("${file}")`;
      },
    ),
  }));
  const isPacked = ({ name }: Piece): boolean => packs.has(path.basename(name));
  const written = [...new Set(packs.values())].map((pack) =>
    packed(
      pack,
      redirected.filter((piece) => packs.get(path.basename(piece.name)) === pack),
    ),
  );
  return [...written, ...redirected.filter((piece) => !isPacked(piece))];
}

/** The parentheses make V8 compile a body at once instead of reading it twice; nearly all of `first.cjs` is run. */
function packed(pack: Pack, pieces: readonly Piece[]): Piece {
  const bodies = pieces.map(
    ({ name, code }) => `${JSON.stringify(path.basename(name))}:(function(module,exports){${code}\n})`,
  );
  const code = `"use strict";
const bodies={${bodies.join(",\n")}};
const made=new Map();
module.exports=(name)=>{let one=made.get(name);if(one===undefined){one={exports:{}};made.set(name,one);bodies[name](one,one.exports)}return one.exports};
`;
  return { name: `chunks/${pack}`, code };
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
