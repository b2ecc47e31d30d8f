import { spawn, type ChildProcess } from "node:child_process";

export interface RunOptions {
  readonly cwd?: string;
  /** On top of this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the program and those that it started (they form a process group of their own). */
  readonly signal?: AbortSignal;
  /** Where its output goes; default: kept, and shown in the error when it fails. */
  readonly output?: "keep" | "inherit";
}

/** A program that ended with another exit code than 0, or could not start. */
export class RunError extends Error {
  readonly output: string;
  constructor(program: string, ending: string, output: string) {
    super(`${program} ${ending}`);
    this.name = "RunError";
    this.output = output;
  }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGTERM");
  } catch {
    // it has ended
  }
}

/** Runs a program to its end, without a shell and without stdin. Returns what it printed; throws {@link RunError}. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = options.output === "inherit" ? "inherit" : "pipe";
    const child = spawn(program, args, {
      detached: true,
      stdio: ["ignore", stream, stream],
      env: { ...process.env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const stop = (): void => {
      endGroup(child);
    };
    options.signal?.addEventListener("abort", stop, { once: true });
    if (options.signal?.aborted === true) stop();
    const pieces: Buffer[] = [];
    const keep = (piece: Buffer): void => void pieces.push(piece);
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    const text = (): string => Buffer.concat(pieces).toString("utf8");
    child.once("error", (error) => {
      reject(new RunError(program, `did not start: ${error.message}`, text()));
    });
    child.once("close", (code, killedBy) => {
      options.signal?.removeEventListener("abort", stop);
      if (code === 0) resolve(text());
      else
        reject(
          new RunError(
            program,
            killedBy === null ? `ended with code ${code ?? "?"}` : `was stopped by ${killedBy}`,
            text(),
          ),
        );
    });
  });
}
