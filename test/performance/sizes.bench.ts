import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../scripts/lib/paths";
import { run } from "../../scripts/lib/run";
import type { Bench, Figures } from "./bench";

interface Sizes {
  /** Bytes. */
  readonly main: number;
  readonly vsix: number;
}

let measured: Promise<Sizes> | undefined;

/** Both lines look at one package. */
function sizes(): Promise<Sizes> {
  return (measured ??= packAndLook());
}

async function packAndLook(): Promise<Sizes> {
  const folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-size-"));
  const vsix = path.join(folder, "nexus-arc.vsix");
  try {
    await run(process.execPath, ["--import", "tsx", "scripts/package.ts", "--out", vsix], { cwd: root });
    const main = await stat(path.join(root, "dist/extension.cjs"));
    return { main: main.size, vsix: (await stat(vsix)).size };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function kibibytes(bytes: number, limit: number): Figures {
  const value = bytes / 1024;
  return { value, unit: "KiB", ours: `${value.toFixed(0)} KiB`, theirs: `${limit} KiB allowed` };
}

export const benches: readonly Bench[] = [
  {
    name: "main file of the extension",
    method: "What VS Code loads at activation, minified. `test/package` refuses a larger one.",
    target: { atMost: 300 },
    measure: async () => kibibytes((await sizes()).main, 300),
  },
  {
    name: "the package",
    method: "The `.vsix` that `npm run package` makes. `test/package` refuses a larger one.",
    target: { atMost: 960 },
    measure: async () => kibibytes((await sizes()).vsix, 960),
  },
];
