/**
 * Makes the `.vsix`: a production build, and of the project only what `.vscodeignore` allows.
 *
 *   npm run package [-- --out FILE]
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { root } from "./lib/paths";

const { values } = parseArgs({
  options: { out: { type: "string", default: path.join(root, "nexus-arc.vsix") } },
});
await mkdir(path.dirname(values.out), { recursive: true });
await createVSIX({
  cwd: root,
  packagePath: values.out,
  // README.md is for whoever opens the repository: its pictures and pages are not in the package.
  readmePath: "docs/extension.md",
  dependencies: false,
  rewriteRelativeLinks: false,
});
