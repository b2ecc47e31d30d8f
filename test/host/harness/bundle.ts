/** Bundles the tests for the extension host, which loads CommonJS and gives them the module `vscode`. */
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { outputFolder, root } from "../../../scripts/lib/paths";

/**
 * Bundles these sources (paths from the project's root) into a folder of `.test-output`.
 * @returns that folder, which repeats the sources' folders below `base`
 */
export async function bundleForHost(name: string, base: string, sources: readonly string[]): Promise<string> {
  const outdir = path.join(outputFolder, name);
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: [...sources],
    outbase: base,
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outdir;
}

const tests = path.join(root, "test/host");

/** @returns the bundled file whose `run()` VS Code is to call */
export async function bundleHostTests(only: string | undefined): Promise<string> {
  const files = await readdir(tests, { recursive: true });
  const chosen = files.filter(
    (name) => name.endsWith(".test.ts") && (only === undefined || name.includes(only)),
  );
  if (chosen.length === 0)
    throw new Error(`No test in test/host${only === undefined ? "" : ` has ${only} in its name`}.`);
  const sources = ["harness/inside.ts", ...chosen].map((name) => path.join("test/host", name));
  return path.join(await bundleForHost("host", "test/host", sources), "harness/inside.cjs");
}
