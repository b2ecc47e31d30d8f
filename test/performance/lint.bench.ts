import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { findProgram } from "../../scripts/lib/debian";
import { root } from "../../scripts/lib/paths";
import { run } from "../../scripts/lib/run";
import { lintUserData } from "../../src/userdata/lint";
import { sharedPath } from "../contract/sharedData";
import { median, NotMeasured, timeByTurns, timesFaster, type Bench, type Figures } from "./bench";
import { languageServerLint } from "./lint/languageServer";
import { lintFirst as schemaAlone } from "./lint/schemaAlone";
import { atShared, longFile, typicalFile, typicalFiles } from "./lint/texts";

const folder = path.join(root, ".test-output/lint-bench");

/** Both once in this process, then by turns: what typing costs. */
async function warm(
  ours: (text: string) => unknown,
  texts: readonly string[],
  rounds: number,
): Promise<Figures> {
  const theirs = await languageServerLint(atShared(() => sharedPath("schema-cloud-config-v1.json")));
  const times = await timeByTurns(
    () => {
      texts.forEach(ours);
    },
    async () => {
      for (const text of texts) await theirs(text);
    },
    rounds,
  );
  return timesFaster(times);
}

/** Each in a new process, from loading its code to its first answer: what opening the first file costs. */
async function cold(ours: "ours" | "schemaAlone", text: string, rounds: number): Promise<Figures> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, "user-data.yaml");
  await writeFile(file, text);
  const schema = atShared(() => sharedPath("schema-cloud-config-v1.json"));
  const entryPoints = [ours, "theirs"].map((name) => path.join(import.meta.dirname, `lint/${name}.ts`));
  // Both bundled, minified and split alike, as the extension is, so that neither pays for many small files.
  await build({
    entryPoints,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    // Some of their packages hide their own modules from bundlers but in this form.
    mainFields: ["module", "main"],
    format: "esm",
    logLevel: "error",
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  });
  const first = async (name: string): Promise<number> => {
    const program = path.join(import.meta.dirname, "lint/first.mjs");
    return Number(await run("node", [program, path.join(folder, `${name}.mjs`), file, schema]));
  };
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(await first(ours));
    times.theirs.push(await first("theirs"));
  }
  return timesFaster({ ours: median(times.ours), theirs: median(times.theirs) });
}

const both = "theirs: yaml-language-server 2.0 (YAML 1.1) with upstream's schema";
const alone = `Ours: the schema alone, as theirs; ${both}.`;
const withRules = `Ours: the schema and all rules; ${both}.`;

export const benches: readonly Bench[] = [
  {
    name: "typical user data against yaml-language-server, warm, schema alone",
    method: `Median of 30 rounds by turns in one process over the corpus's valid files. ${alone}`,
    target: { atLeast: 3 },
    measure: () => warm(schemaAlone, typicalFiles(), 30),
  },
  {
    name: "typical user data against yaml-language-server, warm, with all rules",
    method: `Median of 30 rounds by turns in one process over the corpus's valid files. ${withRules}`,
    target: { atLeast: 3 },
    whyMissed:
      "Theirs checks the schema and nothing else, which ours does in a seventh of its time (the line above). The rest of ours reads the shell in the file and asks the enrollment's rules: more than half of its time in a profile.",
    measure: () => warm(lintUserData, typicalFiles(), 30),
  },
  {
    name: "typical user data against yaml-language-server, cold, schema alone",
    method: `Median of 7 new processes each, from loading the bundled code to the first answer. ${alone}`,
    target: { atLeast: 3 },
    measure: () => cold("schemaAlone", typicalFile(), 7),
  },
  {
    name: "typical user data against yaml-language-server, cold, with all rules",
    method: `Median of 7 new processes each, from loading the bundled code to the first answer. ${withRules}`,
    target: { atLeast: 3 },
    measure: () => cold("ours", typicalFile(), 7),
  },
  {
    name: "5,000 lines against yaml-language-server, warm, schema alone",
    method: `Median of 15 rounds by turns in one process on a valid file. ${alone}`,
    target: { atLeast: 3 },
    measure: () => warm(schemaAlone, [longFile()], 15),
  },
  {
    name: "5,000 lines against yaml-language-server, warm, with all rules",
    method: `Median of 15 rounds by turns in one process on a valid file. ${withRules}`,
    target: { atLeast: 3 },
    measure: () => warm(lintUserData, [longFile()], 15),
  },
  {
    name: "5,000 lines against yaml-language-server, cold, schema alone",
    method: `Median of 5 new processes each, from loading the bundled code to the first answer. ${alone}`,
    target: { atLeast: 3 },
    measure: () => cold("schemaAlone", longFile(), 5),
  },
  {
    name: "5,000 lines against yaml-language-server, cold, with all rules",
    method: `Median of 5 new processes each, from loading the bundled code to the first answer. ${withRules}`,
    target: { atLeast: 3 },
    measure: () => cold("ours", longFile(), 5),
  },
  {
    name: "typical user data against `cloud-init schema`",
    method:
      "Median of 5 rounds by turns: ours, with all rules, in this process; theirs by a run of its program, the only way to ask it.",
    target: { atLeast: 100 },
    measure: async () => {
      if (findProgram("cloud-init") === undefined) throw new NotMeasured("cloud-init is not installed");
      const text = typicalFile();
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, "user-data.yaml");
      await writeFile(file, text);
      const theirs = (): Promise<unknown> => run("cloud-init", ["schema", "--config-file", file]);
      return timesFaster(await timeByTurns(() => lintUserData(text), theirs, 5));
    },
  },
];
