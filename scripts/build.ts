/**
 * Builds `dist/`: the extension host's code and the command line as CommonJS with shared, lazily loaded chunks,
 * the wizard's page as one browser script, the JSON schema of cloud-config, and packed texts of other languages. `--watch` rebuilds on change, `--production` minifies.
 *
 * esbuild splits only ES modules, so the host is split as ESM first and each piece is then turned into CommonJS.
 * That keeps what is loaded on first use (`@azure/*`, `node-forge`, the practice cloud) out of the main file
 * and still gives every module exactly one instance.
 */
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { compiledSchema } from "./lib/build/compiledSchema";
import { packChunks } from "./lib/build/packChunks";
import { build, context, transform, type BuildOptions, type BuildResult, type Plugin } from "esbuild";
import { pageBuild } from "./lib/build/pageBuild";
import { writeTextFiles } from "./lib/build/textFiles";
import { vscodeApi } from "./lib/build/vscodeApi";
import { withoutForgeRsa } from "./lib/build/withoutForgeRsa";
import { withoutMarks } from "./lib/build/withoutMarks";
import { withoutSamples } from "./lib/build/withoutSamples";
import { writeSchema } from "./schemaFile";

const root = path.resolve(import.meta.dirname, "..");
const dist = path.join(root, "dist");
const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

async function toCommonJs(source: string): Promise<string> {
  const { code } = await transform(source, {
    format: "cjs",
    platform: "neutral", // not "node", for which esbuild lists the exports once more, for importers that there are none of
    target: "node20",
    supported: { "dynamic-import": false },
  });
  return code;
}

/** The statements that `toCommonJs` puts before a module's own, where it imports and exports in every way. */
async function interopHelpers(): Promise<readonly string[]> {
  const everyWay = `import one from "1"; import * as all from "2"; export { one, all };`;
  const [helpers = ""] = (await toCommonJs(everyWay)).split(/^var \w+_exports = /m);
  return helpers.split(/^(?=var )/m);
}

async function finish(name: string, source: string): Promise<string> {
  const { code } = await transform(source, {
    format: "cjs",
    platform: "neutral",
    target: "node20",
    minify: production,
    sourcefile: name,
  });
  return name === "cli.cjs" ? `#!/usr/bin/env node\n${code}` : code;
}

/** Replaces a file in one move: a program that loads it meanwhile reads the old text or the new, never a half. */
async function replaceFile(name: string, text: string): Promise<void> {
  const file = path.join(dist, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text, { mode: name === "cli.cjs" ? 0o755 : 0o644 });
  await rename(`${file}.new`, file);
}

/** Removes what an earlier build left of the host's code. */
async function removeStale(names: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(dist, { recursive: true })) {
    if (name.endsWith(".cjs") && !names.has(name)) await rm(path.join(dist, name));
  }
}

/** Writes the pieces as CommonJS, chunks before the files that load them, and `meta.json`: which source went where. */
async function writeHost({ outputFiles = [], metafile }: BuildResult): Promise<void> {
  const pieces = outputFiles.map(({ path: file, text }) => ({ name: path.relative(dist, file), text }));
  const plain = await Promise.all(
    pieces.map(async ({ name, text }) => ({ name, code: await toCommonJs(text) })),
  );
  const packed = metafile === undefined ? plain : packChunks(plain, metafile, await interopHelpers());
  const written = await Promise.all(
    packed.map(async ({ name, code }) => ({ name, code: await finish(name, code) })),
  );
  const chunksFirst = written.sort((a, b) => Number(b.name.includes("/")) - Number(a.name.includes("/")));
  for (const { name, code } of chunksFirst) await replaceFile(name, code);
  await replaceFile("meta.json", JSON.stringify(metafile));
  await removeStale(new Set(written.map(({ name }) => name)));
}

const commonJs: Plugin = {
  name: "commonjs-after-splitting",
  setup(pluginBuild) {
    pluginBuild.onEnd((result) => (result.errors.length > 0 ? undefined : writeHost(result)));
  },
};

const host: BuildOptions = {
  entryPoints: { extension: "src/extension.ts", cli: "src/cli.ts" },
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  splitting: true,
  outExtension: { ".js": ".cjs" },
  chunkNames: "chunks/[name]-[hash]",
  mainFields: ["module", "main"],
  conditions: ["node"],
  alias: {
    "zod/v3": "./scripts/lib/build/noZod3.ts",
    "zod-to-json-schema": "./scripts/lib/build/noZod3.ts",
    semver: "./scripts/lib/build/noSemver.ts",
    "http-proxy-agent": "./scripts/lib/build/noProxyAgents.ts",
    "https-proxy-agent": "./scripts/lib/build/noProxyAgents.ts",
  },
  minify: production,
  legalComments: production ? "none" : "inline",
  write: false, // the plugin does
  metafile: true,
  plugins: [vscodeApi, compiledSchema, withoutForgeRsa, withoutMarks, withoutSamples, commonJs],
  logLevel: "warning",
};

await writeSchema(root);
await writeTextFiles(root);
const targets = [host, pageBuild(production)];
if (watch) {
  for (const options of targets) await (await context(options)).watch();
  console.log("Watching. Reload the window to load a new build.");
} else {
  await Promise.all(targets.map((options) => build(options)));
}
