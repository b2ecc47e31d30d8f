import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "esbuild";
import { root } from "../paths";

/** What the module `vscode` has at run time, as its typings say: no interfaces, no types. */
function namesOfApi(): readonly string[] {
  const typings = readFileSync(path.join(root, "node_modules/@types/vscode/index.d.ts"), "utf8");
  const declared = /^\texport (?:abstract )?(?:namespace|class|enum|const|function) (\w+)/gm;
  return [...new Set([...typings.matchAll(declared)].map(([, name = ""]) => name))];
}

/**
 * Gives all files one import of `vscode`, name by name. Where each file of the bundle has its own `import * as vscode`, each
 * copies all of the API's hundreds of names when it is loaded: a hundred files were half of the activation's time. A file that
 * uses `vscode` otherwise than by `vscode.name` brings that copy back, once.
 */
export const vscodeApi: Plugin = {
  name: "vscode-api",
  setup(build) {
    const names = namesOfApi();
    build.onResolve({ filter: /^vscode$/ }, ({ namespace, path }) =>
      namespace === "vscode-api" ? { path, external: true } : { path, namespace: "vscode-api" },
    );
    build.onLoad({ filter: /^vscode$/, namespace: "vscode-api" }, () => ({
      contents: `export { ${names.join(", ")} } from "vscode";`,
    }));
  },
};
