import { readFileSync } from "node:fs";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createDefaultHttpClient, createPipelineRequest } from "@azure/core-rest-pipeline";
import { createTransport } from "../../../src/arm/network/transport";
import type { Cell } from "./cells";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The real programs, ready to be asked for one cell after the other. */
export interface Tools {
  /** Ends when the program has ended, or has said that it is done. */
  ask(cell: Cell): Promise<void>;
  stop(): void;
}

/** `goProgram` is the compiled `route.go`; `root` is the system whose curl, wget, apt and Python are run. */
export function startTools(goProgram: string, root: string): Tools {
  const inRoot = (words: readonly string[]): readonly string[] =>
    root === "/" ? words : ["chroot", root, ...words];
  const python = new Session(inRoot(["/usr/bin/python3", "-c", "exec(input())"]), pythonSource());
  const azure = new Session([process.execPath, here("ask.cjs")]);
  const once: Partial<Record<Cell["tool"], (url: string) => readonly string[]>> = {
    curl: (url) =>
      inRoot(["/usr/bin/curl", "-q", "-s", "-k", "--proxy-insecure", "-o", "/dev/null", "-m", "5", url]),
    wget: (url) =>
      inRoot(["/usr/bin/wget", "-q", "-O", "/dev/null", "-t", "1", "-T", "5", "--no-check-certificate", url]),
    apt: (url) =>
      inRoot([
        "/usr/lib/apt/apt-helper",
        "-q",
        "-o",
        "Acquire::Retries=0",
        "download-file",
        url,
        "/dev/null",
      ]),
    go: (url) => [goProgram, url],
  };
  return {
    async ask(cell) {
      const words = once[cell.tool]?.(cell.url);
      if (words !== undefined) await run(words, cell.env);
      else if (cell.tool === "requests") await python.ask(cell);
      else if (cell.tool === "azure-core") await azure.ask(cell);
      else await askOurselves(cell);
    },
    stop: () => {
      python.stop();
      azure.stop();
    },
  };
}

const usual = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/nonexistent", LC_ALL: "C" };

function run([program = "", ...words]: readonly string[], env: Cell["env"]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env: { ...usual, ...env }, stdio: "ignore" });
    child.once("error", reject);
    child.once("close", () => {
      resolve();
    });
  });
}

/** A program that stays and answers each line by a line. */
class Session {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  constructor([program = "", ...words]: readonly string[], first?: string) {
    this.#child = spawn(program, words, { env: usual });
    this.#child.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    if (first !== undefined) this.#child.stdin.write(`${first}\n`);
  }

  async ask({ env, url }: Cell): Promise<void> {
    this.#child.stdin.write(`${JSON.stringify({ env, url })}\n`);
    const { done } = await this.#answers.next();
    if (done === true) throw new Error("the program ended");
  }

  stop(): void {
    this.#child.stdin.end();
  }
}

/** The Python program as one line, for a system that does not see this folder. */
function pythonSource(): string {
  return `exec(${JSON.stringify(readFileSync(here("ask.py"), "utf8"))})`;
}

async function askOurselves({ env, url }: Cell): Promise<void> {
  const transport = createTransport(createDefaultHttpClient(), {
    proxy: { kind: "environment" },
    ca: [],
    strictSSL: false,
    timeoutMs: 5000,
    maxBodyBytes: 1000,
    env,
  });
  try {
    await transport.sendRequest(createPipelineRequest({ url, allowInsecureConnection: true }));
  } catch {
    // A refusal is what most cells end in; what arrived where is the observer's.
  } finally {
    transport.close();
  }
}
