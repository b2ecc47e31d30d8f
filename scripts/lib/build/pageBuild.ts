import path from "node:path";
import type { BuildOptions } from "esbuild";
import { root } from "../paths";

/** How esbuild makes the pages of the wizard and of a fleet: each one script and one style sheet. */
export function pageBuild(production: boolean): BuildOptions {
  return {
    entryPoints: [
      { in: "webview/main.ts", out: "wizard" },
      { in: "webview/style/wizard.css", out: "wizard" },
      { in: "webview/fleet.ts", out: "fleet" },
      { in: "webview/style/fleet.css", out: "fleet" },
    ],
    absWorkingDir: root,
    outdir: path.join(root, "dist/webview"),
    bundle: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    minify: production,
    legalComments: production ? "none" : "inline",
    logLevel: "warning",
  };
}
