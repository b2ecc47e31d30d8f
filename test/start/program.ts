/** Runs one of the project's commands as a user does, and watches what it prints. */
import { spawn, type ChildProcess } from "node:child_process";
import { root } from "../../scripts/lib/paths";
import { eventually } from "../workbench/harness/waiting";

export interface Ended {
  readonly code: number | null;
  /** What it printed, apart from npm's own remarks. */
  readonly lines: readonly string[];
}

export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  #printed = "";

  private constructor(child: ChildProcess) {
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#printed += text;
      });
    }
    this.ended = new Promise((resolve) => {
      child.once("close", (code) => {
        resolve({ code, lines: this.#lines() });
      });
    });
  }

  /** `npm run --silent SCRIPT -- ARGS` */
  static npm(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
    const child = spawn("npm", ["run", "--silent", script, "--", ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new Program(child);
  }

  /** Waits for a line that matches and returns the match. */
  printed(pattern: RegExp, timeout: number): Promise<RegExpExecArray> {
    return eventually(
      `${pattern.source} in the output`,
      () => {
        const match = pattern.exec(this.#printed);
        if (match === null && this.child.exitCode !== null) throw new Error(`It ended:\n${this.#printed}`);
        return match ?? undefined;
      },
      timeout,
    );
  }

  #lines(): string[] {
    return this.#printed.split("\n").filter((line) => line !== "" && !line.startsWith("npm warn"));
  }
}
