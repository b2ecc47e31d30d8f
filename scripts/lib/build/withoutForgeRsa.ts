import path from "node:path";
import type { Plugin } from "esbuild";
import { root } from "../paths";

/** Leaves RSA arithmetic and random numbers of node-forge out of the build, where its `pbe` asks for them (`noForgeRsa.ts`). */
export const withoutForgeRsa: Plugin = {
  name: "without-forge-rsa",
  setup(build) {
    build.onResolve({ filter: /^\.\/(?:rsa|random)$/ }, ({ importer }) =>
      /node-forge[\\/]lib[\\/]pbe\.js$/.test(importer)
        ? { path: path.join(root, "scripts/lib/build/noForgeRsa.ts") }
        : undefined,
    );
  },
};
