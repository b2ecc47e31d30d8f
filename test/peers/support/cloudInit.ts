/** Asks the cloud-init of a Debian release what it makes of documents, by its own code (`assemble.py`). */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { debianRoot, type Release } from "../../../scripts/lib/debianRoot";
import type { Assembled } from "./assembled";

type Named = readonly (readonly [name: string, base64: string])[];

/** A line of `assemble.py`. */
interface Answer {
  readonly version: string;
  readonly error: string | null;
  readonly config?: unknown;
  readonly boothooks: Named;
  readonly bootcmd?: { readonly content: string | null };
  readonly files?: { readonly written: readonly (readonly [string, string, number, boolean])[] };
  readonly scripts?: Named;
  readonly "per-once"?: Named;
  readonly "per-boot"?: Named;
  readonly "per-instance"?: Named;
}

export interface Told {
  readonly version: string;
  readonly documents: readonly Assembled[];
}

/** One answer for each document, in their order. cloud-init runs in the release's root, and writes into memory only. */
export async function toldByCloudInit(release: Release, documents: readonly Buffer[]): Promise<Told> {
  const root = await debianRoot(release);
  const script = await readFile(path.join(import.meta.dirname, "assemble.py"), "utf8");
  const start =
    'mount -t tmpfs tmpfs "$1/tmp" && exec chroot "$1" python3 -W ignore -c "$2" /usr/lib/python3/dist-packages';
  const child = spawn("unshare", ["--mount", "sh", "-c", start, "sh", root, script]);
  child.stdin.end(
    documents.map((bytes) => `${JSON.stringify({ base64: bytes.toString("base64") })}\n`).join(""),
  );
  const [out, error] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on("data", (piece: Buffer) => out.push(piece));
  child.stderr.on("data", (piece: Buffer) => error.push(piece));
  await new Promise((resolve) => child.once("close", resolve));
  const lines = Buffer.concat(out)
    .toString()
    .split("\n")
    .filter((line) => line !== "");
  if (lines.length !== documents.length) throw new Error(Buffer.concat(error).toString().slice(-2000));
  const answers = lines.map((line) => JSON.parse(line) as Answer);
  return { version: answers[0]?.version ?? "", documents: answers.map(assembled) };
}

function assembled(answer: Answer): Assembled {
  if (answer.error !== null) return nothing;
  const content = answer.bootcmd?.content;
  return {
    failed: false,
    config: answer.config,
    boothooks: decoded(answer.boothooks),
    bootcmd: typeof content === "string" ? text(content) : undefined,
    scripts: decoded(answer.scripts),
    folders: {
      "per-once": decoded(answer["per-once"]),
      "per-boot": decoded(answer["per-boot"]),
      "per-instance": decoded(answer["per-instance"]),
    },
    files: (answer.files?.written ?? []).map(([name, base64, , appends]) => [name, text(base64), appends]),
  };
}

/** What is left of a document that cloud-init gives up. */
const nothing: Assembled = {
  failed: true,
  config: {},
  boothooks: [],
  bootcmd: undefined,
  scripts: [],
  folders: { "per-once": [], "per-boot": [], "per-instance": [] },
  files: [],
};

function decoded(named: Named = []): [string, string][] {
  return named.map(([name, base64]) => [name, text(base64)]);
}

function text(base64: string): string {
  return Buffer.from(base64, "base64").toString();
}
