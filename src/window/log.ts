import * as vscode from "vscode";
import { redact } from "../arm/errors/redact";

/** Where everything is reported. Nothing reaches the channel without passing `redact`. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  /** A cause is written with its stack, so that a report from a user can be followed. */
  error(message: string, cause?: unknown): void;
  /** Brings the log to the front. */
  show(): void;
}

/** The "Nexus Arc" output channel behind the redactor. */
export class OutputLog implements Log, vscode.Disposable {
  readonly #channel: vscode.LogOutputChannel;

  constructor() {
    this.#channel = vscode.window.createOutputChannel("Nexus Arc", { log: true });
  }

  debug(message: string): void {
    this.#channel.debug(redact(message));
  }

  info(message: string): void {
    this.#channel.info(redact(message));
  }

  warn(message: string): void {
    this.#channel.warn(redact(message));
  }

  error(message: string, cause?: unknown): void {
    this.#channel.error(redact(cause === undefined ? message : `${message}\n${describeCause(cause)}`));
  }

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const stack = cause.stack ?? `${cause.name}: ${cause.message}`;
  return cause.cause === undefined ? stack : `${stack}\nCaused by: ${describeCause(cause.cause)}`;
}
