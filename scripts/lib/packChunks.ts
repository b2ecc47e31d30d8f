import type { Metafile } from "esbuild";

/** One finished file of the host's code. */
export interface Piece {
  /** From `dist/`, such as `chunks/runner-ABC.cjs`. */
  readonly name: string;
  /** CommonJS. */
  readonly code: string;
}

/** The file that the small chunks are put into, from `dist/`. */
export const packName = "chunks/small.cjs";

/** Bytes. A chunk of more is worth a file of its own. */
const small = 12_000;

/** These stay files, so that it can be seen in a running host what was loaded. */
const watched =
  /node_modules\/(@azure|ajv|node-forge|yaml|unbash|@modelcontextprotocol|zod|lit)\/|^src\/practice\//;

/**
 * Puts the many small chunks into one file, each as a function that runs when it is first asked for: hundreds of files of
 * a kilobyte compress badly and cost a header each. What an entry loads at once stays as it is.
 */
export function packChunks(pieces: readonly Piece[], { outputs }: Metafile): readonly Piece[] {
  const atOnce = loadedAtOnce(outputs);
  const isPacked = ({ name, code }: Piece): boolean => {
    const output = outputs[`dist/${name}`];
    // A chunk that only leads to another one holds no source, but is the entry of one.
    const sources = [...Object.keys(output?.inputs ?? {}), output?.entryPoint ?? ""];
    const watchedHere = sources.some((source) => watched.test(source));
    return name.startsWith("chunks/") && code.length < small && !atOnce.has(`dist/${name}`) && !watchedHere;
  };
  const packed = new Map(pieces.filter(isPacked).map((piece) => [piece.name.slice("chunks/".length), piece]));
  if (packed.size === 0) return pieces;
  const redirect = (code: string): string =>
    code.replaceAll(
      /require\((["'])(\.\/(?:chunks\/)?)([\w.-]+\.cjs)\1\)/g,
      (all, _quote, folder: string, file: string) =>
        packed.has(file) ? `require("${folder}small.cjs")("${file}")` : all,
    );
  const bodies = [...packed].map(
    ([file, { code }]) => `${JSON.stringify(file)}(module,exports){${redirect(code)}\n}`,
  );
  const pack = `"use strict";
const bodies={${bodies.join(",\n")}};
const made=new Map();
module.exports=(name)=>{let one=made.get(name);if(one===undefined){one={exports:{}};made.set(name,one);bodies[name](one,one.exports)}return one.exports};
`;
  return [
    { name: packName, code: pack },
    ...pieces
      .filter(({ name }) => !packed.has(name.slice("chunks/".length)))
      .map(({ name, code }) => ({ name, code: redirect(code) })),
  ];
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
