/**
 * `npm run bench`: runs the benchmarks of `test/performance` and prints a table of ratios.
 *
 *   npm run bench -- keys                   only files with `keys` in their name
 *   npm run bench -- --json FILE            also writes the figures
 *   npm run bench -- --markdown FILE        also writes the table
 *   npm run bench -- --write                writes it to `docs/performance.md`
 *
 * NEXUS_ARC_BENCH_PART=0.1 runs a tenth of most rounds: whether everything runs, not how fast it is.
 *
 * A missed target is shown, and is no failure; a benchmark that throws is one.
 */
import { readdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { NotMeasured, part, type Bench, type Figures, type Target } from "../test/performance/bench";
import { root } from "./lib/paths";

type Result =
  | { readonly kind: "met" | "missed"; readonly figures: Figures }
  | { readonly kind: "not measured" | "failed"; readonly why: string };

interface Line {
  readonly bench: Bench;
  readonly result: Result;
}

async function load(part: string | undefined): Promise<Bench[]> {
  const folder = path.join(root, "test/performance");
  const names = (await readdir(folder)).filter(
    (name) => name.endsWith(".bench.ts") && name.includes(part ?? ""),
  );
  const benches: Bench[] = [];
  for (const name of names.sort()) {
    const file = (await import(path.join(folder, name))) as { readonly benches: readonly Bench[] };
    benches.push(...file.benches);
  }
  return benches;
}

const meets = (value: number, target: Target): boolean =>
  "atLeast" in target ? value >= target.atLeast : value <= target.atMost;

async function measure(bench: Bench): Promise<Result> {
  try {
    const figures = await bench.measure();
    return { kind: meets(figures.value, bench.target) ? "met" : "missed", figures };
  } catch (error) {
    if (error instanceof NotMeasured) return { kind: "not measured", why: error.message };
    return { kind: "failed", why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function machine(): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.cpus().length} × ${cpu?.model ?? "unknown processor"}, ${memory} GiB, ${os.type()} ${os.arch()}, Node.js ${process.versions.node}`;
}

const rounded = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
const withUnit = (value: number, unit: string): string =>
  `${rounded(value)}${unit === "×" ? "×" : ` ${unit}`}`;

function row({ bench, result }: Line): string[] {
  const bound = "atLeast" in bench.target ? `≥ ${bench.target.atLeast}` : `≤ ${bench.target.atMost}`;
  if (!("figures" in result))
    return [bench.name, "", "", result.kind, bound, result.why.split("\n")[0] ?? ""];
  const { value, unit, ours, theirs } = result.figures;
  return [bench.name, ours, theirs, withUnit(value, unit), bound, result.kind];
}

function table(lines: readonly Line[]): string {
  const rows = [["benchmark", "ours", "theirs", "figure", "target", ""], ...lines.map(row)];
  const widths =
    rows[0]?.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const text = rows.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  text.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return text.join("\n");
}

function markdown(lines: readonly Line[]): string {
  const missed = lines.filter(({ result }) => result.kind === "missed");
  const reasons = missed.map(
    ({ bench }) => `- **${bench.name}**: ${bench.whyMissed ?? "No reason is known."}`,
  );
  const methods = lines.map(({ bench }) => `- **${bench.name}**: ${bench.method}`);
  return [
    "# Performance",
    `Made by \`npm run bench -- --write\`, every line side by side in one run. Machine: ${machine()}.`,
    ...(part === 1 ? [] : [`**Only ${part} of the rounds: no figures to go by.**`]),
    table(lines),
    ...(missed.length === 0 ? [] : ["## Missed targets", reasons.join("\n")]),
    "## Method",
    methods.join("\n"),
  ].join("\n\n");
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, markdown: { type: "string" }, write: { type: "boolean" } },
});
const benches = await load(positionals[0]);
if (benches.length === 0) throw new Error("No benchmark of that name in test/performance.");
const lines: Line[] = [];
for (const bench of benches) {
  const line = { bench, result: await measure(bench) };
  lines.push(line);
  console.log(row(line).filter(Boolean).join("  "));
}
console.log(`\n${machine()}\n\n${table(lines)}`);
if (values.json !== undefined) {
  const figures = lines.map(({ bench, result }) => ({ ...bench, ...result }));
  await writeFile(values.json, `${JSON.stringify({ machine: machine(), benches: figures }, undefined, 2)}\n`);
}
const page = values.write === true ? path.join(root, "docs/performance.md") : values.markdown;
if (page !== undefined) {
  const options = await resolveConfig(page);
  await writeFile(page, await format(markdown(lines), { ...options, parser: "markdown" }));
}
process.exitCode = lines.some(({ result }) => result.kind === "failed") ? 1 : 0;
