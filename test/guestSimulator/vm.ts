import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { GuestAzure } from "./azure";
import type { Certificates } from "./certificates";
import { openNetwork, type GuestNetwork } from "./network";

export interface GuestSetup {
  readonly azure: GuestAzure;
  readonly certificates: Certificates;
  readonly egress: readonly string[];
  readonly system?: "debian" | "rhel" | "azurelinux";
}

/** How one run of a script ended. */
export interface Boot {
  readonly code: number;
  /** Standard output and error, in order. */
  readonly log: string;
  /** Seconds that the script meant to sleep; in the simulator they pass at once. */
  readonly slept: number;
  /** Seconds that really passed. */
  readonly took: number;
}

/** Thrown where this machine allows no namespaces: the suite must fail and say so. */
export class NoNamespaces extends Error {
  override readonly name = "NoNamespaces";
}

/**
 * A simulated VM: its own network namespace (IMDS at 169.254.169.254, proxy at 169.254.0.11:3128, nothing else), a throw-away root over
 * this machine's, its own processes. Needs root, or sudo without a password.
 */
export class GuestVm {
  readonly #folder: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string, undefined>;
  readonly #lines: Interface;
  readonly #network: GuestNetwork;
  #boots = 0;

  private constructor(folder: string, child: ChildProcessWithoutNullStreams, network: GuestNetwork) {
    this.#folder = folder;
    this.#child = child;
    this.#network = network;
    this.#lines = createInterface({ input: child.stdout });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  static async start(setup: GuestSetup): Promise<GuestVm> {
    const folder = mkdtempSync(path.join(tmpdir(), "guest-vm-"));
    for (const name of ["layer", "share"]) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, "ca.pem"), setup.certificates.authority);
    const network = await openNetwork(setup.azure, setup.certificates, setup.egress, {
      imds: path.join(folder, "imds.sock"),
      proxy: path.join(folder, "proxy.sock"),
    });
    const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child"];
    const script = path.join(import.meta.dirname, "vm.sh");
    const [command, ...words] = process.getuid?.() === 0 ? ["unshare"] : ["sudo", "-n", "unshare"];
    const child = spawn(command, [
      ...words,
      ...namespaces,
      "bash",
      script,
      folder,
      process.execPath,
      setup.system ?? "debian",
    ]);
    let complaint = "";
    child.stderr.on("data", (part: Buffer) => (complaint += part.toString()));
    const vm = new GuestVm(folder, child, network);
    try {
      await vm.#expect("ready");
    } catch {
      await vm.stop();
      throw new NoNamespaces(
        `This machine allows no simulated VM (it needs root, or sudo without a password, and namespaces with overlay): ${complaint.trim()}`,
      );
    }
    return vm;
  }

  /** Runs a script as first boot would: as root, no terminal, no HOME. */
  async boot(script: string, stdin = ""): Promise<Boot> {
    const name = `boot-${++this.#boots}`;
    writeFileSync(this.#share(name), script);
    writeFileSync(this.#share(`${name}.stdin`), stdin);
    writeFileSync(this.#share("sleeps"), "");
    const began = performance.now();
    const answer = await this.#ask(`run ${name}`);
    const took = (performance.now() - began) / 1000;
    const sleeps = readFileSync(this.#share("sleeps"), "utf8").split("\n").map(Number);
    return {
      code: Number(answer.replace("ended ", "")),
      log: readFileSync(this.#share(`${name}.log`), "utf8"),
      slept: sleeps.reduce((sum, seconds) => sum + seconds, 0),
      took,
    };
  }

  /** Files of the VM that hold a private key or one of `tokens`. */
  async secretsOnDisk(tokens: readonly string[]): Promise<readonly string[]> {
    writeFileSync(this.#share("tokens"), ["a token that nobody has", ...tokens].join("\n"));
    return (await this.#ask("scan")).split(" ").filter((name) => name !== "");
  }

  /** Digest and path of every file that differs from the machine below. */
  async picture(): Promise<string> {
    await this.#ask("picture");
    return readFileSync(this.#share("picture"), "utf8");
  }

  /** The text of `/var/lib/nexus-arc/report.json`; empty when there is none. */
  async report(): Promise<string> {
    await this.#ask("report");
    return readFileSync(this.#share("report.json"), "utf8");
  }

  async stop(): Promise<void> {
    this.#lines.close();
    if (this.#child.exitCode === null) {
      const ended = new Promise((resolve) => this.#child.once("close", resolve));
      this.#child.kill("SIGKILL");
      await ended;
    }
    await this.#network.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #share(name: string): string {
    return path.join(this.#folder, "share", name);
  }

  async #ask(question: string): Promise<string> {
    this.#child.stdin.write(`${question}\n`);
    return this.#next();
  }

  async #expect(word: string): Promise<void> {
    const line = await this.#next();
    if (line !== word) throw new Error(line);
  }

  async #next(): Promise<string> {
    const answer: IteratorResult<string, undefined> = await this.#answers.next();
    if (answer.done === true) throw new Error("the simulated VM ended");
    return answer.value;
  }
}
