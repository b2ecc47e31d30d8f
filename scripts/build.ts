/**
 * Builds `dist/`: the extension host's code and the command line as CommonJS with shared, lazily loaded chunks,
 * and the wizard's page as one browser script. `--watch` rebuilds on change, `--production` minifies.
 *
 * esbuild splits only ES modules, so the host is split as ESM first and each piece is then turned into CommonJS.
 * That keeps what is loaded on first use (`@azure/*`, `ajv`, `node-forge`, the practice cloud) out of the main file
 * and still gives every module exactly one instance.
 */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { build, context, transform, type BuildOptions, type Plugin } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");
const dist = path.join(root, "dist");
const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

async function toCommonJs(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".cjs")) continue;
    const file = path.join(folder, name);
    const source = await readFile(file, "utf8");
    const { code } = await transform(source, {
      format: "cjs",
      platform: "node",
      target: "node20",
      minify: production,
      supported: { "dynamic-import": false },
      sourcefile: name,
    });
    const shebang = name === "cli.cjs" ? "#!/usr/bin/env node\n" : "";
    await writeFile(file, shebang + code, { mode: shebang === "" ? 0o644 : 0o755 });
  }
}

const commonJs: Plugin = {
  name: "commonjs-after-splitting",
  setup(pluginBuild) {
    pluginBuild.onStart(() => rm(path.join(dist, "chunks"), { recursive: true, force: true }));
    pluginBuild.onEnd((result) => (result.errors.length > 0 ? undefined : toCommonJs(dist)));
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
  external: ["vscode"],
  mainFields: ["module", "main"],
  conditions: ["node"],
  minify: production,
  legalComments: production ? "none" : "inline",
  plugins: [commonJs],
  logLevel: "warning",
};

const page: BuildOptions = {
  entryPoints: { wizard: "webview/main.ts" },
  absWorkingDir: root,
  outdir: path.join(dist, "webview"),
  bundle: true,
  platform: "browser",
  target: "es2022",
  format: "iife",
  minify: production,
  legalComments: production ? "none" : "inline",
  logLevel: "warning",
};

const targets = existsSync(path.join(root, "webview/main.ts")) ? [host, page] : [host];
await rm(dist, { recursive: true, force: true });
if (watch) {
  for (const options of targets) await (await context(options)).watch();
  console.log("Watching. Reload the window to load a new build.");
} else {
  await Promise.all(targets.map((options) => build(options)));
}
